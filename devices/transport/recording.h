#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "devices/transport/transport.h"

// A session with a device kept in a file, and played again to a driver without the device. For tests and for
// maintenance builds (CMake option DOORSTEP_RECORDING); the program of a kiosk in service holds none of it.
//
// The file is text. Its head says that only test cards may be recorded; then a line for each piece that
// travelled, with the seconds since the beginning:
//      0.000132 > AA AA AA 96 69 00 03 12 FF EE     to the device
//      0.031870 < AA AA AA 96 69 00 14 00 00 90     from the device
//      4.020533 ! device.removed                    reading or writing failed
// What a driver throws away unread (Transport::drain) is not in it.
namespace doorstep::devices {

// Hands everything through, and writes it down.
class RecordingTransport : public Transport {
 public:
  // device.bad-setting: `file` exists already or cannot be made. It is readable for its owner only.
  static Outcome<std::unique_ptr<Transport>> create(std::unique_ptr<Transport> transport,
                                                    const std::string& file);
  ~RecordingTransport() override;
  RecordingTransport(const RecordingTransport&) = delete;
  RecordingTransport& operator=(const RecordingTransport&) = delete;

  Outcome<std::size_t> write(wire::ByteView bytes, Clock::time_point until, const Action& action) override;
  Outcome<wire::Bytes> read(Clock::time_point until, const Action& action) override;
  Outcome<void> drain(const Action& action) override;

 private:
  RecordingTransport(std::unique_ptr<Transport> transport, int descriptor);
  void note(char what, const std::string& text);
  void noteFailure(const Problem& problem, const Action& action);

  const std::unique_ptr<Transport> transport_;
  const int descriptor_;
  const Clock::time_point began_ = Clock::now();
};

// The device's side of a recording. It wants to hear what the device heard, and does not wait before it
// answers; where the device said nothing, it says nothing either, until the driver's patience ends.
class ReplayTransport : public Transport {
 public:
  // device.bad-setting: no such file, or a line of it is none of a recording.
  static Outcome<std::unique_ptr<Transport>> open(const std::string& file);

  // device.transfer-failed: the driver sends something else than what was recorded; `detail` names the line.
  // device.removed: the recording has come to its end.
  Outcome<std::size_t> write(wire::ByteView bytes, Clock::time_point until, const Action& action) override;
  Outcome<wire::Bytes> read(Clock::time_point until, const Action& action) override;
  Outcome<void> drain(const Action& action) override;

 private:
  struct Event {
    int line = 0;
    char what = '>';  // '>', '<' or '!'
    wire::Bytes bytes;
    Problem failure;
  };
  static Outcome<Event> parsed(const std::string& text, int line);
  // The next event, when nothing stands in its way: a recorded failure, or the end.
  Outcome<const Event*> next();

  std::vector<Event> events_;
  std::size_t at_ = 0;
};

// With DOORSTEP_RECORD_TO=FOLDER in the environment: recorded into a new file there, whose name begins with
// `device`. Without: the transport itself. Errors: those of RecordingTransport::create.
Outcome<std::unique_ptr<Transport>> recordedIfAsked(std::unique_ptr<Transport> transport,
                                                    std::string_view device);

}  // namespace doorstep::devices
