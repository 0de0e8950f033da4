#include "client_pki.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include <unistd.h>

namespace client_test {

const Pki& Pki::instance() {
  static const Pki pki;
  return pki;
}

Pki::Pki()
    : folder_(std::filesystem::temp_directory_path() / ("doorstep-client-" + std::to_string(getpid()))) {
  std::filesystem::remove_all(folder_);
  std::filesystem::create_directories(folder_);
  for (const char* name : {"ca", "other-ca"})
    run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj '/CN=Test " +
        std::string(name) + "' -addext keyUsage=critical,keyCertSign -keyout " + name + ".key -out " + name +
        ".pem");
  const std::string here = "subjectAltName=IP:127.0.0.1";
  issue("server", "ca", here, 30);
  issue("expired", "ca", here, -1);
  issue("other-host", "ca", "subjectAltName=IP:127.0.0.2", 30);
  issue("foreign", "other-ca", here, 30);
  issue("client-only", "ca", here + "' -addext 'extendedKeyUsage=clientAuth", 30);
  issue("station", "ca", "extendedKeyUsage=clientAuth", 30);
  issue("station-expired", "ca", "extendedKeyUsage=clientAuth", -1);
  run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out signing.key");
  run("openssl pkey -in signing.key -pubout -out signing.pub");
}

Pki::~Pki() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Pki::run(const std::string& command) const {
  const std::string line = "cd " + folder_.string() + " && (" + command + ") 2>>openssl.log";
  if (std::system(line.c_str()) != 0) throw std::runtime_error(command);  // NOLINT(concurrency-mt-unsafe)
}

void Pki::issue(const std::string& name, const std::string& authority, const std::string& extension,
                int days) const {
  run("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=" + name + "' -addext '" +
      extension + "' -keyout " + name + ".key -out " + name + ".csr");
  run("openssl x509 -req -in " + name + ".csr -CA " + authority + ".pem -CAkey " + authority +
      ".key -copy_extensions copy -days " + std::to_string(days) + " -out " + name + ".pem");
}

std::string Pki::pinOf(const std::string& name) const {
  run("openssl x509 -in " + name + ".pem -pubkey -noout | openssl pkey -pubin -outform der | " +
      "openssl dgst -sha256 -binary | openssl base64 -A > " + name + ".pin");
  std::ifstream in(file(name + ".pin"));
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace client_test
