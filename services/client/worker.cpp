#include "services/client/worker.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace doorstep::services {

struct Worker::Queue {
  std::mutex mutex;
  std::condition_variable changed;
  std::multimap<Clock::time_point, Job> jobs;  // equal times keep the order they came in
  bool finished = false;
  std::thread thread;

  void run();
};

void Worker::Queue::run() {
  std::unique_lock lock(mutex);
  while (!finished) {
    const auto next = jobs.begin();
    if (next == jobs.end()) {
      changed.wait(lock);
    } else if (const auto due = next->first; due > Clock::now()) {
      changed.wait_until(lock, due);
    } else {
      Job job = std::move(next->second);
      jobs.erase(next);
      lock.unlock();
      job();
      job = nullptr;  // what it holds is let go of without the lock
      lock.lock();
    }
  }
}

Worker::Worker() : queue_(std::make_shared<Queue>()) {
  queue_->thread = std::thread([queue = queue_] { queue->run(); });
}

Worker::~Worker() {
  finish([] {});
}

void Worker::postAt(Clock::time_point due, Job job) {
  {
    const std::lock_guard lock(queue_->mutex);
    if (queue_->finished) return;
    queue_->jobs.emplace(due, std::move(job));
  }
  queue_->changed.notify_one();
}

void Worker::finish(const Job& last) {
  if (!queue_->thread.joinable()) return;
  const bool fromJob = queue_->thread.get_id() == std::this_thread::get_id();
  decltype(queue_->jobs) dropped;  // destroyed without the lock: a job may own something that posts
  const auto end = [&] {
    last();
    const std::lock_guard lock(queue_->mutex);
    queue_->finished = true;
    dropped.swap(queue_->jobs);
  };
  if (fromJob) {
    end();
    queue_->thread.detach();
  } else {
    post(end);
    queue_->thread.join();
  }
}

}  // namespace doorstep::services
