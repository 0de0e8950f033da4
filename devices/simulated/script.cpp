#include "devices/simulated/script.h"

#include <algorithm>
#include <charconv>

#include "devices/imaging/picture.h"

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;
using Cards = std::map<std::string, IdCard>;

struct Call {
  SimulatedHardware& hardware;
  const Cards& cards;
  const std::string& argument;
  int number;          // the argument of a command that takes "N" or "MS"
  const Frame& frame;  // the picture of a command that takes "FILE"; empty for "none"
};

struct Row {
  std::vector<DeviceKind> kinds;  // empty: every kind
  ScriptCommand command;
  Outcome<void> (*carryOut)(const Call&);
};

Outcome<void> insert(const Call& call) {
  const auto card = call.cards.find(call.argument);
  if (card == call.cards.end())
    return problem("device.bad-script", "insert: no card \"" + call.argument + "\"");
  call.hardware.insert(card->first, card->second);
  return {};
}

// For commands that cannot go wrong: a lambda that changes the hardware.
template <class Change>
constexpr auto change(Change) {
  return [](const Call& call) -> Outcome<void> {
    Change{}(call);
    return {};
  };
}

constexpr auto show = change([](const Call& call) {
  call.hardware.picture = call.frame.bgr ? call.argument : "";
  call.hardware.frame = call.frame;
  call.hardware.frozen = false;
});

const std::vector<Row>& rows() {
  using enum DeviceKind;
  static const std::vector<Row> table{
      {{IdCardReader}, {"insert", "SLUG", {}, {"放上证件", "Lay a card on the reader"}}, insert},
      {{IdCardReader}, {"remove", "", {}, {"拿走证件", "Take the card away"}}, change([](const Call& call) {
         call.hardware.lift();
       })},
      {{IdCardReader},
       {"lift-after",
        "MS",
        {},
        {"下次读卡途中拿走证件（毫秒）", "Lift the card so many ms into the next read"}},
       change([](const Call& call) { call.hardware.liftAfter = milliseconds(call.number); })},

      {{ReceiptPrinter, DocumentPrinter},
       {"paper", "STATE", {"ok", "low", "out"}, {"纸：够用、将尽、用完", "Paper: enough, near its end, out"}},
       change([](const Call& call) {
         call.hardware.paper = call.argument == "ok"    ? Supplies::Ok
                               : call.argument == "low" ? Supplies::Low
                                                        : Supplies::Out;
       })},
      {{ReceiptPrinter, DocumentPrinter},
       {"cover", "STATE", {"open", "closed"}, {"打开或合上机盖", "Open or close the cover"}},
       change([](const Call& call) { call.hardware.coverOpen = call.argument == "open"; })},
      {{ReceiptPrinter},
       {"cutter", "STATE", {"jam", "ok"}, {"切刀卡住或恢复", "Jam or free the cutter"}},
       change([](const Call& call) { call.hardware.cutterJammed = call.argument == "jam"; })},
      {{DocumentPrinter},
       {"jam", "STATE", {"on", "off"}, {"卡纸或排除卡纸", "Jam the paper or clear it"}},
       change([](const Call& call) { call.hardware.paperJammed = call.argument == "on"; })},
      {{DocumentPrinter},
       {"power", "STATE", {"on", "off"}, {"打印机开机或关机", "Switch the printer on or off"}},
       change([](const Call& call) { call.hardware.switchedOff = call.argument == "off"; })},
      {{ReceiptPrinter, DocumentPrinter},
       {"paper-out-after", "N", {}, {"再打印几段后缺纸", "Run out of paper after so many more blocks"}},
       change([](const Call& call) { call.hardware.blocksUntilOut = call.number; })},

      {{Camera},
       {"show",
        "FILE",
        {},
        {"镜头前放一张图片；none 为无人", "A picture before the lens; none: nobody there"}},
       show},
      {{DocumentScanner},
       {"show",
        "FILE",
        {},
        {"高拍仪下放一份材料；none 为空桌面", "A paper on the desk; none: nothing lies there"}},
       show},
      {{Camera, DocumentScanner},
       {"freeze", "", {}, {"画面停住，不再出帧", "No frames come any more"}},
       change([](const Call& call) { call.hardware.frozen = true; })},
      {{Camera, DocumentScanner},
       {"thaw", "", {}, {"恢复出帧", "Frames come again"}},
       change([](const Call& call) { call.hardware.frozen = false; })},

      {{BarcodeReader},
       {"scan", "TEXT", {}, {"扫一个内容如此的二维码", "Hold a code that says this before the reader"}},
       change([](const Call& call) { call.hardware.scan(call.argument); })},

      {{PlateMarker, SignalLines},
       {"hold", "", {}, {"操作停在半途", "Every action stops half way"}},
       change([](const Call& call) { call.hardware.held = true; })},
      {{PlateMarker, SignalLines},
       {"release", "", {}, {"操作恢复进行", "Actions go on"}},
       change([](const Call& call) { call.hardware.held = false; })},

      {{PlateMarker},
       {"refuse", "N", {}, {"拒绝接下来几次打码", "The next so many marks are refused"}},
       change([](const Call& call) { call.hardware.refusals = call.number; })},
      {{PlateMarker},
       {"lose-answer",
        "N",
        {},
        {"接下来几次打了码但不回报", "The next so many marks are engraved, and not reported"}},
       change([](const Call& call) { call.hardware.lostAnswers = call.number; })},
      {{PlateMarker},
       {"memory",
        "STATE",
        {"on", "off"},
        {"问起时能否答出上次打的码", "Whether it knows, when asked, what it engraved last"}},
       change([](const Call& call) { call.hardware.tellsMarks = call.argument == "on"; })},

      {{SignalLines},
       {"door", "STATE", {"open", "closed"}, {"打开或关上柜门", "Open or close the cabinet's door"}},
       change([](const Call& call) { call.hardware.doorOpen = call.argument == "open"; })},
      {{SignalLines},
       {"power",
        "STATE",
        {"mains", "battery", "low"},
        {"供电：市电、电池、电池将尽", "Power: mains, battery, battery near its end"}},
       change([](const Call& call) {
         call.hardware.power = call.argument == "mains"     ? SimulatedState::Power::Mains
                               : call.argument == "battery" ? SimulatedState::Power::Battery
                                                            : SimulatedState::Power::Low;
       })},

      {{}, {"plug", "", {}, {"插上设备", "Plug the device in"}}, change([](const Call& call) {
         if (!call.hardware.plugged) call.hardware.plugIn(false);
       })},
      {{}, {"unplug", "", {}, {"拔掉设备", "Pull the device out"}}, change([](const Call& call) {
         call.hardware.unplug();
       })},
      {{},
       {"replug", "", {}, {"拔掉并立即插上", "Pull it out and plug it in at once"}},
       change([](const Call& call) { call.hardware.plugIn(false); })},
      {{},
       {"ghost",
        "",
        {},
        {"重插后出现两个节点，第一个无应答", "Replug as two nodes, the first of which is dead"}},
       change([](const Call& call) { call.hardware.plugIn(true); })},
      {{},
       {"taken", "STATE", {"yes", "no"}, {"被别的程序占用", "Another program holds it: it cannot be opened"}},
       change([](const Call& call) { call.hardware.taken = call.argument == "yes"; })},
      {{},
       {"denied", "STATE", {"yes", "no"}, {"没有权限打开", "The program may not open it"}},
       change([](const Call& call) { call.hardware.denied = call.argument == "yes"; })},
      {{},
       {"slow", "MS", {}, {"每次操作延迟（毫秒）", "Every action takes so many ms longer"}},
       change([](const Call& call) { call.hardware.slow = milliseconds(call.number); })},
      {{},
       {"garbage", "N", {}, {"接下来几次操作返回乱码", "The next so many actions answer nonsense"}},
       change([](const Call& call) { call.hardware.garbage = call.number; })},
      {{},
       {"silence", "N", {}, {"接下来几次操作无应答", "The next so many actions are not answered"}},
       change([](const Call& call) { call.hardware.silence = call.number; })},
  };
  return table;
}

bool serves(const Row& row, DeviceKind kind) {
  return row.kinds.empty() || std::find(row.kinds.begin(), row.kinds.end(), kind) != row.kinds.end();
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// At most a day's worth of milliseconds: what is longer is a slip of the pen.
std::optional<int> numberIn(const std::string& text) {
  constexpr int kMost = 86'400'000;
  int number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 0 || number > kMost)
    return std::nullopt;
  return number;
}

// What is wrong with the argument; empty: nothing.
std::string faultIn(const ScriptCommand& command, const std::string& argument) {
  if (command.argument.empty()) return argument.empty() ? "" : "takes no argument";
  if (argument.empty()) return "needs " + command.argument;
  if ((command.argument == "N" || command.argument == "MS") && !numberIn(argument)) return "needs a number";
  const auto& choices = command.choices;
  if (!choices.empty() && std::find(choices.begin(), choices.end(), argument) == choices.end())
    return "does not know \"" + argument + "\"";
  return "";
}

}  // namespace

std::vector<ScriptCommand> scriptCommands(DeviceKind kind) {
  std::vector<ScriptCommand> commands;
  for (const auto& row : rows())
    if (serves(row, kind)) commands.push_back(row.command);
  return commands;
}

Outcome<void> runScriptLine(SimulatedDevice& device, const Cards& cards, const std::string& line) {
  const std::string text = trimmed(line);
  if (text.empty() || text.front() == '#') return {};
  const std::string name = text.substr(0, text.find_first_of(" \t"));
  const std::string argument = trimmed(text.substr(name.size()));
  const auto kind = device.with([](const SimulatedHardware& hardware) { return hardware.kind; });
  const auto row = std::find_if(rows().begin(), rows().end(), [&](const Row& candidate) {
    return serves(candidate, kind) && candidate.command.name == name;
  });
  if (row == rows().end())
    return problem("device.bad-script", "a " + std::string(word(kind)) + " does not know \"" + name + "\"");
  if (const auto fault = faultIn(row->command, argument); !fault.empty())
    return problem("device.bad-script", name + " " + fault);
  Outcome<Frame> frame;
  if (row->command.argument == "FILE" && argument != "none") frame = loadPicture(argument);
  if (!frame) return tl::unexpected(frame.error());
  return device.with([&](SimulatedHardware& hardware) {
    return row->carryOut({hardware, cards, argument, numberIn(argument).value_or(0), *frame});
  });
}

}  // namespace doorstep::devices
