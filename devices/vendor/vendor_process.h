#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include "devices/device.h"
#include "devices/vendor/message.h"

namespace doorstep::devices {

// A maker's library in a process of its own, from the kiosk's side: its crash or hang costs one more try, not
// the visit. The process gets a socket as standard input and output, no other descriptor, an empty
// environment, and ends with the kiosk. Bytes of both directions are wiped. One thread at a time.
class VendorProcess {
 public:
  // How it is ended: killed, or by closing its socket, when it has hardware to bring to rest first. Then it
  // gets kFarewell, and the next start waits for it, as the hardware is not free before.
  enum class End { Killed, ByItself };
  static constexpr std::chrono::seconds kFarewell{10};

  // `program` is called with the kiosk's process id and `arguments`.
  VendorProcess(std::string program, std::vector<std::string> arguments, End end = End::Killed)
      : program_(std::move(program)), arguments_(std::move(arguments)), end_(end) {}
  ~VendorProcess();
  VendorProcess(const VendorProcess&) = delete;
  VendorProcess& operator=(const VendorProcess&) = delete;

  // The program's name in the folder of the running executable.
  static std::string beside(const std::string& name);

  // Starts the program unless it runs, and waits until it is ready. Errors:
  //   vendor.refused   it says why it cannot work: detail
  //   vendor.failed    it could not be started, crashed, said nothing for `patience`, or nonsense
  //   those of Action::check
  Outcome<void> start(std::chrono::milliseconds patience, const Action& action);
  // One request and its answer; when that fails with vendor.failed, once more with a fresh process.
  // `patience` is for each start and each answer. Errors as above; vendor.refused with an empty detail: not
  // these data.
  Outcome<wire::Bytes> ask(wire::ByteView request, std::chrono::milliseconds patience, const Action& action);
  // The same with one try only.
  Outcome<wire::Bytes> askOnce(wire::ByteView request, std::chrono::milliseconds patience,
                               const Action& action);
  // Ends the program, as it would be after a failure.
  void stop() noexcept;

 private:
  struct Message {
    vendor::Kind kind;
    wire::Bytes bytes;
  };
  bool running();
  Outcome<void> launch();
  Outcome<void> awaitLeaving(const Action& action);
  Outcome<void> send(wire::ByteView bytes, Clock::time_point until, const Action& action) const;
  Outcome<wire::Bytes> receive(std::size_t count, Clock::time_point until, const Action& action) const;
  Outcome<Message> hear(Clock::time_point until, const Action& action) const;

  const std::string program_;
  const std::vector<std::string> arguments_;
  const End end_;
  pid_t process_ = -1;
  pid_t leaving_ = -1;  // told to end, and not yet seen to have
  Clock::time_point leavesBy_{};
  int socket_ = -1;
};

}  // namespace doorstep::devices
