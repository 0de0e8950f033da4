#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/base/outcome.h"
#include "kiosk/base/secret.h"
#include "services/client/platform.h"

// How one request travels to the platform and one answer comes back. The HTTP library is hidden behind this
// header: whoever replaces it replaces transport.cpp.
namespace doorstep::services {

struct HttpRequest {
  std::string method;
  std::string target;  // path and query exactly as sent, and as signed
  std::vector<std::pair<std::string, std::string>> headers;
  Secret body;  // JSON; empty: none
  // An effect travels on a connection of its own: on a kept one the library sends again by itself when the
  // server closes it before answering.
  bool ownConnection = false;
};

struct HttpAnswer {
  int status = 0;
  std::optional<std::chrono::seconds> retryAfter;
  Secret body;
};

// One request under way.
class Attempt {
 public:
  virtual ~Attempt() = default;
  // Stops caring and closes the connection. True: no byte of the request left this machine or ever will.
  // False: it may have arrived.
  virtual bool abandon() = 0;
};

// Known and not mended here: cpprestsdk reads a chunk's size as a signed number, and an answer whose chunk is
// "-1" long ends the program with std::bad_alloc on the library's own thread. Only the trusted, pinned
// platform can send one; failing the write from a stream buffer of ours blocks the library's one thread
// instead.
class Transport {
 public:
  // `origin`: "https://host:port". platform.bad-settings, naming the file.
  static Outcome<Transport> open(const std::string& origin, const PlatformSettings& settings);

  // Sends once; never retries. `done` comes at most once, on a thread of the HTTP library: it must only pass
  // the result on. Problems: platform.unreachable (nothing was sent), platform.unknown (something may have
  // been sent), platform.refused-certificate, platform.expired-certificate (nothing was sent),
  // platform.station-refused (something may have been sent), platform.bad-settings (the TLS policy cannot be
  // followed; nothing was sent), platform.answer-too-large.
  std::shared_ptr<Attempt> send(const HttpRequest& request, Done<HttpAnswer> done);

 private:
  struct Lanes;
  std::shared_ptr<Lanes> lanes_;
};

}  // namespace doorstep::services
