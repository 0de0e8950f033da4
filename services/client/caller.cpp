#include "services/client/caller.h"

#include <optional>
#include <utility>

#include <openssl/crypto.h>

#include "kiosk/base/date.h"
#include "kiosk/base/log.h"
#include "services/client/judgement.h"
#include "services/client/request_identity.h"

namespace doorstep::services {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{200};  // doubled after each failure, plus up to half of it at random

Outcome<HttpRequest> signedRequest(const Call& call, const RequestSigner& signer,
                                   const std::string& station) {
  SignedRequest text{.method = call.method,
                     .target = call.target,
                     .station = station,
                     .timestamp = isoMoment(std::chrono::system_clock::now()),
                     .nonce = newNonce(),
                     .idempotencyKey = call.key,
                     .body = std::string(call.body.reveal())};
  const auto signature = signer.sign(text);
  OPENSSL_cleanse(text.body.data(), text.body.size());
  if (!signature) return tl::unexpected(signature.error());
  HttpRequest request{.method = call.method,
                      .target = call.target,
                      .headers = {{"Accept", "application/json"},
                                  {std::string(kStationHeader), station},
                                  {std::string(kTimestampHeader), text.timestamp},
                                  {std::string(kNonceHeader), text.nonce},
                                  {std::string(kSignatureHeader), *signature}},
                      .body = call.body,
                      .ownConnection = call.isEffect()};
  if (call.isEffect()) request.headers.emplace_back(kIdempotencyHeader, call.key);
  return request;
}

// That a read's answer got lost matters to nobody: it can be asked again, later.
Problem asSeenByCaller(const Call& call, Problem failure) {
  if (!call.isEffect() && failure.code == "platform.unknown")
    return problem("platform.unreachable", failure.detail).value();
  return failure;
}

void note(const Call& call, const Problem& failure, std::chrono::nanoseconds took) {
  // That there is none, or that nobody waits any more, is an ordinary answer.
  if (failure.code == "platform.not-found" || failure.code == "platform.cancelled") return;
  logWarning("platform", call.name, ": ", failure.code, " (", failure.detail, ") after ",
             std::chrono::duration_cast<milliseconds>(took).count(), " ms");
}

}  // namespace

struct Caller::Pending {
  Call call;
  Done<HttpAnswer> done;
  Clock::time_point started = Clock::now();
  int retriesLeft = 0;
  milliseconds pause = kFirstPause;
  int attempts = 0;
  std::shared_ptr<Attempt> attempt;  // none while waiting to repeat
  std::string lastFailure;
  std::optional<std::stop_callback<Worker::Job>> onStop;
};

Caller::Caller(Transport transport, RequestSigner signer, Rules rules)
    : transport_(std::move(transport)), signer_(std::move(signer)), rules_(std::move(rules)) {}

Caller::~Caller() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  worker_->finish([this] { cancelAll(); });
}

void Caller::start(Call call, Done<HttpAnswer> done, std::stop_token stop) {
  auto pending = std::make_shared<Pending>();
  pending->call = std::move(call);
  pending->done = std::move(done);
  pending->retriesLeft = rules_.retries;
  Id id = 0;
  {
    const std::lock_guard lock(mutex_);
    if (!closed_) {
      id = ++lastId_;
      pending_.emplace(id, pending);
    }
  }
  if (id == 0) return pending->done(problem("platform.cancelled", "closing"));
  worker_->post([this, id, stop = std::move(stop)] { begin(id, stop); });
}

std::shared_ptr<Caller::Pending> Caller::find(Id id) {
  const std::lock_guard lock(mutex_);
  const auto found = pending_.find(id);
  return found == pending_.end() ? nullptr : found->second;
}

void Caller::begin(Id id, const std::stop_token& stop) {
  const auto pending = find(id);
  if (!pending) return;
  worker_->postAt(pending->started + rules_.deadline, [this, id] { expire(id); });
  // Whoever asks to stop only leaves a note: the worker ends the call, here and nowhere else.
  pending->onStop.emplace(stop, [this, id, worker = std::weak_ptr(worker_)] {
    if (const auto alive = worker.lock())
      alive->post([this, id] { finish(id, problem("platform.cancelled", "stopped")); });
  });
  if (!stop.stop_requested()) send(id);
}

void Caller::send(Id id) {
  const auto pending = find(id);
  if (!pending) return;
  auto request = signedRequest(pending->call, signer_, rules_.station);
  if (!request) return finish(id, tl::unexpected(request.error()));
  const int attempt = ++pending->attempts;
  // After a restart of the platform every kept connection is as dead as the first.
  if (attempt > 1) request->ownConnection = true;
  const auto report = [this, id, attempt, worker = std::weak_ptr(worker_)](Outcome<HttpAnswer> result) {
    const auto alive = worker.lock();
    if (!alive) return;
    auto shared = std::make_shared<Outcome<HttpAnswer>>(std::move(result));
    alive->post([this, id, attempt, shared] { answered(id, attempt, std::move(*shared)); });
  };
  pending->attempt = transport_.send(*request, report);
}

void Caller::answered(Id id, int attempt, Outcome<HttpAnswer> result) {
  const auto pending = find(id);
  if (!pending || attempt != pending->attempts) return;
  if (!result) pending->attempt->abandon();
  pending->attempt = nullptr;
  const auto retryAfter = result ? result->retryAfter : std::nullopt;
  auto judged = std::move(result).and_then(judge);
  if (!judged) {
    if (repeat(id, *pending, judged.error(), retryAfter)) return;
    judged = tl::unexpected(asSeenByCaller(pending->call, judged.error()));
  }
  finish(id, std::move(judged));
}

bool Caller::repeat(Id id, Pending& pending, const Problem& failure,
                    std::optional<std::chrono::seconds> retryAfter) {
  const bool neverSent = failure.code == "platform.unreachable";
  // When a kept connection closes before the answer, the library sends the same bytes again by itself, and
  // the platform has seen that nonce: all it says is that the answer got lost.
  const bool answerLost = failure == Problem{"platform.replayed", "replayed-nonce"};
  const bool worthRepeating =
      answerLost || failure.code == "platform.unknown" || failure.code == "platform.overloaded";
  if (!neverSent && !(worthRepeating && !pending.call.isEffect())) return false;
  if (pending.retriesLeft-- <= 0) return false;
  std::uniform_int_distribution<milliseconds::rep> extra(0, pending.pause.count() / 2);
  const auto pause = retryAfter ? milliseconds(*retryAfter) : pending.pause + milliseconds(extra(jitter_));
  pending.pause *= 2;
  const auto due = Clock::now() + pause;
  if (due >= pending.started + rules_.deadline) return false;
  pending.lastFailure = failure.detail;
  worker_->postAt(due, [this, id] { send(id); });
  return true;
}

void Caller::expire(Id id) {
  const auto pending = find(id);
  if (!pending) return;
  const bool neverSent = !pending->attempt || pending->attempt->abandon();
  std::string detail = "no answer within " + std::to_string(rules_.deadline.count()) + " ms";
  if (!pending->lastFailure.empty()) detail += ", before that: " + pending->lastFailure;
  if (pending->call.isEffect() && !neverSent)
    finish(id, problem("platform.unknown", detail));
  else
    finish(id, problem("platform.unreachable", detail));
}

void Caller::finish(Id id, Outcome<HttpAnswer> result) {
  std::shared_ptr<Pending> pending;
  {
    const std::lock_guard lock(mutex_);
    const auto found = pending_.find(id);
    if (found == pending_.end()) return;
    pending = std::move(found->second);
    pending_.erase(found);
  }
  pending->onStop.reset();
  if (pending->attempt) pending->attempt->abandon();
  if (!result) note(pending->call, result.error(), Clock::now() - pending->started);
  pending->done(std::move(result));  // may destroy this Caller: nothing of it is touched afterwards
}

void Caller::cancelAll() {
  decltype(pending_) all;
  {
    const std::lock_guard lock(mutex_);
    all.swap(pending_);
  }
  for (auto& [id, pending] : all) {
    pending->onStop.reset();
    if (pending->attempt) pending->attempt->abandon();
    pending->done(problem("platform.cancelled", "closing"));
  }
}

}  // namespace doorstep::services
