#include <array>

#include "devices/drivers/sdt_four_pipes.h"
#include "devices/drivers/sdt_reader.h"
#include "devices/drivers/settings.h"
#ifdef DOORSTEP_RECORDING
#include "devices/transport/recording.h"
#endif
#include "devices/transport/serial_port.h"

// How the SAM-V module is found: on USB by its identity, on a serial line by trying the rates it may speak.
namespace doorstep::devices {
namespace {

constexpr std::uint16_t samVendor = 0x0400, samProduct = 0xC35A;
constexpr std::uint8_t hidClass = 3;
constexpr std::array defaultRates{115200, 57600, 38400, 19200, 9600};

// How long a module may take to say that it is there: several ghosts, or five rates, must fit into the time
// for opening.
constexpr std::chrono::milliseconds usbPatience{700}, serialPatience{300};

// Anything that answers is a module; one that failed its self-test too: poll() then says so.
Outcome<void> probe(SdtLink& link, std::chrono::milliseconds patience, const Action& action) {
  wire::SdtCommand question = wire::sdt::samStatus;
  question.limit = patience;
  const auto reply = link.ask(question, action, 1);
  if (!reply) return tl::unexpected(reply.error());
  return {};
}

// A maintenance build can keep what travels.
Outcome<std::unique_ptr<Transport>> maintained(std::unique_ptr<Transport> transport) {
#ifdef DOORSTEP_RECORDING
  return recordedIfAsked(std::move(transport), "card-reader");
#else
  return transport;
#endif
}

Outcome<std::unique_ptr<Transport>> openTransport(const UsbCandidate& candidate) {
  for (const UsbInterface& interface : candidate.interfaces) {
    const bool fourPipes = SdtFourPipes::fits(interface);
    const bool onePair = interface.bulkIn.size() == 1 && interface.bulkOut.size() == 1;
    if (!fourPipes && !onePair) continue;
    auto device = candidate.open(interface);
    if (!device) return tl::unexpected(device.error());
    if (fourPipes) return maintained(std::make_unique<SdtFourPipes>(std::move(*device)));
    return maintained(
        std::make_unique<UsbPipe>(std::move(*device), interface.bulkIn[0], interface.bulkOut[0]));
  }
  // How the frames are packed into HID reports is not published.
  const bool hid = !candidate.interfaces.empty() && candidate.interfaces[0].cls == hidClass;
  return problem("device.unsupported",
                 hid ? "a card reader of the HID kind" : "no endpoints of a card reader");
}

// The newest node first; one that does not answer is what a bad replug left behind, so the next has its turn.
Outcome<std::unique_ptr<SdtLink>> connectUsb(const UsbIdentity& identity, const Action& action) {
  std::optional<Problem> first;
  for (const UsbCandidate& candidate : findUsb(identity)) {
    auto transport = openTransport(candidate);
    if (!transport) {
      if (!first) first = transport.error();
      continue;
    }
    auto link = std::make_unique<SdtLink>(std::move(*transport));
    const auto answered = probe(*link, usbPatience, action);
    if (answered) return link;
    if (auto go = action.check(); !go) return tl::unexpected(go.error());
    if (!first) first = answered.error();
  }
  if (first) return tl::unexpected(*first);
  return problem("device.not-found", "no card reader on USB");
}

Outcome<std::unique_ptr<SdtLink>> connectSerial(const std::string& port, std::optional<int> baud,
                                                const Action& action) {
  std::vector<int> rates(defaultRates.begin(), defaultRates.end());
  if (baud) rates = {*baud};
  Problem last;
  for (const int rate : rates) {
    auto line = SerialPort::open(port, rate);
    if (!line) return tl::unexpected(line.error());
    auto transport = maintained(std::move(*line));
    if (!transport) return tl::unexpected(transport.error());
    auto link = std::make_unique<SdtLink>(std::move(*transport));
    const auto answered = probe(*link, serialPatience, action);
    if (answered) return link;
    if (auto go = action.check(); !go) return tl::unexpected(go.error());
    last = answered.error();
    if (last.code == "device.removed") break;
  }
  return tl::unexpected(last);
}

Outcome<std::unique_ptr<IdCardDriver>> makeReader(const Settings& settings, SdtReader::Connect connect) {
  std::optional<WltDecoder> decoder;
  if (const std::string path = settingText(settings, "wlt-library"); !path.empty()) {
    auto loaded = WltDecoder::load(path);
    if (!loaded) return tl::unexpected(loaded.error());
    decoder = std::move(*loaded);
  }
  return std::make_unique<SdtReader>(std::move(connect), std::move(decoder));
}

}  // namespace

Outcome<std::unique_ptr<IdCardDriver>> makeSdtUsb(const Settings& settings) {
  auto identity = settingUsbIdentity(settings);
  if (!identity) return tl::unexpected(identity.error());
  if (!identity->vendor && !identity->product) {
    identity->vendor = samVendor;
    identity->product = samProduct;
  }
  return makeReader(settings,
                    [identity = *identity](Action& action) { return connectUsb(identity, action); });
}

Outcome<std::unique_ptr<IdCardDriver>> makeSdtSerial(const Settings& settings) {
  const std::string port = settingText(settings, "port");
  if (port.empty()) return problem("device.bad-setting", "port: not given");
  const auto baud = settingNumber(settings, "baud", 10, 9600, 115200);
  if (!baud) return tl::unexpected(baud.error());
  return makeReader(settings,
                    [port, baud = *baud](Action& action) { return connectSerial(port, baud, action); });
}

}  // namespace doorstep::devices
