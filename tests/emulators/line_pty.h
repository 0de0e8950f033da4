#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "tests/emulators/pty_link.h"

namespace doorstep::emulators {

// A machine at the far end of a serial line that takes commands and sends replies, each when it is due.
class LineMachine {
 public:
  virtual ~LineMachine() = default;
  // Called by the line, on its thread.
  void powerOn();
  void receive(const std::string& bytes);
  std::optional<std::string> next();

  void hold(bool held);        // a machine's own way of being stuck
  void silence(int commands);  // so many are not carried out, nor answered
  void garble(int commands);   // so many are answered with nonsense instead

 protected:
  using Lock = std::lock_guard<std::mutex>;
  // Both inside the lock.
  virtual void start() = 0;
  virtual void take(std::string& pending) = 0;  // removes the commands that are whole and acts on them
  void reply(const std::string& bytes, std::chrono::milliseconds after = {});
  // Whether the next command is to be silenced or garbled; `nonsense` is said then.
  bool disturbed(const std::string& nonsense);
  bool held() const { return held_; }
  template <class T>
  void set(T& value, T to) {
    const Lock lock(mutex_);
    value = std::move(to);
  }

  mutable std::mutex mutex_;

 private:
  std::string pending_;
  bool held_ = false;
  int silent_ = 0, garbled_ = 0;
  std::deque<std::pair<std::chrono::steady_clock::time_point, std::string>> replies_;
};

// A pseudo-terminal behind a link with a steady name, as udev makes one.
class LinePty {
 public:
  explicit LinePty(std::shared_ptr<LineMachine> machine);
  ~LinePty();
  LinePty(const LinePty&) = delete;
  LinePty& operator=(const LinePty&) = delete;

  const std::string& path() const { return link_.path(); }
  void plug();
  void unplug();

 private:
  void serve(int master);

  const std::shared_ptr<LineMachine> machine_;
  PtyLink link_{"line"};
  std::atomic<bool> plugged_{false};
  std::thread thread_;
};

}  // namespace doorstep::emulators
