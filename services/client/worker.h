#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace doorstep::services {

// One thread that runs jobs one at a time, in order of their time. What only these jobs touch needs no lock.
class Worker {
 public:
  using Job = std::function<void()>;
  using Clock = std::chrono::steady_clock;

  Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker();  // as finish(), with nothing left to do

  // From any thread; after finish() a job is dropped unrun.
  void post(Job job) { postAt(Clock::time_point::min(), std::move(job)); }
  void postAt(Clock::time_point due, Job job);

  // Runs `last` as the last job, drops all others, and waits until it is over. From a job itself, where
  // waiting would never end, `last` runs at once and the thread ends by itself after that job.
  void finish(const Job& last);

 private:
  struct Queue;
  std::shared_ptr<Queue>
      queue_;  // the thread's own hold on it outlives this object when finish() comes from a job
};

}  // namespace doorstep::services
