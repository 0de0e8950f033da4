#pragma once

#include <cstddef>
#include <memory>
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
  virtual void received(std::size_t bytes) = 0;
};

// Whom the station trusts and who it is. Everything is read once, so that a connection needs no file.
class TlsPolicy {
 public:
  // platform.bad-settings, naming the file: no trust, no certificate, no key, a key of another certificate,
  // no pin.
  static Outcome<TlsPolicy> load(const PlatformSettings& settings);

  // Makes a fresh context follow the policy: TLS 1.2 or later, the configured authorities and no others
  // (those of the system are removed), the station's certificate, the pins; `watch` hears of each connection.
  void apply(ssl_ctx_st* context, std::shared_ptr<ConnectionWatch> watch) const;

 private:
  struct Parts;
  struct Peer;
  std::shared_ptr<const Parts> parts_;
};

}  // namespace doorstep::services
