#pragma once

#include <functional>

#include "devices/drivers/line_link.h"
#include "devices/plate_marker.h"
#include "devices/wire/marker_lines.h"

namespace doorstep::devices {

// A marking machine that talks in lines of ASCII, after a profile.
class MarkerSerial : public PlateMarkerDriver {
 public:
  using Connect = std::function<Outcome<std::unique_ptr<Transport>>()>;

  MarkerSerial(Connect connect, wire::MarkerProfile profile)
      : connect_(std::move(connect)), profile_(std::move(profile)) {}

  Outcome<std::string> open(Action& action) override;
  void close() noexcept override;
  Outcome<Health> poll(Action& action) override;
  Outcome<MarkReport> mark(const MarkJob& job, Action& action) override;
  Outcome<Marked> ask(const MarkJob& job, Action& action) override;

 private:
  // What the machine says when it is asked how it is.
  struct Status {
    wire::MarkerSays says = wire::MarkerSays::Ready;
    std::string words;
  };

  Outcome<wire::LineFields> fieldsOf(const MarkJob& job) const;
  // plate-marker.refused, .silent, .garbled, .unknown (broken off), device.*.
  Outcome<void> carryOut(const wire::MarkerStep& step, bool started, const wire::LineFields& fields,
                         Action& action);
  Outcome<void> carryOutOnce(const wire::MarkerStep& step, bool started, const wire::LineFields& fields,
                             Action& action);
  Outcome<void> await(const wire::MarkerStep& step, const wire::LineFields& fields, const Action& action);
  Outcome<void> awaitReady(const wire::MarkerStep& step, bool started, const wire::LineFields& fields,
                           Action& action);
  Outcome<Status> askStatus(const wire::LineFields& fields, const Action& action);
  // The marking was started, and `why` keeps us from knowing what came of it.
  Outcome<MarkReport> clearUp(const Problem& why, const wire::LineFields& fields, Action& action);
  Outcome<Marked> askUntilIdle(const wire::LineFields& fields, Action& action);

  const Connect connect_;
  const wire::MarkerProfile profile_;
  std::unique_ptr<LineLink> link_;
};

}  // namespace doorstep::devices
