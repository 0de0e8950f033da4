#include <doctest/doctest.h>

#include "client_fixture.h"

// What the client makes of answers: good ones, refusals, and everything a broken server can say.

using namespace client_test;

namespace {

struct Case {
  const char* what;
  Reply reply;
  const char* code;
};

const std::vector<Case>& refusals() {
  static const std::vector<Case> kCases{
      {"replayed nonce", {401, R"({"code":"replayed-nonce","message":"重复"})"}, "platform.replayed"},
      {"stale timestamp", {401, R"({"code":"stale-timestamp","message":"过时"})"}, "platform.replayed"},
      {"bad signature", {401, R"({"code":"bad-signature","message":"签名"})"}, "platform.bad-signature"},
      {"unknown station", {401, R"({"code":"unknown-station","message":"站点"})"}, "platform.bad-signature"},
      {"person unknown", {404, R"({"code":"person-unknown","message":"查无"})"}, "platform.person-unknown"},
      {"no such address", {404, R"({"code":"no-operation","message":"没有"})"}, "platform.not-found"},
      {"identity mismatch",
       {409, R"({"code":"identity-mismatch","message":"不符"})"},
       "platform.identity-mismatch"},
      {"key reused", {422, R"({"code":"key-reused","message":"编号"})"}, "platform.key-reused"},
      {"another refusal", {422, R"({"code":"not-eligible","message":"不符合"})"}, "platform.rejected"},
      {"a gateway's 403", {403, "<html>Forbidden</html>"}, "platform.bad-answer"},
      {"a gateway's 404", {404, "<html>Not Found</html>"}, "platform.bad-answer"},
      {"a gateway's 408", {408, "<html>Request Timeout</html>"}, "platform.bad-answer"},
      {"a gateway's 413", {413, "<html>Request Entity Too Large</html>"}, "platform.bad-answer"},
      {"a 409 without a word", {409, ""}, "platform.bad-answer"},
      {"a reason that is no code",
       {409, R"({"code":"安晓禾 990101198111230018","message":"不符"})"},
       "platform.bad-answer"},
      {"a reason without an end",
       {409, R"({"code":")" + std::string(41, 'x') + R"(","message":"不符"})"},
       "platform.bad-answer"},
      {"server error", {500, R"({"code":"failed","message":"出错"})"}, "platform.failed"},
      {"redirection", {302, "", {{"Location", "https://127.0.0.1/"}}}, "platform.bad-answer"},
      {"a success the contract lacks", {204, ""}, "platform.bad-answer"},
  };
  return kCases;
}

}  // namespace

TEST_CASE("client answer: each refusal of the contract has its problem") {
  for (const auto& one : refusals()) {
    CAPTURE(one.what);
    const Server server([&](const Seen&) { return one.reply; });
    auto settings = settingsFor(server.url());
    settings.retries = 0;
    const auto platform = connect(settings);
    CHECK(codeOf(checkIdentity(*platform)) == one.code);
    CHECK(codeOf(createPayment(*platform, newIdempotencyKey())) == one.code);
    CHECK(server.seen().size() == 2);
  }
}

TEST_CASE("client answer: a gateway that gave up waiting leaves a read unreachable, an effect unknown") {
  const Server server(
      [](const Seen&) { return Reply{.status = 504, .body = "<html>Gateway Timeout</html>"}; });
  auto settings = settingsFor(server.url());
  settings.retries = 0;
  const auto platform = connect(settings);
  CHECK(codeOf(checkIdentity(*platform)) == "platform.unreachable");
  CHECK(codeOf(createPayment(*platform, newIdempotencyKey())) == "platform.unknown");
}

TEST_CASE("client answer: the detail of a refusal is the contract's reason code") {
  const Server server([](const Seen&) {
    return Reply{.status = 409,
                 .body = R"({"code":"already-open","message":"已在办","detail":"for repairs"})"};
  });
  const auto found = createPayment(*connect(settingsFor(server.url())), newIdempotencyKey());
  REQUIRE(!found);
  CHECK(found.error() == Problem{"platform.rejected", "already-open"});
}

TEST_CASE("client answer: only the contract's own word means that there is none") {
  std::string body = kNoPaymentJson;
  std::string code = "platform.not-found";
  SUBCASE("the contract's word") {}
  SUBCASE("another 404 of the contract") {
    body = R"({"code":"no-operation","message":"没有"})";
  }
  SUBCASE("a 404 of a gateway") {
    body = "<html>not here</html>";
    code = "platform.bad-answer";
  }
  const Server server([&](const Seen&) { return Reply{.status = 404, .body = body}; });
  const auto found = findPayment(*connect(settingsFor(server.url())), newIdempotencyKey());
  if (body == kNoPaymentJson) {
    REQUIRE_MESSAGE(found, codeOf(found));
    CHECK_FALSE(found->has_value());
  } else {
    CHECK(codeOf(found) == code);
  }
}

TEST_CASE("client answer: brackets within brackets are a bad answer, however deep") {
  constexpr std::size_t kDeep = 400'000;
  const std::string deep = std::string(kDeep, '[') + std::string(kDeep, ']');
  for (const int status : {200, 409}) {
    const Server server([&](const Seen&) { return Reply{.status = status, .body = deep}; });
    CHECK(codeOf(checkIdentity(*connect(settingsFor(server.url())))) == "platform.bad-answer");
  }
}

TEST_CASE(
    "client answer: what is not the contract's JSON is a bad answer that names the place, not the value") {
  struct Bad {
    std::string body;
    std::string place;
  };
  const std::string good = kPaymentJson;
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = good;
    REQUIRE(changed.find(from) != std::string::npos);
    return changed.replace(changed.find(from), from.size(), to);
  };
  const std::vector<Bad> bads{
      {"", "no JSON"},
      {"{\"paymentId\":", "no JSON"},
      {"\xff\xfe\x01garbage", "no JSON"},
      {good + "x", "no JSON"},
      {"[]", ": no object"},
      {"null", ": no object"},
      {with(R"("amountFen":1000,)", ""), "/orders/0/amountFen: missing"},
      {with("1000", R"("1000")"), "/orders/0/amountFen: no whole number"},
      {with("1000", "1000.5"), "/orders/0/amountFen: no whole number"},
      {with("1000", "0"), "/orders/0/amountFen: impossible number"},
      {with("1000", "18446744073709551615"), "/orders/0/amountFen: no whole number"},
      {with("1000", "99999999999"), "/orders/0/amountFen: impossible number"},
      {with("qr-shown", "lost"), "/orders/0/state: not a word of the contract"},
      {with(R"("工本费")", "null"), "/orders/0/item: no text"},
      {with("工本费", ""), "/orders/0/item: empty"},
      {with("M3a9f1c7e5b2d8064", "M3A9F1C7E5B2D8064"), "/paymentId: no identifier of its kind"},
      {with("2026-11-23T14", "2026-11-31T14"), "/expiresAt: no moment"},
      {with("T14:45", "T24:45"), "/expiresAt: no moment"},
      {with("2026-11", "2826-11"), "/expiresAt: no moment"},
      {with(R"("orders":[)", R"("orders":7,"x":[)"), "/orders: no list"},
      {with(R"({"paymentId")", R"({"note":1,"paymentId")"), ": a field that is not in the contract"},
      {with(R"({"orderId")", R"({"note":1,"orderId")"), "/orders/0: a field that is not in the contract"},
      {R"({"paymentId":"M3a9f1c7e5b2d8064","expiresAt":"2026-11-23T14:45:00Z","orders":[]})",
       "/orders: empty"},
  };
  std::string body;
  const Server server([&](const Seen&) { return Reply{.status = 200, .body = body}; });
  const auto platform = connect(settingsFor(server.url()));
  for (const auto& bad : bads) {
    CAPTURE(bad.body);
    body = bad.body;
    Answer<Payment> answer;
    platform->payment("M3a9f1c7e5b2d8064", answer.done());
    const auto found = answer.get();
    REQUIRE(!found);
    CHECK(found.error() == Problem{"platform.bad-answer", bad.place});
  }
}

TEST_CASE("client answer: a licence that contradicts itself is refused") {
  const std::string good =
      R"({"fileNumber":"990100000017","classes":"C1","status":"A","firstIssued":"2011-01-22",)"
      R"("validFrom":"2017-01-22","validUntil":"2027-01-22","termYears":10,"points":0,"cycleEnd":"2027-01-22",)"
      R"("everyCycleUnder12":true,"unsettledViolations":0,"unsettledAccidents":0,"issuingOffice":"鲁D",)"
      R"("phone":"19900000001","mailingAddress":"云上县清溪镇柳下村1号"})";
  std::string body = good;
  std::string place;
  SUBCASE("a good one") {}
  SUBCASE("a term of no kind") {
    body.replace(body.find(":10,"), 4, ":7,");
    place = "/termYears: impossible number";
  }
  SUBCASE("long-term with an end") {
    body.replace(body.find(":10,"), 4, ":0,");
    place = "/validUntil: contradicts termYears";
  }
  SUBCASE("ended before it began") {
    body.replace(body.find("2027-01-22"), 10, "2016-01-22");
    place = "/validUntil: before validFrom";
  }
  SUBCASE("an impossible day") {
    body.replace(body.find("2027-01-22"), 10, "2027-02-29");
    place = "/validUntil: no day";
  }
  const Server server([&](const Seen&) { return Reply{.status = 200, .body = body}; });
  const auto platform = connect(settingsFor(server.url()));
  Answer<std::optional<LicenceRecord>> answer;
  platform->licence(kPerson, answer.done());
  const auto found = answer.get();
  if (place.empty()) {
    REQUIRE_MESSAGE(found, found.error().detail);
    REQUIRE(found->has_value());
    CHECK((*found)->validUntil == parseDate("2027-01-22"));
    CHECK((*found)->phone == Secret("19900000001"));
    CHECK((*found)->issuingOffice == "鲁D");
  } else {
    REQUIRE(!found);
    CHECK(found.error() == Problem{"platform.bad-answer", place});
  }
}

TEST_CASE("client answer: more than the limit is cut off, in whatever shape it comes") {
  auto settings = settingsFor("");
  settings.largestAnswer = 4096;
  settings.retries = 0;
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  const std::string much(8 << 20, 'x');
  Reply reply;
  SUBCASE("a long body") {
    reply.raw = head + "Content-Length: 8388608\r\n\r\n" + much;
  }
  SUBCASE("one byte too many") {
    reply.body = std::string(4097, ' ');
  }
  SUBCASE("a body without an end") {
    reply.raw = head + "\r\n" + much;
  }
  SUBCASE("one huge chunk") {
    reply.raw = head + "Transfer-Encoding: chunked\r\n\r\n7fffffff\r\n" + much;
  }
  SUBCASE("a header without an end") {
    reply.raw = head + "X-Much: " + much;
  }
  const Server server([&](const Seen&) { return reply; });
  settings.baseUrl = server.url();
  CHECK(codeOf(checkIdentity(*connect(settings))) == "platform.answer-too-large");
}

TEST_CASE("client answer: an answer of exactly the limit is read") {
  std::string body = kIdentityJson;
  auto settings = settingsFor("");
  settings.largestAnswer = 4096;
  body.resize(4096, ' ');
  const Server server([&](const Seen&) { return Reply{.status = 200, .body = body}; });
  settings.baseUrl = server.url();
  CHECK(codeOf(checkIdentity(*connect(settings))) == "success");
}

TEST_CASE("client answer: rubbish instead of HTTP ends a read as unreachable, an effect as unknown") {
  Reply reply;
  SUBCASE("rubbish") {
    reply.raw = "\x01\x02\x03 this is not HTTP\r\n\r\n";
  }
  SUBCASE("half a header") {
    reply.raw = "HTTP/1.1 200 OK\r\nContent-";
  }
  SUBCASE("half a body") {
    reply.raw = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"personId\"";
  }
  SUBCASE("a chunk of no size") {
    reply.raw = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nrubbish\r\n";
  }
  SUBCASE("nothing") {
    reply.drop = true;
  }
  const Server server([&](const Seen&) { return reply; });
  auto settings = settingsFor(server.url());
  settings.retries = 0;
  const auto platform = connect(settings);
  CHECK(codeOf(checkIdentity(*platform)) == "platform.unreachable");
  CHECK(codeOf(createPayment(*platform, newIdempotencyKey())) == "platform.unknown");
  CHECK(server.seen().size() == 2);
}
