#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <stop_token>
#include <string>

#include "services/client/transport.h"
#include "services/client/worker.h"
#include "services/signing/request_signature.h"

namespace doorstep::services {

// What is asked, before it is signed.
struct Call {
  std::string name;  // for the log: no identifiers
  std::string method;
  std::string target;
  Secret body;
  IdempotencyKey key;  // empty: a read, which may be repeated at will

  bool isEffect() const { return !key.empty(); }
};

// Sees a call through: signs each sending afresh, keeps the deadline, repeats what may be repeated, and
// answers once. A read is repeated after any failure of the way; an effect only when certainly nothing of it
// was sent.
class Caller {
 public:
  struct Rules {
    std::string station;
    std::chrono::milliseconds deadline;  // of the whole call with its repetitions
    int retries;
  };

  Caller(Transport transport, RequestSigner signer, Rules rules);
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;
  // Calls under way answer platform.cancelled before it returns; afterwards no callback comes.
  ~Caller();

  // From any thread. `done` comes once, on the worker's thread (once the Caller is being destroyed: at once,
  // here).
  void start(Call call, Done<HttpAnswer> done, std::stop_token stop);

 private:
  using Id = std::uint64_t;
  using Clock = Worker::Clock;
  struct Pending;

  std::shared_ptr<Pending> find(Id id);
  void begin(Id id, const std::stop_token& stop);
  void send(Id id);
  void answered(Id id, int attempt, Outcome<HttpAnswer> result);
  bool repeat(Id id, Pending& pending, const Problem& failure,
              std::optional<std::chrono::seconds> retryAfter);
  void expire(Id id);
  void finish(Id id, Outcome<HttpAnswer> result);
  void cancelAll();

  Transport transport_;
  const RequestSigner signer_;
  const Rules rules_;
  std::minstd_rand jitter_{std::random_device{}()};

  std::mutex mutex_;  // guards the three below; what a Pending holds belongs to the worker
  std::map<Id, std::shared_ptr<Pending>> pending_;
  Id lastId_ = 0;
  bool closed_ = false;

  // Shared with those who report to it; they may outlive the Caller, whose jobs it then drops.
  const std::shared_ptr<Worker> worker_ = std::make_shared<Worker>();
};

}  // namespace doorstep::services
