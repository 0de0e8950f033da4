#include "services/client/transport.h"

#include <algorithm>
#include <atomic>
#include <mutex>

#include <cpprest/http_client.h>
#include <openssl/crypto.h>
#include <pplx/threadpool.h>

#include "services/client/tls_policy.h"

namespace doorstep::services {
namespace {

using web::http::client::http_client;
using web::http::client::http_client_config;

// All I/O is asynchronous and short: one thread does it for hundreds of requests. It makes the library put a
// connection back into its pool before we hear of the answer, and it lets us cancel safely (see
// cancelOnIoThread). The default is 40 threads.
constexpr std::size_t kIoThreads = 1;
// Connections kept for reads between calls; a burst may open more, which are closed after it.
constexpr std::size_t kKeptLanes = 4;
// What an answer may take on the wire besides its body: handshake, headers, chunk and record framing.
constexpr std::size_t kFraming = 64 << 10;

// False: somebody in this process was faster, and the pool has their size.
bool startIoThread() {
  static const bool kOurs = [] {
    try {
      crossplat::threadpool::initialize_with_threads(kIoThreads);
      return true;
    } catch (const std::exception&) {
      return false;
    }
  }();
  return kOurs;
}

// Cancelling closes the socket, and the library has no lock against its own continuations that are using the
// TLS stream just then. Everything of it runs on the pool, which has one thread: done there, too, nothing
// else is under way. With more threads this would not hold, so Transport::open insists on the one.
void cancelOnIoThread(const pplx::cancellation_token_source& source) {
  boost::asio::post(crossplat::threadpool::shared_instance().service(), [source] { source.cancel(); });
}

class CpprestAttempt final : public Attempt {
 public:
  CpprestAttempt(std::size_t largestAnswer, Done<HttpAnswer> done)
      : largestAnswer_(largestAnswer), done_(std::move(done)) {}

  bool abandon() override {
    finished_ = true;
    auto fresh = State::Fresh;
    const bool never = state_.compare_exchange_strong(fresh, State::Abandoned) || fresh == State::Abandoned;
    cancelOnIoThread(cancel_);
    return never;
  }

  // From here on the request may leave this machine; not after abandon().
  bool allowSending() {
    auto fresh = State::Fresh;
    return state_.compare_exchange_strong(fresh, State::MayBeSent) || fresh == State::MayBeSent;
  }

  void refuse(ConnectionWatch::Verdict verdict) { verdict_ = verdict; }
  void turnedAway(const char* alert) { alert_ = alert; }

  void count(std::size_t bytes) {
    if ((received_ += bytes) > largestAnswer_ + kFraming) tooLarge();
  }

  void succeed(HttpAnswer answer) {
    if (answer.body.size() > largestAnswer_) return tooLarge();
    finish(std::move(answer));
  }

  void fail(const std::string& what) {
    using Verdict = ConnectionWatch::Verdict;
    if (verdict_ == Verdict::Refused) return finish(problem("platform.refused-certificate", what));
    if (verdict_ == Verdict::Expired) return finish(problem("platform.expired-certificate", what));
    if (const char* const alert = alert_)
      return finish(problem("platform.station-refused", std::string("the platform's TLS: ") + alert));
    auto fresh = State::Fresh;
    if (state_.compare_exchange_strong(fresh, State::Abandoned))
      return finish(problem("platform.unreachable", what));
    finish(problem("platform.unknown", what));
  }

  // Nothing was sent: the policy comes before the connection.
  void unfit(const std::string& what) { finish(problem("platform.bad-settings", what)); }

  pplx::cancellation_token token() const { return cancel_.get_token(); }

 private:
  enum class State { Fresh, MayBeSent, Abandoned };

  void tooLarge() {
    finish(problem("platform.answer-too-large", "more than " + std::to_string(largestAnswer_) + " bytes"));
  }
  void finish(Outcome<HttpAnswer> result) {
    if (!finished_.exchange(true)) done_(std::move(result));
  }

  const std::size_t largestAnswer_;
  const Done<HttpAnswer> done_;
  pplx::cancellation_token_source cancel_;
  std::atomic<State> state_ = State::Fresh;
  std::atomic<ConnectionWatch::Verdict> verdict_ = ConnectionWatch::Verdict::Trusted;
  std::atomic<const char*> alert_ = nullptr;  // what the platform's TLS has against the station
  std::atomic<std::size_t> received_ = 0;
  std::atomic<bool> finished_ = false;
};

// Tells the attempt that uses the lane now what happens on the lane's connection.
class LaneWatch final : public ConnectionWatch {
 public:
  void serve(std::shared_ptr<CpprestAttempt> attempt) {
    const std::lock_guard lock(mutex_);
    attempt_ = std::move(attempt);
  }
  bool judged(Verdict verdict) override {
    const auto attempt = current();
    if (!attempt) return false;
    if (verdict == Verdict::Trusted) return attempt->allowSending();
    attempt->refuse(verdict);
    return false;
  }
  void turnedAway(const char* alert) override {
    if (const auto attempt = current()) attempt->turnedAway(alert);
  }
  void received(std::size_t bytes) override {
    if (const auto attempt = current()) attempt->count(bytes);
  }

 private:
  std::shared_ptr<CpprestAttempt> current() {
    const std::lock_guard lock(mutex_);
    return attempt_;
  }

  std::mutex mutex_;
  std::shared_ptr<CpprestAttempt> attempt_;
};

// A library client that carries one request at a time, so it has one connection at most and what happens on
// that connection belongs to that request.
struct Lane {
  std::shared_ptr<LaneWatch> watch;
  http_client client;
  bool connected = false;  // an answer came: the connection may be kept
};

web::http::http_request toLibrary(const HttpRequest& request) {
  web::http::http_request message(request.method);
  message.set_request_uri(request.target);
  for (const auto& [name, value] : request.headers) message.headers().add(name, value);
  if (!request.body.empty()) message.set_body(std::string(request.body.reveal()), "application/json");
  return message;
}

std::optional<std::chrono::seconds> retryAfter(const web::http::http_headers& headers) {
  constexpr int kLongest = 24 * 60 * 60;
  int seconds = 0;  // the other form, a date, is not in the contract
  if (!headers.match("Retry-After", seconds) || seconds < 0) return std::nullopt;
  return std::chrono::seconds(std::min(seconds, kLongest));
}

pplx::task<HttpAnswer> readAnswer(const web::http::http_response& response) {
  return response.extract_vector().then([response](std::vector<unsigned char> bytes) {
    const std::string_view body(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    HttpAnswer answer{response.status_code(), retryAfter(response.headers()), Secret(body)};
    OPENSSL_cleanse(bytes.data(), bytes.size());
    return answer;
  });
}

}  // namespace

struct Transport::Lanes {
  std::string origin;  // "https://host:port"
  http_client_config config;
  TlsPolicy policy;
  std::size_t largestAnswer;
  std::mutex mutex;
  std::vector<std::shared_ptr<Lane>> idle;

  std::shared_ptr<Lane> open() {
    auto watch = std::make_shared<LaneWatch>();
    auto mine = config;
    mine.set_ssl_context_callback([policy = policy, watch](boost::asio::ssl::context& context) {
      policy.apply(context.native_handle(), watch);
    });
    return std::make_shared<Lane>(Lane{watch, http_client(origin, mine)});
  }

  std::shared_ptr<Lane> take() {
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        auto lane = std::move(idle.back());
        idle.pop_back();
        return lane;
      }
    }
    return open();
  }

  void giveBack(std::shared_ptr<Lane> lane) {
    lane->connected = true;
    const std::lock_guard lock(mutex);
    if (idle.size() < kKeptLanes) idle.push_back(std::move(lane));
  }
};

Outcome<Transport> Transport::open(const std::string& origin, const PlatformSettings& settings) {
  auto policy = TlsPolicy::load(settings);
  if (!policy) return tl::unexpected(policy.error());
  if (!startIoThread())
    return problem("platform.bad-settings",
                   "this program uses the HTTP library elsewhere, with other threads");
  if (!web::uri::validate(origin)) return problem("platform.bad-settings", "baseUrl " + origin);
  http_client_config config;
  // Only a net under the call's own deadline, which the library does not know.
  config.set_timeout(settings.deadline + std::chrono::seconds(1));
  config.set_max_redirects(0);  // a signed request is for one address
  Transport transport;
  transport.lanes_ = std::make_shared<Lanes>();
  transport.lanes_->origin = origin;
  transport.lanes_->config = config;
  transport.lanes_->policy = std::move(*policy);
  transport.lanes_->largestAnswer = settings.largestAnswer;
  return transport;
}

std::shared_ptr<Attempt> Transport::send(const HttpRequest& request, Done<HttpAnswer> done) {
  auto attempt = std::make_shared<CpprestAttempt>(lanes_->largestAnswer, std::move(done));
  try {
    auto lane = request.ownConnection ? lanes_->open() : lanes_->take();
    lane->watch->serve(attempt);
    // No handshake will ask on a connection that stands already.
    if (lane->connected) attempt->allowSending();
    const std::weak_ptr<Lanes> home = request.ownConnection ? std::weak_ptr<Lanes>() : lanes_;
    lane->client.request(toLibrary(request), attempt->token())
        .then(readAnswer)
        .then([attempt, lane, home](const pplx::task<HttpAnswer>& task) {
          try {
            auto answer = task.get();
            lane->watch->serve(nullptr);
            if (const auto lanes = home.lock()) lanes->giveBack(lane);
            attempt->succeed(std::move(answer));
          } catch (const TlsPolicy::Unfit& error) {
            attempt->unfit(error.what());
          } catch (const std::exception& error) {
            attempt->fail(error.what());
          } catch (...) {
            attempt->fail("the HTTP library failed without a word");
          }
        });
  } catch (const TlsPolicy::Unfit& error) {
    attempt->unfit(error.what());
  } catch (const std::exception& error) {
    attempt->fail(error.what());
  }
  return attempt;
}

}  // namespace doorstep::services
