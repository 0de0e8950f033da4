#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What a handler sees and gives: plain values, so that a handler is tested without a socket.
namespace doorstep::http {

struct Request {
  std::string method;
  std::string target;                             // path and query as sent: what a signature covers
  std::string path;                               // without the query, still percent-encoded
  std::map<std::string, std::string> query;       // decoded
  std::map<std::string, std::string> parameters;  // of the route's template, decoded
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::string peer;  // common name in the client's certificate; empty without TLS

  // Names are compared without regard to case; nothing when absent.
  std::optional<std::string> header(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string body = {};
  std::string contentType = "application/json";
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::chrono::milliseconds delay{0};  // answered that much later; others are served meanwhile
  bool drop = false;                   // close the connection instead of answering
};

// Runs on the server's one thread: it must not wait for anything.
using Handler = std::function<Response(const Request&)>;

// {code, message, detail?} as services/api/ defines it; `detail` is left out when empty.
Response refusal(int status, std::string_view code, std::string_view message, std::string_view detail = {});

// Nothing when an escape is broken.
std::optional<std::string> percentDecoded(std::string_view text);
// "a=1&b=%20"; nothing when an escape is broken or a name comes twice.
std::optional<std::map<std::string, std::string>> parseQuery(std::string_view text);

}  // namespace doorstep::http
