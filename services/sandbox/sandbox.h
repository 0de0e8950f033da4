#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/outcome.h"
#include "services/http/server.h"
#include "services/sandbox/citizens.h"
#include "services/sandbox/clock.h"
#include "services/sandbox/faults.h"

namespace doorstep::sandbox {

// The station whose certificate and signing key `make-pki` makes; what it sends as its name.
inline constexpr const char* kDemoStation = "demo-station-1";

struct SandboxOptions {
  std::string pkiDir;      // as services/sandbox/make-pki fills it
  std::uint16_t port = 0;  // 0: any free one
  std::uint16_t adminPort = 0;
  std::string database = ":memory:";
  std::string citizensFile = DOORSTEP_CITIZENS_FILE;
  std::string portraitsDir;  // <slug>.jpg or default.jpg, 260x378; else a grey picture
  std::chrono::seconds qrLife{300};
  Clock clock = {};
  http::Limits limits = {.bodyBytes = services::kLargestDocument / 3 * 4 + 4096};  // the document in base64
  std::string serverName =
      "server";  // of the certificate in pkiDir: "server-wrong", "server-expired" for tests
};

// The provincial platform, in a box: services/api/platform.yaml over mutual TLS, and beside it, on loopback
// without TLS, the admin listener (see Admin). Two threads of its own; every function here may be called from
// any thread.
class Sandbox {
 public:
  // server.bad-settings, server.address-taken, signing.bad-key; sandbox.bad-data when the database or the
  // citizens' file cannot be used.
  static Outcome<std::unique_ptr<Sandbox>> start(const SandboxOptions& options);
  ~Sandbox();

  std::uint16_t port() const;
  std::uint16_t adminPort() const;
  std::string baseUrl() const;  // "https://127.0.0.1:7443/v1"
  const std::vector<DemoCitizen>& citizens() const;
  const DemoCitizen& citizen(const std::string& slug) const;  // throws std::out_of_range

  std::string records();  // what GET /records answers
  void pay(const std::string& orderId);
  void sayOfNextFace(const std::string& result);  // "same", "different", "unclear"
  void addFault(const Fault& fault);
  void clearFaults();

  // Finishes what is under way, but not longer than `grace`.
  void stop(std::chrono::milliseconds grace);

 private:
  struct Parts;
  explicit Sandbox(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace doorstep::sandbox
