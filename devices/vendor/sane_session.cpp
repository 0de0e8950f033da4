#include "devices/vendor/sane_session.h"

#include <chrono>
#include <thread>

#include <sane/saneopts.h>

#include "devices/vendor/message.h"
#include "devices/vendor/sane_options.h"
#include "devices/vendor/scan_message.h"

namespace doorstep::devices::vendor {
namespace {

constexpr double kWidth = 210, kHeight = 297;  // mm, A4

// Beyond the standard's; sane.h names them for those who ask for version 1.1 only.
constexpr int kWarmingUp = 12, kLocked = 13;

tl::unexpected<Problem> failure(SANE_Status status, const std::string& where) {
  const std::string detail = where + ": " + sane_strstatus(status);
  switch (int{status}) {
    case SANE_STATUS_DEVICE_BUSY:
      return problem("device.in-use", detail);
    case SANE_STATUS_ACCESS_DENIED:
      return problem("device.no-permission", detail);
    case SANE_STATUS_JAMMED:
      return problem("document-scanner.jammed", detail);
    case SANE_STATUS_NO_DOCS:
      return problem("document-scanner.no-paper", detail);
    case SANE_STATUS_COVER_OPEN:
      return problem("document-scanner.cover-open", detail);
    case kLocked:
      return problem("document-scanner.unusable", detail);
    default:
      return problem("document-scanner.failed", detail);
  }
}

bool isCamera(const SANE_Device& device) {
  return containsWord(device.type, "camera") || std::string_view(device.name).starts_with("v4l:");
}

bool fromFeeder(const std::string& source) {
  return containsWord(source, "feeder") || containsWord(source, "adf");
}

// Red, green, blue or grey, as SANE has them.
void appendRow(wire::Bytes& bgr, const SANE_Byte* row, const SANE_Parameters& form) {
  const bool grey = form.format == SANE_FRAME_GRAY;
  const std::size_t before = bgr.size();
  bgr.resize(before + static_cast<std::size_t>(form.pixels_per_line) * 3);
  std::uint8_t* const end = bgr.data() + bgr.size();
  for (std::uint8_t* pixel = bgr.data() + before; pixel != end; pixel += 3, row += grey ? 1 : 3) {
    pixel[0] = row[grey ? 0 : 2];
    pixel[1] = row[grey ? 0 : 1];
    pixel[2] = row[0];
  }
}

Outcome<void> fits(const SANE_Parameters& form) {
  const auto rowBytes = static_cast<std::size_t>(std::max(form.pixels_per_line, 0)) * 3;
  const auto rows = static_cast<std::size_t>(std::max(form.lines, 1));  // -1: nobody knows
  if (rowBytes > mostBytes || rowBytes * rows + scan::sizeBytes + 1 > mostBytes)
    return problem("page.too-large",
                   std::to_string(form.pixels_per_line) + "x" + std::to_string(form.lines) + " px");
  return {};
}

Outcome<void> takes(const SANE_Parameters& form) {
  const bool colour = form.format == SANE_FRAME_RGB;
  const std::string what = "pictures of form " + std::to_string(form.format) + ", " +
                           std::to_string(form.depth) + " bits, " + std::to_string(form.pixels_per_line) +
                           " px a line";
  if ((!colour && form.format != SANE_FRAME_GRAY) || form.depth != 8 || form.pixels_per_line <= 0 ||
      form.bytes_per_line / (colour ? 3 : 1) < form.pixels_per_line)
    return problem("document-scanner.unusable", what);
  return fits(form);
}

}  // namespace

SaneSession::SaneSession() {
  sane_init(nullptr, nullptr);
}

void SaneSession::close() {
  if (handle_ != nullptr) sane_close(handle_);
  handle_ = nullptr;
  sane_exit();
}

Outcome<SaneSession::Found> SaneSession::find(const std::string& wanted) {
  const SANE_Device** devices = nullptr;
  if (const auto status = sane_get_devices(&devices, SANE_TRUE); status != SANE_STATUS_GOOD)
    return failure(status, "looking for scanners");
  for (auto one = devices; *one != nullptr; ++one) {
    const SANE_Device& device = **one;
    if (!std::string_view(device.name).starts_with(wanted) || (wanted.empty() && isCamera(device))) continue;
    const Found found{device.name, std::string(device.vendor) + " " + device.model};
    if (auto opened = open(found.name); !opened) return tl::unexpected(opened.error());
    return found;
  }
  // Scanners on the network are not on the list of the local ones: those are opened by their whole name.
  if (wanted.find(':') == std::string::npos) return problem("device.not-found", "SANE lists none");
  if (auto opened = open(wanted); !opened) return tl::unexpected(opened.error());
  return Found{wanted, wanted};
}

Outcome<void> SaneSession::open(const std::string& name) {
  if (handle_ != nullptr && name == name_) return {};
  if (handle_ != nullptr) sane_close(handle_);
  handle_ = nullptr;
  prepared_.clear();
  const auto status = sane_open(name.c_str(), &handle_);
  if (status == SANE_STATUS_INVAL) return problem("device.not-found", name);
  if (status != SANE_STATUS_GOOD) return failure(status, name);
  name_ = name;
  return {};
}

Outcome<void> SaneSession::prepare(int dpi, const std::string& source) {
  const std::string wanted = std::to_string(dpi) + " " + source;
  if (prepared_ == wanted) return {};
  endBatch();
  const SaneOptions options(handle_);
  // The source first: resolution and area may depend on it.
  if (source == "feeder" && !options.setText(SANE_NAME_SCAN_SOURCE, "feeder", "adf"))
    return problem("document-scanner.unusable", name_ + " has no feeder");
  if (source == "flatbed") options.setText(SANE_NAME_SCAN_SOURCE, "flatbed", "normal");
  feeder_ = fromFeeder(options.text(SANE_NAME_SCAN_SOURCE).value_or(""));
  options.setText(SANE_NAME_SCAN_MODE, "color", "colour");
  options.setNumber(SANE_NAME_BIT_DEPTH, 8);
  options.setNumber(SANE_NAME_SCAN_RESOLUTION, dpi);
  options.setLength(SANE_NAME_SCAN_TL_X, 0, dpi);
  options.setLength(SANE_NAME_SCAN_TL_Y, 0, dpi);
  options.setLength(SANE_NAME_SCAN_BR_X, kWidth, dpi);
  options.setLength(SANE_NAME_SCAN_BR_Y, kHeight, dpi);
  // The scanner's first guess, so that nobody waits for a page that cannot be handed on.
  SANE_Parameters form{};
  if (sane_get_parameters(handle_, &form) == SANE_STATUS_GOOD)
    if (auto small = fits(form); !small) return small;
  prepared_ = wanted;
  return {};
}

Outcome<SaneSession::Picture> SaneSession::scan(const std::string& name, int dpi, const std::string& source) {
  if (auto opened = open(name); !opened) return tl::unexpected(opened.error());
  if (auto ready = prepare(dpi, source); !ready) return tl::unexpected(ready.error());
  setBusy(true);
  auto started = start();
  auto picture = started ? read() : tl::unexpected(started.error());
  setBusy(false);
  // A feeder keeps its stack until the last sheet: to cancel between two would throw the rest out. Everything
  // else wants the cancel after each picture, some makers' scanners badly.
  if (!picture || !feeder_) endBatch();
  return picture;
}

Outcome<void> SaneSession::start() {
  auto status = sane_start(handle_);
  while (status == kWarmingUp && !stopping_) {
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    status = sane_start(handle_);
  }
  if (status != SANE_STATUS_GOOD) return failure(status, name_);
  return {};
}

Outcome<SaneSession::Picture> SaneSession::read() {
  SANE_Parameters form{};
  if (const auto status = sane_get_parameters(handle_, &form); status != SANE_STATUS_GOOD)
    return failure(status, name_);
  if (auto taken = takes(form); !taken) return tl::unexpected(taken.error());
  Picture picture;
  picture.width = static_cast<std::uint32_t>(form.pixels_per_line);
  const auto rowBytes = static_cast<std::size_t>(form.pixels_per_line) * 3;
  if (form.lines > 0) picture.bgr.reserve(rowBytes * static_cast<std::size_t>(form.lines));
  wire::Bytes row(static_cast<std::size_t>(form.bytes_per_line));
  std::size_t filled = 0;
  while (true) {
    SANE_Int got = 0;
    const auto status =
        sane_read(handle_, row.data() + filled, static_cast<SANE_Int>(row.size() - filled), &got);
    if (status == SANE_STATUS_EOF) break;
    if (status != SANE_STATUS_GOOD) return failure(status, name_);
    filled += static_cast<std::size_t>(got);
    if (filled < row.size()) continue;
    filled = 0;
    if (picture.bgr.size() + rowBytes + scan::sizeBytes + 1 > mostBytes)
      return problem("page.too-large", name_);
    appendRow(picture.bgr, row.data(), form);
    ++picture.height;
  }
  if (picture.height == 0) return problem("document-scanner.failed", name_ + ": an empty picture");
  return picture;
}

void SaneSession::endBatch() {
  sane_cancel(handle_);
  prepared_.clear();
}

void SaneSession::setBusy(bool busy) {
  const std::lock_guard lock(mutex_);
  busy_ = busy;
}

void SaneSession::cancel() {
  stopping_ = true;
  const std::lock_guard lock(mutex_);
  if (busy_) sane_cancel(handle_);
}

}  // namespace doorstep::devices::vendor
