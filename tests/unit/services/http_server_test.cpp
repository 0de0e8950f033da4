#include <atomic>
#include <future>
#include <stdexcept>
#include <thread>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include "http_raw_client.h"
#include "sandbox_pki.h"
#include "services/http/router.h"
#include "services/http/server.h"

using namespace std::chrono_literals;
namespace http = doorstep::http;
using http_test::RawClient;
using http_test::request;

namespace {

// What every test here talks to.
http::Response respond(const http::Request& asked) {
  if (asked.path == "/slow") return {.body = "slow", .delay = 400ms};
  if (asked.path == "/drop") return {.body = "never seen", .drop = true};
  if (asked.path == "/throw") throw std::runtime_error("the secret reason");
  if (asked.path == "/peer") return {.body = asked.peer};
  return {.body = asked.method + " " + asked.target + " " + std::to_string(asked.body.size())};
}

std::unique_ptr<http::Server> serve(http::Limits limits = {}) {
  auto server = http::Server::start({.limits = limits}, respond);
  REQUIRE(server);
  return std::move(*server);
}

}  // namespace

TEST_CASE("http server: answers, keeps the connection, answers what was sent ahead") {
  const auto server = serve();
  RawClient client(server->port());
  REQUIRE(client.send(request("GET", "/a?b=c")));
  auto answer = client.receive();
  REQUIRE(answer);
  CHECK(answer->status == 200);
  CHECK(answer->body == "GET /a?b=c 0");
  CHECK(answer->headers["cache-control"] == "no-store");
  CHECK(answer->headers["content-type"] == "application/json");

  REQUIRE(client.send(request("POST", "/1", "abc") + request("POST", "/2", "abcd")));
  CHECK(client.receive().value().body == "POST /1 3");
  CHECK(client.receive().value().body == "POST /2 4");
  CHECK(server->connectionsAccepted() == 1);
  CHECK(server->requestsAnswered() == 3);

  REQUIRE(client.send(request("GET", "/last", {}, "Connection: close\r\n")));
  CHECK(client.receive().value().body == "GET /last 0");
  CHECK(client.closed());
}

TEST_CASE("http server: a header that never ends is refused at the limit") {
  const auto server = serve();
  RawClient client(server->port());
  REQUIRE(client.send("GET / HTTP/1.1\r\n"));
  // The kernel's buffers and the throwing away of the rest take some; what matters is that it ends.
  std::size_t sent = 0;
  const std::string line = "X-More: " + std::string(1000, 'x') + "\r\n";
  while (sent < (64u << 20) && client.send(line)) sent += line.size();
  CHECK(sent < (32u << 20));
}

TEST_CASE("http server: what stands around a chunked body is limited, too") {
  const auto server = serve();
  for (const std::string& start : {std::string("1;"), std::string("1\r\nx\r\n0\r\nX-Endless: ")}) {
    CAPTURE(start);
    RawClient client(server->port());
    REQUIRE(client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + start));
    std::size_t sent = 0;
    const std::string more(4096, 'x');
    while (sent < (64u << 20) && client.send(more)) sent += more.size();
    CHECK(sent < (32u << 20));
  }
}

TEST_CASE("http server: headers and request lines over 8 KiB get 431 and the end") {
  const auto server = serve();
  for (const std::string& head :
       {"GET / HTTP/1.1\r\nX-Long: " + std::string(9000, 'x') + "\r\n\r\n",
        "GET /" + std::string(9000, 'x') + " HTTP/1.1\r\n\r\n", "GET /" + std::string(9000, 'x')}) {
    RawClient client(server->port());
    REQUIRE(client.send(head));
    const auto answer = client.receive();
    REQUIRE(answer);
    CHECK(answer->status == 431);
    CHECK(answer->body.find("header-too-large") != std::string::npos);
    CHECK(client.closed());
  }
  RawClient client(server->port());
  REQUIRE(client.send("GET / HTTP/1.1\r\nX-Long: " + std::string(8000, 'x') + "\r\n\r\n"));
  CHECK(client.receive().value().status == 200);
}

TEST_CASE("http server: bodies over the limit get 413, declared or not") {
  const auto server = serve({.bodyBytes = 1000});
  const std::string chunk = "3e8\r\n" + std::string(1000, 'x') + "\r\n";
  for (const std::string& text : {request("POST", "/", std::string(1001, 'x')),
                                  "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk}) {
    RawClient client(server->port());
    REQUIRE(client.send(text));
    const auto answer = client.receive();
    REQUIRE(answer);
    CHECK(answer->status == 413);
    CHECK(answer->body.find("body-too-large") != std::string::npos);
    CHECK(client.closed());
  }
  RawClient client(server->port());
  REQUIRE(client.send(request("POST", "/", std::string(1000, 'x'))));
  CHECK(client.receive().value().body == "POST / 1000");
}

TEST_CASE("http server: bytes that are no HTTP get 400 and the end") {
  using namespace std::string_literals;
  const auto server = serve();
  for (const std::string& text :
       {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n"s, std::string("GET\r\n\r\n"),
        std::string("POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\nbroken header\r\n\r\n")}) {
    RawClient client(server->port());
    REQUIRE(client.send(text));
    const auto answer = client.receive();
    REQUIRE(answer);
    CHECK(answer->status == 400);
    CHECK(client.closed());
  }
}

TEST_CASE("http server: an idle connection and a half-sent request are closed without a word") {
  const auto impatient = serve({.idle = 150ms});
  RawClient silent(impatient->port());
  CHECK(silent.closed());

  // Idle after an answer. On a busy machine the request itself may come too late: then another connection
  // tries.
  bool answered = false;
  for (int i = 0; i < 50 && !answered; ++i) {
    RawClient kept(impatient->port());
    answered = kept.send(request("GET", "/")) && kept.receive();
    CHECK(kept.closed());
  }
  CHECK(answered);

  const auto strict = serve({.request = 150ms});
  for (const char* half :
       {"G", "GET / HTTP/1.1\r\nHost: local", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf"}) {
    CAPTURE(half);
    RawClient client(strict->port());
    REQUIRE(client.send(half));
    CHECK_FALSE(client.receive());
    CHECK(client.closed());
  }
}

TEST_CASE("http server: dripping does not stretch a request's time") {
  const auto server = serve({.idle = 20s, .request = 400ms});
  RawClient client(server->port());
  // A byte every 20 ms: each arrives long before any limit, and together they would take 100 seconds.
  int sent = 0;
  while (sent < 5000 && client.send("x")) {
    ++sent;
    std::this_thread::sleep_for(20ms);
  }
  CHECK(sent > 1);
  CHECK(sent < 2500);
}

TEST_CASE("http server: beyond the cap a connection is closed at once, and a place given back is taken") {
  const auto server = serve({.connections = 2});
  const auto works = [](RawClient& client) { return client.send(request("GET", "/")) && client.receive(); };
  RawClient first(server->port());
  REQUIRE(works(first));
  {
    RawClient second(server->port());
    REQUIRE(works(second));
    RawClient third(server->port());
    CHECK(third.closed());
    CHECK(works(first));
  }
  bool admitted = false;
  for (int i = 0; i < 100 && !admitted; ++i) {
    RawClient next(server->port());
    admitted = works(next);
    if (!admitted) std::this_thread::sleep_for(20ms);
  }
  CHECK(admitted);
}

TEST_CASE("http server: a handler can wait without holding up others, drop, and fail") {
  const auto server = serve();
  RawClient slow(server->port());
  RawClient quick(server->port());
  REQUIRE(slow.send(request("GET", "/slow")));
  REQUIRE(quick.send(request("GET", "/quick")));
  CHECK(quick.receive().value().body == "GET /quick 0");
  CHECK(slow.receive().value().body == "slow");

  RawClient dropped(server->port());
  REQUIRE(dropped.send(request("POST", "/drop", "x")));
  CHECK_FALSE(dropped.receive());
  CHECK(dropped.closed());

  REQUIRE(quick.send(request("GET", "/throw")));
  const auto answer = quick.receive();
  CHECK(answer->status == 500);
  CHECK(answer->body.find("secret reason") == std::string::npos);
  REQUIRE(quick.send(request("GET", "/after")));
  CHECK(quick.receive().value().status == 200);
}

TEST_CASE("http server: stopping finishes the slow request, closes the idle one and lets nobody in") {
  auto server = serve();
  const std::uint16_t port = server->port();
  RawClient idle(port);
  REQUIRE(idle.send(request("GET", "/")));
  REQUIRE(idle.receive());
  RawClient slow(port);
  REQUIRE(slow.send(request("GET", "/slow")));
  while (server->requestsAnswered() < 2) std::this_thread::sleep_for(1ms);

  auto stopped = std::async(std::launch::async, [&] { server->stop(10s); });
  CHECK(idle.closed());
  CHECK_FALSE(RawClient(port).connected());
  const auto answer = slow.receive();
  REQUIRE(answer);
  CHECK(answer->body == "slow");
  CHECK(slow.closed());
  stopped.get();
}

TEST_CASE("http server: stopping waits no longer than it is told") {
  auto server = http::Server::start({}, [](const http::Request&) { return http::Response{.delay = 1h}; });
  REQUIRE(server);
  RawClient client((*server)->port());
  REQUIRE(client.send(request("GET", "/")));
  while ((*server)->requestsAnswered() == 0) std::this_thread::sleep_for(1ms);
  (*server)->stop(100ms);
  server->reset();
  CHECK_FALSE(client.receive());
}

namespace {

// So many files may be open as are open now; given back as it was.
class NoMoreFiles {
 public:
  NoMoreFiles() {
    getrlimit(RLIMIT_NOFILE, &before_);
    rlimit now = before_;
    const int lowest = ::dup(0);
    ::close(lowest);
    now.rlim_cur = static_cast<rlim_t>(lowest) + 1;  // one more: the client's
    setrlimit(RLIMIT_NOFILE, &now);
  }
  ~NoMoreFiles() { setrlimit(RLIMIT_NOFILE, &before_); }
  NoMoreFiles(const NoMoreFiles&) = delete;
  NoMoreFiles& operator=(const NoMoreFiles&) = delete;

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("http server: stopping ends in time even when no descriptor is left to accept with") {
  std::atomic<bool> busy = false;
  auto started = http::Server::start({}, [&](const http::Request& asked) {
    if (asked.path == "/first") return http::Response{};
    busy = true;
    // Longer than the server waits before it tries to accept again: that falls due while it is being stopped.
    std::this_thread::sleep_for(500ms);
    return http::Response{.delay = 1h};
  });
  REQUIRE(started);
  RawClient served((*started)->port());
  REQUIRE(served.send(request("GET", "/first")));
  REQUIRE(served.receive());
  const NoMoreFiles limit;
  RawClient waiting((*started)->port());
  REQUIRE(waiting.connected());
  std::this_thread::sleep_for(50ms);  // the server fails to accept it
  REQUIRE(served.send(request("GET", "/")));
  while (!busy) std::this_thread::sleep_for(1ms);
  auto* const server = started->release();  // one that hangs could not be destroyed
  std::promise<void> stopped;
  auto over = stopped.get_future();
  std::thread([server, stopped = std::move(stopped)]() mutable {
    server->stop(100ms);
    stopped.set_value();
  }).detach();
  REQUIRE(over.wait_for(10s) == std::future_status::ready);
  delete server;
}

TEST_CASE("http server: refuses to start on unsound settings") {
  const auto code = [](const http::ServerOptions& options) {
    const auto server = http::Server::start(options, respond);
    return server ? std::string("started") : server.error().code;
  };
  CHECK(code({.address = "0.0.0.0"}) == "server.bad-settings");
  CHECK(code({.address = "nowhere"}) == "server.bad-settings");
  const std::string pki = sandbox_test::pkiDir() + "/";
  const http::TlsFiles good{pki + "server.pem", pki + "server-key.pem", pki + "ca.pem"};
  CHECK(code({.tls = good}) == "started");
  auto broken = good;
  broken.certificate = pki + "absent.pem";
  CHECK(code({.tls = broken}) == "server.bad-settings");
  broken = good;
  broken.key = pki + "station-key.pem";  // not this certificate's
  CHECK(code({.tls = broken}) == "server.bad-settings");
  broken = good;
  broken.clientTrust = pki + "server-key.pem";
  CHECK(code({.tls = broken}) == "server.bad-settings");

  const auto server = serve();
  CHECK(code({.port = server->port()}) == "server.address-taken");
}
