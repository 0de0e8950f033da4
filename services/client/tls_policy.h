#pragma once

#include <cstddef>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "kiosk/base/outcome.h"
#include "services/client/platform.h"

struct ssl_ctx_st;  // OpenSSL's SSL_CTX

namespace doorstep::services {

// Hears what happens on a TLS connection, on the thread that drives it: must be quick and must not call back
// into it.
class ConnectionWatch {
 public:
  enum class Verdict { Trusted, Refused, Expired };

  virtual ~ConnectionWatch() = default;
  // The server's certificate was judged; nothing of the request has been sent yet. False ends the connection.
  virtual bool judged(Verdict verdict) = 0;
  // The server ended the connection because of the station's own certificate; `alert` is OpenSSL's constant
  // text.
  virtual void turnedAway(const char* alert) = 0;
  virtual void received(std::size_t bytes) = 0;
};

// Whom the station trusts and who it is. Everything is read once, so that a connection needs no file.
class TlsPolicy {
 public:
  // platform.bad-settings, naming the file: no trust, no certificate, no key, a key of another certificate,
  // no pin; the station's certificate is not valid today.
  static Outcome<TlsPolicy> load(const PlatformSettings& settings);

  // A context cannot be made to follow the policy. Thrown, not returned: it is found out inside the HTTP
  // library.
  struct Unfit : std::runtime_error {
    using std::runtime_error::runtime_error;
  };

  // Makes a fresh context follow the policy: TLS 1.2 or later, the configured authorities and no others
  // (those of the system are removed), the station's certificate, the pins; `watch` hears of each connection.
  // Throws Unfit.
  void apply(ssl_ctx_st* context, std::shared_ptr<ConnectionWatch> watch) const;

 private:
  struct Parts;
  struct Peer;
  std::shared_ptr<const Parts> parts_;
};

}  // namespace doorstep::services
