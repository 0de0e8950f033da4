#include "devices/drivers/sane_scanner.h"

#include <regex>

#include "devices/drivers/drivers.h"
#include "devices/drivers/settings.h"
#include "devices/imaging/page_rectify.h"
#include "devices/vendor/scan_message.h"

namespace doorstep::devices {
namespace {

namespace fs = std::filesystem;
namespace message = vendor::scan;
using std::chrono::milliseconds;

constexpr milliseconds kPatience{60'000};  // a lamp that warms up takes half a minute
constexpr milliseconds kLookEvery{5000};   // each look asks every device on every bus

// "first\nrest"
std::pair<std::string, std::string> twoLines(wire::ByteView text) {
  const std::string all(text.begin(), text.end());
  const auto end = std::min(all.find('\n'), all.size());
  return {all.substr(0, end), all.substr(std::min(end + 1, all.size()))};
}

std::uint32_t number(wire::ByteView bytes) {
  std::uint32_t value = 0;
  for (unsigned i = 0; i < 4; ++i) value |= static_cast<std::uint32_t>(bytes[i]) << 8 * i;
  return value;
}

Outcome<Frame> frameOf(wire::Bytes answer) {
  if (answer.size() < message::sizeBytes) return problem("document-scanner.failed", "half an answer");
  const std::uint32_t width = number(answer), height = number(wire::ByteView(answer).subspan(4));
  if (width == 0 || height == 0 || answer.size() - message::sizeBytes != std::uint64_t{width} * height * 3)
    return problem("document-scanner.failed", "a picture that is not of its size");
  wire::dropFront(answer, message::sizeBytes);
  return Frame{static_cast<int>(width), static_cast<int>(height), static_cast<int>(width) * 3,
               std::make_shared<const Pixels>(std::move(answer))};
}

}  // namespace

fs::path nodeOfScanner(const std::string& name) {
  static const std::regex usb("libusb:([0-9]{3}):([0-9]{3})"), file("^[^:]+:(/.+)$");
  std::smatch found;
  if (std::regex_search(name, found, usb)) return fs::path("/dev/bus/usb") / found.str(1) / found.str(2);
  if (std::regex_match(name, found, file)) return found.str(1);
  return {};
}

SaneScanner::SaneScanner(Wanted wanted)
    : wanted_(std::move(wanted)),
      program_(VendorProcess::beside("doorstep-sane"), {wanted_.configFolder, wanted_.backendFolder},
               VendorProcess::End::ByItself) {}

Outcome<std::string> SaneScanner::open(Action& action) {
  const fs::path expected = nodeOfScanner(wanted_.device);
  std::error_code unknown;
  if (!expected.empty() && !fs::exists(expected, unknown)) return problem("device.not-found", wanted_.device);
  if (Clock::now() < lookAgain_) return problem("device.not-found", "SANE found no scanner a moment ago");
  auto found = ask("find\n" + wanted_.device, action);
  if (!found && found.error().code == "device.not-found" && expected.empty())
    lookAgain_ = Clock::now() + kLookEvery;
  if (!found) return tl::unexpected(found.error());
  auto [name, model] = twoLines(*found);
  name_ = std::move(name);
  const fs::path node = nodeOfScanner(name_);
  watched_ = !node.empty();
  node_ = watched_ ? HeldPath(node) : HeldPath();
  return model;
}

void SaneScanner::close() noexcept {
  program_.stop();
  watched_ = false;
  node_ = HeldPath();
}

// SANE has no way to ask after a cover or a jam: they are heard of with the next scan.
Outcome<Health> SaneScanner::poll(Action&) {
  if (gone()) return problem("device.removed", name_);
  return Health{};
}

Outcome<Frame> SaneScanner::preview(Action&) {
  return problem("document-scanner.no-preview", name_);
}

Outcome<Frame> SaneScanner::scan(Action& action, int dpi) {
  if (gone()) return problem("device.removed", name_);
  auto answer = ask("scan\n" + name_ + "\n" + std::to_string(dpi) + "\n" + wanted_.source, action);
  if (!answer && gone()) return problem("device.removed", name_);
  if (!answer) return tl::unexpected(answer.error());
  auto flat = frameOf(std::move(*answer));
  if (!flat) return flat;
  return deskewed(*flat);
}

// What was done; the problem the program speaks of, or its own.
Outcome<wire::Bytes> SaneScanner::ask(const std::string& request, const Action& action) {
  const auto until = Clock::now() + wanted_.patience;
  const wire::ByteView bytes(reinterpret_cast<const std::uint8_t*>(request.data()), request.size());
  auto answer = program_.askOnce(bytes, wanted_.patience, action);
  if (!answer && answer.error().code == "vendor.failed" && Clock::now() >= until)
    return problem("document-scanner.silent", name_);
  if (!answer && answer.error().code.starts_with("vendor."))
    return problem("document-scanner.failed", "doorstep-sane " + answer.error().detail);
  if (!answer) return answer;
  if (answer->empty()) return problem("document-scanner.failed", "half an answer");
  const bool done = answer->front() == message::done;
  wire::dropFront(*answer, 1);
  if (done) return answer;
  auto [code, detail] = twoLines(*answer);
  return tl::unexpected(Problem{std::move(code), std::move(detail)});
}

Outcome<std::unique_ptr<DocumentScannerDriver>> makeSaneScanner(const Settings& settings) {
  SaneScanner::Wanted wanted;
  wanted.device = settingText(settings, "device");
  const auto source = settingChoice<std::string>(
      settings, "source", {{"default", ""}, {"flatbed", "flatbed"}, {"feeder", "feeder"}});
  if (!source) return tl::unexpected(source.error());
  wanted.source = *source;
  wanted.configFolder = settingText(settings, "config-dir");
  wanted.backendFolder = settingText(settings, "backend-dir");
  const auto patience = settingNumber(settings, "patience-ms", 10, 100, 600'000);
  if (!patience) return tl::unexpected(patience.error());
  wanted.patience = milliseconds(patience->value_or(static_cast<int>(kPatience.count())));
  return std::make_unique<SaneScanner>(std::move(wanted));
}

}  // namespace doorstep::devices
