#pragma once

#include <filesystem>
#include <string>

// Authorities, certificates and keys made by the openssl command line in a folder of their own, once per
// process.
namespace client_test {

class Pki {
 public:
  static const Pki& instance();
  Pki(const Pki&) = delete;
  Pki& operator=(const Pki&) = delete;
  ~Pki();

  // "ca.pem"; "server", "expired", "other-host", "foreign" (of another authority), "client-only" "station"
  // and "station-expired": each NAME.pem, NAME.key; "signing.key", "signing.pub": the station's SM2 pair.
  std::string file(const std::string& name) const { return folder_ / name; }
  std::string pinOf(const std::string& name) const;

 private:
  Pki();
  void run(const std::string& command) const;
  void issue(const std::string& name, const std::string& authority, const std::string& extension,
             int days) const;

  std::filesystem::path folder_;
};

}  // namespace client_test
