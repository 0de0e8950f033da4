// A SANE backend for a scanner that is not there: the folder $SANE_CONFIG_DIR is the hardware. The file
// `scanner` in it is the device on its cable, `paper.ppm` what lies on the glass (nothing: plain grey), and
// every other file is a trouble, which lasts as long as the file does:
//
//   hold      the picture stops half way         silence   nothing comes, until the scan is cancelled
//   slow      the picture comes in drips          hang      nothing comes, not even after a cancel
//   garbage   the picture is of no known form     crash     the library crashes
//   taken     another program has it              denied    it may not be opened
//   warm-up   so many attempts come too early
//
// A trouble that says "once" is gone as soon as it was felt. `sheets` is how many are in the feeder. As real
// ones do, it throws them out on a cancel, and the glass is not scanned again before one.
#include <atomic>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sane/sane.h>
#include <sane/saneopts.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

fs::path folder() {
  const char* const name = std::getenv("SANE_CONFIG_DIR");  // NOLINT(concurrency-mt-unsafe)
  return name == nullptr ? "/nowhere" : name;
}

bool feels(const std::string& trouble) {
  std::ifstream file(folder() / trouble);
  if (!file) return false;
  std::string word;
  if (file >> word && word == "once") fs::remove(folder() / trouble);
  return true;
}

// One less of what the file counts; false when there is none left.
bool countDown(const std::string& name) {
  std::ifstream file(folder() / name);
  int left = 0;
  if (!(file >> left) || left == 0) return false;
  std::ofstream(folder() / name) << left - 1;
  return true;
}

enum Number { Count, Resolution, Source, Mode, Left, Top, Right, Bottom, Numbers };
const SANE_Word kResolutions[] = {4, 75, 150, 300, 600};
const SANE_String_Const kModes[] = {"Gray", "Color", nullptr};
const SANE_String_Const kSources[] = {"Flatbed", "ADF Front", nullptr};
constexpr SANE_Int kLongest = 10;  // of the texts above, with the end
const SANE_Range kAcross{0, SANE_FIX(216), 0}, kDown{0, SANE_FIX(297), 0};

SANE_Option_Descriptor form(const char* name, SANE_Value_Type type, SANE_Int size) {
  SANE_Option_Descriptor one{};
  one.name = one.title = one.desc = name;
  one.type = type;
  one.size = size;
  one.cap = SANE_CAP_SOFT_SELECT | SANE_CAP_SOFT_DETECT;
  return one;
}

SANE_Option_Descriptor length(const char* name, const SANE_Range& range) {
  auto one = form(name, SANE_TYPE_FIXED, sizeof(SANE_Word));
  one.unit = SANE_UNIT_MM;
  one.constraint_type = SANE_CONSTRAINT_RANGE;
  one.constraint.range = &range;
  return one;
}

SANE_Option_Descriptor choice(const char* name, const SANE_String_Const* words) {
  auto one = form(name, SANE_TYPE_STRING, kLongest);
  one.constraint_type = SANE_CONSTRAINT_STRING_LIST;
  one.constraint.string_list = words;
  return one;
}

std::vector<SANE_Option_Descriptor> options() {
  auto resolution = form(SANE_NAME_SCAN_RESOLUTION, SANE_TYPE_INT, sizeof(SANE_Word));
  resolution.constraint_type = SANE_CONSTRAINT_WORD_LIST;
  resolution.constraint.word_list = kResolutions;
  return {form("", SANE_TYPE_INT, sizeof(SANE_Word)), resolution,
          choice(SANE_NAME_SCAN_SOURCE, kSources),    choice(SANE_NAME_SCAN_MODE, kModes),
          length(SANE_NAME_SCAN_TL_X, kAcross),       length(SANE_NAME_SCAN_TL_Y, kDown),
          length(SANE_NAME_SCAN_BR_X, kAcross),       length(SANE_NAME_SCAN_BR_Y, kDown)};
}

struct Paper {
  int width = 0, height = 0;
  std::string rgb;
};

Paper plain(int width, int height) {
  constexpr char kGrey = '\x96';
  return {width, height, std::string(static_cast<std::size_t>(width) * height * 3, kGrey)};
}

struct Scanner {
  int device = -1;  // the open file
  std::vector<SANE_Option_Descriptor> forms = options();
  SANE_Word values[Numbers] = {Numbers, 75, 0, 0, 0, 0, SANE_FIX(216), SANE_FIX(297)};
  std::string source = "Flatbed", mode = "Gray";
  Paper paper;
  std::size_t sent = 0;
  bool scanned = false;  // since the last cancel
  bool silence = false, hang = false;
  std::atomic<bool> cancelled{false}, garbage{false};

  bool unplugged() const {
    struct stat held = {}, now = {};
    return fstat(device, &held) != 0 || stat((folder() / "scanner").c_str(), &now) != 0 ||
           held.st_ino != now.st_ino;
  }
  int dots(Number from, Number to) const {
    return static_cast<int>(SANE_UNFIX(values[to] - values[from]) / 25.4 * values[Resolution]);
  }
  void layPaper() {
    std::ifstream file(folder() / "paper.ppm", std::ios::binary);
    std::string kind;
    int most = 0;
    paper = plain(dots(Left, Right), dots(Top, Bottom));
    Paper read;
    if (!(file >> kind >> read.width >> read.height >> most)) return;
    file.get();
    read.rgb.assign(std::istreambuf_iterator<char>(file), {});
    paper = std::move(read);
  }
};

Scanner& of(SANE_Handle handle) {
  return *static_cast<Scanner*>(handle);
}

// Until the trouble has gone; what happened instead.
SANE_Status wait(const Scanner& scanner, const std::string& trouble) {
  while (scanner.hang) std::this_thread::sleep_for(milliseconds{50});
  while (scanner.silence || fs::exists(folder() / trouble)) {
    if (scanner.cancelled) return SANE_STATUS_CANCELLED;
    if (scanner.unplugged()) return SANE_STATUS_IO_ERROR;
    std::this_thread::sleep_for(milliseconds{2});
  }
  return scanner.unplugged() ? SANE_STATUS_IO_ERROR : SANE_STATUS_GOOD;
}

}  // namespace

extern "C" {

SANE_Status sane_doorstep_init(SANE_Int* version, SANE_Auth_Callback) {
  if (version != nullptr) *version = SANE_VERSION_CODE(1, 0, 0);
  return SANE_STATUS_GOOD;
}
void sane_doorstep_exit() {}

SANE_Status sane_doorstep_get_devices(const SANE_Device*** list, SANE_Bool) {
  static std::string name;
  static SANE_Device device{};
  static const SANE_Device* devices[2]{};
  name = folder() / "scanner";
  device = {name.c_str(), "Doorstep", "paper scanner", "flatbed scanner"};
  devices[0] = fs::exists(name) ? &device : nullptr;
  *list = devices;
  return SANE_STATUS_GOOD;
}

SANE_Status sane_doorstep_open(SANE_String_Const name, SANE_Handle* handle) {
  if (feels("denied")) return SANE_STATUS_ACCESS_DENIED;
  auto scanner = std::make_unique<Scanner>();
  scanner->device = open(name, O_RDWR | O_CLOEXEC);
  if (scanner->device < 0) return SANE_STATUS_INVAL;
  // The lock shows the test who holds the scanner.
  if (feels("taken") || flock(scanner->device, LOCK_EX | LOCK_NB) != 0) {
    close(scanner->device);
    return SANE_STATUS_DEVICE_BUSY;
  }
  *handle = scanner.release();
  return SANE_STATUS_GOOD;
}

void sane_doorstep_close(SANE_Handle handle) {
  close(of(handle).device);
  delete &of(handle);
}

const SANE_Option_Descriptor* sane_doorstep_get_option_descriptor(SANE_Handle handle, SANE_Int number) {
  return number >= 0 && number < Numbers ? &of(handle).forms[static_cast<std::size_t>(number)] : nullptr;
}

SANE_Status sane_doorstep_control_option(SANE_Handle handle, SANE_Int number, SANE_Action action, void* value,
                                         SANE_Int*) {
  Scanner& scanner = of(handle);
  if (number < 0 || number >= Numbers) return SANE_STATUS_INVAL;
  const bool set = action == SANE_ACTION_SET_VALUE;
  if (number == Mode || number == Source) {
    std::string& text = number == Mode ? scanner.mode : scanner.source;
    if (set) text = static_cast<const char*>(value);
    if (!set) std::strcpy(static_cast<char*>(value), text.c_str());
  } else if (set) {
    std::memcpy(&scanner.values[number], value, sizeof(SANE_Word));
  } else {
    std::memcpy(value, &scanner.values[number], sizeof(SANE_Word));
  }
  return SANE_STATUS_GOOD;
}

SANE_Status sane_doorstep_get_parameters(SANE_Handle handle, SANE_Parameters* form) {
  const Scanner& scanner = of(handle);
  const SANE_Int width = scanner.scanned ? scanner.paper.width : scanner.dots(Left, Right);
  const SANE_Int height = scanner.scanned ? scanner.paper.height : scanner.dots(Top, Bottom);
  *form = {SANE_FRAME_RGB, SANE_TRUE, width * 3 + 1, width, height, 8};  // a byte of padding
  if (scanner.garbage) *form = {static_cast<SANE_Frame>(0x2a), SANE_FALSE, -7, 1 << 30, -99, 3};
  return SANE_STATUS_GOOD;
}

SANE_Status sane_doorstep_start(SANE_Handle handle) {
  Scanner& scanner = of(handle);
  if (scanner.unplugged()) return SANE_STATUS_IO_ERROR;
  if (countDown("warm-up")) return static_cast<SANE_Status>(12);
  if (feels("crash")) std::abort();
  const bool feeder = scanner.source != "Flatbed";
  if (!feeder && scanner.scanned) return SANE_STATUS_DEVICE_BUSY;
  if (feeder && !countDown("sheets")) return SANE_STATUS_NO_DOCS;
  scanner.scanned = true;
  scanner.cancelled = false;
  scanner.sent = 0;
  scanner.garbage = feels("garbage");
  scanner.silence = feels("silence");
  scanner.hang = feels("hang");
  scanner.layPaper();
  return SANE_STATUS_GOOD;
}

SANE_Status sane_doorstep_read(SANE_Handle handle, SANE_Byte* data, SANE_Int most, SANE_Int* got) {
  Scanner& scanner = of(handle);
  *got = 0;
  if (const auto status = wait(scanner, "hold"); status != SANE_STATUS_GOOD) return status;
  const std::size_t row = static_cast<std::size_t>(scanner.paper.width) * 3 + 1;
  if (scanner.sent / row % 20 == 0 && fs::exists(folder() / "slow"))
    std::this_thread::sleep_for(milliseconds{5});
  const std::size_t all = row * static_cast<std::size_t>(scanner.paper.height);
  for (; *got < most && scanner.sent < all; ++scanner.sent, ++*got) {
    const std::size_t y = scanner.sent / row, x = scanner.sent % row;
    data[*got] = x == row - 1 ? 0 : static_cast<SANE_Byte>(scanner.paper.rgb[y * (row - 1) + x]);
  }
  return *got > 0 ? SANE_STATUS_GOOD : SANE_STATUS_EOF;
}

void sane_doorstep_cancel(SANE_Handle handle) {
  Scanner& scanner = of(handle);
  scanner.cancelled = true;
  scanner.garbage = false;
  if (scanner.source != "Flatbed" && scanner.scanned) std::ofstream(folder() / "sheets") << 0;
  scanner.scanned = false;
}
SANE_Status sane_doorstep_set_io_mode(SANE_Handle, SANE_Bool) {
  return SANE_STATUS_UNSUPPORTED;
}
SANE_Status sane_doorstep_get_select_fd(SANE_Handle, SANE_Int*) {
  return SANE_STATUS_UNSUPPORTED;
}

}  // extern "C"
