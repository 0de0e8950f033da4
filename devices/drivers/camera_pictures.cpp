#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "devices/drivers/camera_path.h"
#include "devices/drivers/drivers.h"
#include "devices/drivers/settings.h"
#include "devices/imaging/picture.h"

// A camera that sees pictures from a folder, one after the other, or one file: for the demo, for tests, and
// for stations where another program takes the pictures. Whoever writes there renames a finished file into
// place; a half-written one that cannot be decoded is passed over.
namespace doorstep::devices {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr milliseconds kPatience{3000};  // for a picture that can be read
constexpr milliseconds kLookAgain{40};

bool isPicture(const fs::path& file) {
  static const std::array<std::string, 4> kinds{".jpg", ".jpeg", ".png", ".bmp"};
  return std::find(kinds.begin(), kinds.end(), file.extension()) != kinds.end();
}

class PictureCamera : public CameraDriver {
 public:
  PictureCamera(fs::path source, bool folder, milliseconds interval)
      : source_(std::move(source)), folder_(folder), interval_(interval) {}

  Outcome<std::string> open(Action&) override {
    held_ = HeldPath(source_);
    if (gone()) return problem("device.not-found", source_.string());
    if (pictures().empty()) return problem("device.not-found", source_.string() + ": no picture in it");
    next_ = 0;
    return "pictures in " + source_.filename().string();
  }

  void close() noexcept override {
    held_ = HeldPath();
    seen_ = {};
  }

  Outcome<Health> poll(Action&) override {
    if (gone()) return problem("device.removed", source_.string());
    return Health{};
  }

  Outcome<Frame> grab(Action& action) override {
    if (auto waited = waitUntil(due_, action); !waited) return tl::unexpected(waited.error());
    const auto giveUp = Clock::now() + kPatience;
    while (true) {
      if (gone()) return problem("device.removed", source_.string());
      if (auto frame = nextReadable()) {
        due_ = Clock::now() + interval_;
        return *frame;
      }
      if (Clock::now() >= giveUp)
        return problem("camera.silent", source_.string() + ": no picture can be read");
      if (auto waited = action.pause(kLookAgain); !waited) return tl::unexpected(waited.error());
    }
  }

 private:
  // A decoded picture and the file it came from, as it was then.
  struct Seen {
    fs::path file;
    fs::file_time_type changed;
    std::uintmax_t size = 0;
    Frame frame;
  };

  // A file that is replaced by another is a changed picture; a folder that is replaced is another camera.
  bool gone() const {
    std::error_code ignored;
    return folder_ ? held_.gone() : !fs::is_regular_file(source_, ignored);
  }

  std::vector<fs::path> pictures() const {
    if (!folder_) return {source_};
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator entry(source_, error), end; !error && entry != end; entry.increment(error))
      if (isPicture(entry->path())) files.push_back(entry->path());
    std::sort(files.begin(), files.end());
    return files;
  }

  std::optional<Frame> nextReadable() {
    const auto files = pictures();
    for (std::size_t tried = 0; tried < files.size(); ++tried) {
      const fs::path& file = files[next_++ % files.size()];
      if (auto frame = read(file)) return frame;
    }
    return std::nullopt;
  }

  std::optional<Frame> read(const fs::path& file) {
    std::error_code changedError, sizeError;
    const auto changed = fs::last_write_time(file, changedError);
    const auto size = fs::file_size(file, sizeError);
    if (changedError || sizeError) return std::nullopt;
    if (file == seen_.file && changed == seen_.changed && size == seen_.size) return seen_.frame;
    auto frame = loadPicture(file.string());
    if (!frame) return std::nullopt;
    seen_ = {file, changed, size, *frame};
    return *frame;
  }

  // Waits, but not for a folder that has gone.
  Outcome<void> waitUntil(Clock::time_point time, const Action& action) const {
    while (Clock::now() < time && !gone()) {
      const auto left = std::chrono::ceil<milliseconds>(time - Clock::now());
      if (auto waited = action.pause(std::min(left, Action::kSlice)); !waited) return waited;
    }
    return action.check();
  }

  const fs::path source_;
  const bool folder_;
  const milliseconds interval_;
  HeldPath held_;
  std::size_t next_ = 0;
  Clock::time_point due_{};
  Seen seen_;
};

}  // namespace

Outcome<std::unique_ptr<CameraDriver>> makePictureCamera(const Settings& settings) {
  const std::string folder = settingText(settings, "folder"), file = settingText(settings, "file");
  if (folder.empty() == file.empty())
    return problem("device.bad-setting", "either folder or file must be given");
  const auto interval = settingNumber(settings, "interval-ms", 10, 10, 60000);
  if (!interval) return tl::unexpected(interval.error());
  constexpr int kTenASecond = 100;
  return std::make_unique<PictureCamera>(folder.empty() ? file : folder, !folder.empty(),
                                         milliseconds(interval->value_or(kTenASecond)));
}

}  // namespace doorstep::devices
