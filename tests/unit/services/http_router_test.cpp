#include <doctest/doctest.h>

#include "services/http/router.h"

namespace http = doorstep::http;

namespace {

http::Router router() {
  http::Router made;
  const auto say = [](const char* what) {
    return [what](const http::Request& request) {
      http::Response response{.body = what};
      for (const auto& [name, value] : request.parameters) response.body += " " + name + "=" + value;
      return response;
    };
  };
  made.add("GET", "/", say("root"));
  made.add("GET", "/persons/{personId}/licence", say("licence"));
  made.add("GET", "/payments", say("find"));
  made.add("POST", "/payments", say("create"));
  made.add("GET", "/payments/{paymentId}", say("payment"));
  return made;
}

http::Response answer(const std::string& method, const std::string& path) {
  http::Request request;
  request.method = method;
  request.path = path;
  return router().answer(request);
}

}  // namespace

TEST_CASE("http router: method and path choose the handler, braces become parameters") {
  CHECK(answer("GET", "/").body == "root");
  CHECK(answer("GET", "/persons/P1/licence").body == "licence personId=P1");
  CHECK(answer("GET", "/payments").body == "find");
  CHECK(answer("POST", "/payments").body == "create");
  CHECK(answer("GET", "/payments/M%201").body == "payment paymentId=M 1");
}

TEST_CASE("http router: an unknown path is 404, a known one with another method 405 and says which") {
  for (const char* path :
       {"/persons", "/persons//licence", "/persons/P1/licence/", "/payments/%zz", "", "payments"}) {
    CAPTURE(path);
    CHECK(answer("GET", path).status == 404);
  }
  const http::Response refused = answer("DELETE", "/payments");
  CHECK(refused.status == 405);
  REQUIRE(refused.headers.size() == 1);
  CHECK(refused.headers[0].second == "GET, POST");
  CHECK(refused.body.find("method-not-allowed") != std::string::npos);
}

TEST_CASE("http message: queries and escapes") {
  const auto query = http::parseQuery("a=1&b=%E5%AE%B6%20&c");
  REQUIRE(query);
  CHECK(query->at("a") == "1");
  CHECK(query->at("b") == "家 ");
  CHECK(query->at("c").empty());
  CHECK(http::parseQuery("")->empty());
  CHECK_FALSE(http::parseQuery("a=%4"));
  CHECK_FALSE(http::parseQuery("a=%GG"));
  CHECK_FALSE(http::parseQuery("a=1&a=2"));
}

TEST_CASE("http message: header names are compared without regard to case") {
  http::Request request;
  request.headers = {{"Idempotency-Key", "K"}};
  CHECK(request.header("idempotency-key") == "K");
  CHECK_FALSE(request.header("idempotency"));
}

TEST_CASE("http message: a refusal quotes a stranger's broken bytes without failing") {
  CHECK(http::refusal(400, "bad-request", "x", "\xff\xfe").body.find("bad-request") != std::string::npos);
  CHECK(http::refusal(400, "bad-request", "x").body.find("detail") == std::string::npos);
}
