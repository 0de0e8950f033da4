#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/base/outcome.h"
#include "services/http/message.h"

namespace doorstep::http {

// PEM files. Who shows no certificate issued under `clientTrust` is turned away in the handshake.
struct TlsFiles {
  std::string certificate;
  std::string key;
  std::string clientTrust;
};

// What a stranger can take from the server, at most.
struct Limits {
  std::size_t headerBytes = 8 * 1024;      // of the request line, and of the fields; beyond it 431
  std::size_t bodyBytes = 256 * 1024;      // beyond it 413; a licence photo in base64 is under 60 KiB
  std::chrono::milliseconds idle{60'000};  // a kept connection without a request
  std::chrono::milliseconds request{
      10'000};                      // handshake; a request from its first byte to its last; an answer
  std::size_t connections = 2'000;  // beyond it a new connection is closed at once
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;            // 0: any free one
  std::optional<TlsFiles> tls = {};  // nothing: plain HTTP, allowed on loopback only
  Limits limits = {};
};

// HTTP/1.1 over mutual TLS (1.2 or later), keep-alive, on one thread of its own.
class Server {
 public:
  // server.bad-settings: a certificate or key does not load, or plain HTTP is asked for beyond loopback.
  // server.address-taken: it cannot listen there.
  static Outcome<std::unique_ptr<Server>> start(const ServerOptions& options, Handler handler);
  ~Server();  // stop(0)

  std::uint16_t port() const;

  // Refuses new connections, closes idle ones, finishes the requests under way, but not longer than `grace`.
  // Returns when the thread has ended; a second call does nothing.
  void stop(std::chrono::milliseconds grace);

  // Since the start; for tests and metrics.
  std::uint64_t connectionsAccepted() const;
  std::uint64_t requestsAnswered() const;

 private:
  class Loop;
  explicit Server(std::unique_ptr<Loop> loop);
  std::unique_ptr<Loop> loop_;
};

}  // namespace doorstep::http
