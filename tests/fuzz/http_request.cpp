#include <algorithm>

#include <nlohmann/json.hpp>

#include "services/http/router.h"
#include "services/http/session.h"
#include "tests/fuzz/target.h"

// A stranger's bytes at the server: what a connection makes of them, and how the router answers.
namespace doorstep::fuzz {
namespace {

using namespace http;
using Parser = beast::http::request_parser<beast::http::string_body>;

constexpr Limits kLimits{.headerBytes = 1024, .bodyBytes = 512};

// A handler as the sandbox has them: it reads the query and gives back what it found.
Response echo(const Request& request) {
  for (const auto& [name, value] : request.parameters)
    MUST(!value.empty() && value.size() <= request.path.size());
  const std::size_t mark = request.target.find('?');
  const auto query =
      parseQuery(mark == std::string::npos ? "" : std::string_view(request.target).substr(mark + 1));
  if (!query) return refusal(400, "bad-query", "查询参数有误", request.target);
  std::string detail;
  for (const auto& [name, value] : *query) detail += name + value;
  MUST(detail.size() <= request.target.size());
  return refusal(422, "heard", "听到了", detail);
}

const Router& router() {
  static const Router routes = [] {
    Router made;
    made.add("GET", "/v1/persons/{personId}/licence", echo);
    made.add("POST", "/v1/payments", echo);
    return made;
  }();
  return routes;
}

void checkAnswer(const Response& response) {
  MUST(response.status >= 400 && response.status < 600);
  MUST(nlohmann::json::accept(response.body));  // valid UTF-8 too, whatever it quotes
  const auto message = messageOf(response, false);
  MUST(message["Cache-Control"] == "no-store");
  MUST(message["Content-Length"] == std::to_string(response.body.size()));
}

void checkRequest(const Request& request) {
  MUST(request.method.size() + request.target.size() <= kLimits.headerBytes);
  std::size_t header = 0;
  for (const auto& [name, value] : request.headers) {
    header += name.size() + value.size();
    MUST(value.find_first_of("\r\n") == std::string::npos);
    MUST(request.header(name).has_value());
  }
  // A trailer's fields count with the header's, and only the connection's buffer bounds them.
  if (!request.header("Transfer-Encoding")) MUST(header <= kLimits.headerBytes);
  MUST(request.body.size() <= kLimits.bodyBytes);
  checkAnswer(router().answer(request));
}

}  // namespace

std::vector<std::string> seeds() {
  const std::string host = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  return {"GET /v1/persons/P8c1f0a77e2b94d36/licence?a=1&b=%20" + host + "\r\n",
          "POST /v1/payments" + host + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
          "POST /v1/payments" + host + "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\n{}\r\n0\r\nA: b\r\n\r\n",
          "DELETE /v1/payments?%zz" + host + "Expect: 100-continue\r\nConnection: close\r\n\r\n",
          "GET /%E5%AE%89//" + host + "X: " + std::string(1100, 'x') + "\r\n\r\n"};
}

void run(Input input) {
  Parser parser;
  parser.header_limit(static_cast<std::uint32_t>(kLimits.headerBytes));
  parser.body_limit(kLimits.bodyBytes);
  parser.eager(true);
  beast::error_code error;
  // As a connection reads: what the parser leaves waits for the next bytes.
  for (std::size_t at = 0; at < input.size() && !parser.is_done() && !error;) {
    const std::size_t used = parser.put(net::buffer(input.data() + at, input.size() - at), error);
    if (used == 0 && !error) break;
    at += used;
  }
  if (error == beast::http::error::need_more) return;
  if (error) {
    const auto refused = refusalOf(error);
    if (refused) checkAnswer(*refused);
  } else if (parser.is_done()) {
    checkRequest(requestOf(parser.release(), "demo-station-1"));
  }
}

}  // namespace doorstep::fuzz
