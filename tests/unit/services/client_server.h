#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

// A small TLS server that asks for a client certificate and misbehaves as told: what a real server must not
// do.
namespace client_test {

struct Seen {
  std::string method;
  std::string target;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  int connection = 0;  // counted from 1
};

struct Reply {
  int status = 200;
  std::string body = {};
  std::map<std::string, std::string> headers = {};
  std::string raw = {};                // instead of all above: these bytes, then the connection is closed
  bool drop = false;                   // no answer: the connection is closed
  bool closeAfter = false;             // answers, keeps silent about closing, and closes
  std::chrono::milliseconds drip{0};   // after `raw`: one more byte each time, until the other side is gone
  std::chrono::milliseconds delay{0};  // before the answer; ends early when the server goes
};

class Server {
 public:
  using Handler = std::function<Reply(const Seen&)>;

  // `certificate` names one of Pki's; port 0 is any free one.
  explicit Server(Handler handler, const std::string& certificate = "server", unsigned short port = 0);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

  std::string url() const;  // "https://127.0.0.1:<port>/v1"
  int connections() const;  // accepted by TCP so far
  std::vector<Seen> seen() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace client_test
