#pragma once

#include <functional>

#include "devices/drivers/line_link.h"
#include "devices/signal_lines.h"
#include "devices/wire/signal_profile.h"

namespace doorstep::devices {

// A board of inputs and outputs that talks in lines of ASCII, after a profile.
class LinesSerial : public SignalLinesDriver {
 public:
  using Connect = std::function<Outcome<std::unique_ptr<Transport>>()>;

  LinesSerial(Connect connect, wire::SignalProfile profile)
      : connect_(std::move(connect)), profile_(std::move(profile)) {}

  Outcome<std::string> open(Action& action) override;
  void close() noexcept override;
  Outcome<Health> poll(Action& action) override;
  Outcome<void> set(const std::string& output, bool on, Action& action) override;

 private:
  Outcome<void> command(const std::string& line, const Action& action);
  Outcome<bool> active(const wire::SignalInput& input, const Action& action);
  // The place of the pattern that fits the answer; signal-lines.silent, signal-lines.garbled.
  Outcome<std::size_t> ask(const std::string& line, const std::vector<std::string>& patterns,
                           const Action& action);

  const Connect connect_;
  const wire::SignalProfile profile_;
  std::unique_ptr<LineLink> link_;
  std::map<std::string, bool> wanted_;  // what was switched last
};

}  // namespace doorstep::devices
