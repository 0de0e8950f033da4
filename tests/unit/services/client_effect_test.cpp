#include <atomic>
#include <future>
#include <map>
#include <mutex>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <doctest/doctest.h>

#include "client_fixture.h"

// Time, loss and repetition: what was certainly not sent may be repeated, what may have arrived is asked for.

using namespace client_test;
using std::chrono::milliseconds;

namespace {

// A platform with a memory: one payment per key, however often it is sent.
class Till {
 public:
  Reply answer(const Seen& seen) {
    const std::lock_guard lock(mutex_);
    if (seen.method == "POST") {
      ++payments_[seen.headers.at("idempotency-key")];
      return {.status = 201, .body = kPaymentJson, .drop = dropReplies};
    }
    const auto key = seen.target.substr(seen.target.find('=') + 1);
    if (payments_.count(key) == 0) return {.status = 404, .body = kNoPaymentJson};
    return {.status = 200, .body = kPaymentJson};
  }
  std::map<std::string, int> payments() {
    const std::lock_guard lock(mutex_);
    return payments_;
  }
  std::atomic<bool> dropReplies = false;

 private:
  std::mutex mutex_;
  std::map<std::string, int> payments_;
};

// A port where nobody listens: it was ours a moment ago.
std::string deadUrl() {
  boost::asio::io_context io;
  const boost::asio::ip::tcp::acceptor acceptor(io, {boost::asio::ip::make_address("127.0.0.1"), 0});
  return "https://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()) + "/v1";
}

}  // namespace

TEST_CASE("client effect: a lost reply is unknown, is not sent again by itself, and can be asked for") {
  Till till;
  till.dropReplies = true;
  const Server server([&](const Seen& seen) { return till.answer(seen); });
  const auto platform = connect(settingsFor(server.url()));
  const auto key = newIdempotencyKey();
  CHECK(codeOf(findPayment(*platform, key)) == "success");  // a connection to reuse would now stand
  CHECK(codeOf(createPayment(*platform, key)) == "platform.unknown");
  CHECK(till.payments() == std::map<std::string, int>{{key, 1}});

  const auto found = findPayment(*platform, key);
  REQUIRE_MESSAGE(found, codeOf(found));
  CHECK(found->has_value());
  CHECK(codeOf(findPayment(*platform, newIdempotencyKey())) == "success");

  till.dropReplies = false;
  CHECK(codeOf(createPayment(*platform, key)) == "success");  // the same key again is still one payment
  CHECK(till.payments().size() == 1);
}

TEST_CASE("client effect: each has a connection of its own, so none goes out on a stale one") {
  Till till;
  const Server server([&](const Seen& seen) { return till.answer(seen); });
  const auto platform = connect(settingsFor(server.url()));
  for (int i = 0; i < 3; ++i) CHECK(codeOf(createPayment(*platform, newIdempotencyKey())) == "success");
  CHECK(server.connections() == 3);
  CHECK(till.payments().size() == 3);
}

TEST_CASE("client read: calls one after the other share a connection") {
  Till till;
  const Server server([&](const Seen& seen) { return till.answer(seen); });
  const auto platform = connect(settingsFor(server.url()));
  for (int i = 0; i < 20; ++i) CHECK(codeOf(findPayment(*platform, newIdempotencyKey())) == "success");
  CHECK(server.seen().size() == 20);
  CHECK(server.connections() == 1);
}

TEST_CASE("client read: a connection that the server closed meanwhile costs nothing") {
  const Server server(
      [](const Seen&) { return Reply{.status = 404, .body = kNoPaymentJson, .closeAfter = true}; });
  const auto platform = connect(settingsFor(server.url()));
  for (int i = 0; i < 5; ++i) CHECK(codeOf(findPayment(*platform, newIdempotencyKey())) == "success");
  CHECK(server.seen().size() >= 5);
}

TEST_CASE("client repetition: a read is sent as often as allowed and not once more") {
  std::atomic<int> requests = 0;
  const Server server([&](const Seen&) {
    ++requests;
    return Reply{.drop = true};
  });
  auto settings = settingsFor(server.url());
  settings.retries = 2;
  CHECK(codeOf(checkIdentity(*connect(settings))) == "platform.unreachable");
  CHECK(requests == 3);
}

TEST_CASE("client repetition: the pauses grow, and no two callers keep the same time") {
  using Clock = std::chrono::steady_clock;
  std::mutex mutex;
  std::map<std::string, std::vector<Clock::time_point>> sendings;  // by payment
  const Server server([&](const Seen& seen) {
    const std::lock_guard lock(mutex);
    sendings[seen.target].push_back(Clock::now());
    return Reply{.drop = true};
  });
  auto settings = settingsFor(server.url());
  settings.retries = 3;
  const auto platform = connect(settings);
  constexpr int kCallers = 12;
  std::vector<Answer<Payment>> answers(kCallers);
  for (int i = 0; i < kCallers; ++i)
    platform->payment("M00000000000000" + std::to_string(10 + i),
                      answers[static_cast<std::size_t>(i)].done());
  for (auto& answer : answers) CHECK(codeOf(answer.get()) == "platform.unreachable");
  REQUIRE(sendings.size() == kCallers);
  auto shortest = Clock::duration::max();
  auto longest = Clock::duration::zero();
  for (const auto& [payment, times] : sendings) {
    REQUIRE(times.size() == 4);
    CHECK(times[1] - times[0] >= milliseconds(200));
    CHECK(times[2] - times[1] >= milliseconds(400));
    const auto last = times[3] - times[2];
    CHECK(last >= milliseconds(800));
    shortest = std::min(shortest, last);
    longest = std::max(longest, last);
  }
  // Up to half of the pause comes on top by chance: here 0 to 400 ms.
  CHECK(longest - shortest > milliseconds(100));
}

TEST_CASE("client repetition: a platform that is busy is given the time it asks for, for reads only") {
  std::atomic<int> requests = 0;
  const Server server([&](const Seen& seen) {
    if (++requests == 2) return Reply{.status = 200, .body = kIdentityJson};
    const bool read = seen.target == "/v1/identity-checks";
    return Reply{.status = read ? 429 : 503, .body = "{}", .headers = {{"Retry-After", "1"}}};
  });
  const auto platform = connect(settingsFor(server.url()));
  const auto before = std::chrono::steady_clock::now();
  CHECK(codeOf(checkIdentity(*platform)) == "success");
  CHECK(std::chrono::steady_clock::now() - before >= milliseconds(1000));
  CHECK(requests == 2);
  CHECK(codeOf(createPayment(*platform, newIdempotencyKey())) == "platform.overloaded");
  CHECK(requests == 3);
}

TEST_CASE("client repetition: a time to wait that ends after the deadline is not waited for") {
  const Server server([](const Seen&) {
    return Reply{.status = 503, .body = "{}", .headers = {{"Retry-After", "3600"}}};
  });
  CHECK(codeOf(checkIdentity(*connect(settingsFor(server.url())))) == "platform.overloaded");
  CHECK(server.seen().size() == 1);
}

TEST_CASE("client repetition: where nobody listens even an effect was certainly not sent") {
  auto settings = settingsFor(deadUrl());
  settings.retries = 1;
  const auto platform = connect(settings);
  CHECK(codeOf(checkIdentity(*platform)) == "platform.unreachable");
  CHECK(codeOf(createPayment(*platform, newIdempotencyKey())) == "platform.unreachable");
}

TEST_CASE("client repetition: an effect that was not sent is sent when the platform is there again") {
  const auto url = deadUrl();
  auto settings = settingsFor(url);
  settings.retries = 50;
  const auto platform = connect(settings);
  Answer<Payment> answer;
  platform->createPayment(newIdempotencyKey(), kPerson, "licence-renewal", "pick-up", answer.done());
  std::this_thread::sleep_for(milliseconds(300));  // a few refusals
  Till till;
  const auto port = static_cast<unsigned short>(std::stoi(url.substr(url.rfind(':') + 1)));
  const Server server([&](const Seen& seen) { return till.answer(seen); }, "server", port);
  CHECK(codeOf(answer.get()) == "success");
  CHECK(till.payments().size() == 1);
}

TEST_CASE("client deadline: a server that is too slow makes a read unreachable and an effect unknown") {
  Till till;
  const Server server([&](const Seen& seen) {
    auto reply = till.answer(seen);
    reply.delay = std::chrono::minutes(10);
    return reply;
  });
  auto settings = settingsFor(server.url());
  settings.deadline = milliseconds(700);
  const auto platform = connect(settings);
  CHECK(codeOf(findPayment(*platform, newIdempotencyKey())) == "platform.unreachable");
  CHECK(codeOf(createPayment(*platform, newIdempotencyKey())) == "platform.unknown");
  CHECK(till.payments().size() == 1);
}

TEST_CASE("client deadline: an answer that drips in does not stretch it") {
  // Headers at once, then the library's own timer would start anew with every byte.
  const Server server([](const Seen&) {
    return Reply{.raw = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n", .drip = milliseconds(50)};
  });
  auto settings = settingsFor(server.url());
  settings.deadline = milliseconds(700);
  const auto before = std::chrono::steady_clock::now();
  CHECK(codeOf(checkIdentity(*connect(settings))) == "platform.unreachable");
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(10));
}

TEST_CASE("client deadline: a host that accepts and says nothing was certainly sent nothing") {
  // TCP stands, the TLS handshake never does: no byte of the request has left, and the client knows.
  boost::asio::io_context io;
  const boost::asio::ip::tcp::acceptor mute(io, {boost::asio::ip::make_address("127.0.0.1"), 0});
  auto settings = settingsFor("https://127.0.0.1:" + std::to_string(mute.local_endpoint().port()) + "/v1");
  settings.deadline = milliseconds(500);
  const auto platform = connect(settings);
  CHECK(codeOf(createPayment(*platform, newIdempotencyKey())) == "platform.unreachable");
  CHECK(codeOf(checkIdentity(*platform)) == "platform.unreachable");
}

TEST_CASE("client stop: an effect that was stopped under way may have happened, and is asked for") {
  Till till;
  std::promise<void> arrived;
  std::atomic<bool> hold = true;
  const Server server([&](const Seen& seen) {
    auto reply = till.answer(seen);
    if (!hold.exchange(false)) return reply;
    arrived.set_value();
    reply.delay = std::chrono::minutes(10);
    return reply;
  });
  const auto platform = connect(settingsFor(server.url()));
  const auto key = newIdempotencyKey();
  std::stop_source source;
  Answer<Payment> answer;
  platform->createPayment(key, kPerson, "licence-renewal", "pick-up", answer.done(), source.get_token());
  REQUIRE(arrived.get_future().wait_for(std::chrono::seconds(30)) == std::future_status::ready);
  source.request_stop();
  CHECK(codeOf(answer.get()) == "platform.cancelled");
  const auto found = findPayment(*platform, key);
  REQUIRE_MESSAGE(found, codeOf(found));
  CHECK(found->has_value());
}

TEST_CASE("client stop: many calls stopped in mid-handshake leave the others alone") {
  const Server server([](const Seen&) { return Reply{.status = 200, .body = kIdentityJson}; });
  const auto platform = connect(settingsFor(server.url()));
  for (int round = 0; round < 30; ++round) {
    std::stop_source source;
    std::vector<Answer<Identity>> stopped(4);
    Answer<Identity> kept;
    for (auto& one : stopped) platform->checkIdentity(claim(), one.done(), source.get_token());
    platform->checkIdentity(claim(), kept.done());
    std::this_thread::sleep_for(std::chrono::microseconds(200 * round));
    source.request_stop();
    for (auto& one : stopped) static_cast<void>(one.get());  // either way: it may have been quicker
    CHECK(codeOf(kept.get()) == "success");
  }
}

TEST_CASE("client stop: a stopped call answers at once, whatever it is doing") {
  std::promise<void> arrived;
  std::once_flag once;
  const Server server([&](const Seen&) {
    std::call_once(once, [&] { arrived.set_value(); });
    return Reply{.status = 200, .body = kIdentityJson, .delay = std::chrono::minutes(10)};
  });
  std::stop_source source;
  SUBCASE("waiting for the answer") {
    const auto platform = connect(settingsFor(server.url()));
    Answer<Identity> answer;
    platform->checkIdentity(claim(), answer.done(), source.get_token());
    REQUIRE(arrived.get_future().wait_for(std::chrono::seconds(30)) == std::future_status::ready);
    const auto before = std::chrono::steady_clock::now();
    source.request_stop();
    CHECK(codeOf(answer.get()) == "platform.cancelled");
    CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(5));
  }
  SUBCASE("stopped before it began") {
    const auto platform = connect(settingsFor(server.url()));
    source.request_stop();
    Answer<Identity> answer;
    platform->checkIdentity(claim(), answer.done(), source.get_token());
    CHECK(codeOf(answer.get()) == "platform.cancelled");
    CHECK(server.connections() == 0);
  }
  SUBCASE("pausing before a repetition") {
    auto settings = settingsFor(deadUrl());
    settings.retries = 50;
    const auto platform = connect(settings);
    Answer<Identity> answer;
    platform->checkIdentity(claim(), answer.done(), source.get_token());
    std::this_thread::sleep_for(milliseconds(100));
    source.request_stop();
    CHECK(codeOf(answer.get()) == "platform.cancelled");
  }
}

TEST_CASE("client end: calls under way are cancelled, each once, before the platform is gone") {
  std::atomic<int> arrived = 0;
  const Server server([&](const Seen&) {
    ++arrived;
    return Reply{.status = 200, .body = kIdentityJson, .delay = std::chrono::minutes(10)};
  });
  auto platform = connect(settingsFor(server.url()));
  std::atomic<int> cancelled = 0;
  std::atomic<int> answers = 0;
  constexpr int kCalls = 12;
  for (int i = 0; i < kCalls; ++i)
    platform->checkIdentity(claim(), [&](const Outcome<Identity>& outcome) {
      ++answers;
      if (codeOf(outcome) == "platform.cancelled") ++cancelled;
    });
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (arrived < kCalls && std::chrono::steady_clock::now() < patience)
    std::this_thread::sleep_for(milliseconds(5));
  CHECK(arrived == kCalls);
  platform.reset();
  CHECK(answers == kCalls);
  CHECK(cancelled == kCalls);
  std::this_thread::sleep_for(milliseconds(100));  // nothing comes afterwards
  CHECK(answers == kCalls);
}

TEST_CASE("client end: a callback may end the platform and start calls that are cancelled at once") {
  const Server server([](const Seen&) { return Reply{.status = 200, .body = kIdentityJson}; });
  auto platform = connect(settingsFor(server.url()));
  SUBCASE("ending it") {
    std::promise<void> ended;
    platform->checkIdentity(claim(), [&](const Outcome<Identity>&) {
      platform.reset();
      ended.set_value();
    });
    CHECK(ended.get_future().wait_for(std::chrono::seconds(30)) == std::future_status::ready);
  }
  SUBCASE("starting another while it ends") {
    std::vector<std::string> codes;
    auto* const raw = platform.get();
    std::stop_source source;
    for (int i = 0; i < 3; ++i)
      raw->checkIdentity(claim(), [&, raw](const Outcome<Identity>& outcome) {
        codes.push_back(codeOf(outcome));
        raw->checkIdentity(claim(), [&](const Outcome<Identity>& again) { codes.push_back(codeOf(again)); });
      });
    platform.reset();
    CHECK(codes.size() == 6);
    CHECK(codes.back() == "platform.cancelled");
  }
}

TEST_CASE("client load: a hundred calls at once are all answered, each with its own answer") {
  const Server server([](const Seen& seen) {
    // The payment asked for comes back under its own number.
    const auto id = seen.target.substr(seen.target.rfind('/') + 1);
    std::string body = kPaymentJson;
    return Reply{.status = 200, .body = body.replace(body.find("M3a9f1c7e5b2d8064"), 17, id)};
  });
  constexpr int kCalls = 100;
  std::atomic<int> right = 0;
  std::atomic<int> answered = 0;
  std::promise<void> all;
  const auto platform = connect(settingsFor(server.url()));  // goes first: its callbacks use what is above
  for (int i = 0; i < kCalls; ++i) {
    const auto id = "M00000000000000" + std::to_string(10 + i % 90);
    platform->payment(id, [&, id](const Outcome<Payment>& outcome) {
      if (outcome && outcome->paymentId == id) ++right;
      if (++answered == kCalls) all.set_value();
    });
  }
  REQUIRE(all.get_future().wait_for(std::chrono::seconds(60)) == std::future_status::ready);
  CHECK(right == kCalls);
}
