#include <algorithm>
#include <array>

#include "devices/wire/marker_lines.h"
#include "kiosk/catalogue/reader.h"

namespace doorstep::kiosk {
namespace {

using namespace devices::wire;

std::chrono::milliseconds milliseconds(const Node& node, std::chrono::milliseconds otherwise) {
  return std::chrono::milliseconds(static_cast<int>(node.number(static_cast<double>(otherwise.count()))));
}

LineFrame readFrame(const Node& node) {
  static const std::vector<std::string> kKinds{"none", "sum8", "xor8"};
  static const std::vector<std::string> kForms{"hex-digits", "byte"};
  static const std::vector<std::string> kFroms{"start", "body", "after-stx"};
  LineFrame frame{node["start"].text(), node["end"].text(), {}};
  if (const Node& check = node["check"])
    frame.check = {static_cast<LineCheck::Kind>(Reader::choice(check["kind"], kKinds)),
                   static_cast<LineCheck::Form>(Reader::choice(check["form"], kForms)),
                   static_cast<LineCheck::From>(Reader::choice(check["from"], kFroms))};
  return frame;
}

LineTalk readTalk(const Node& root, Reader& reader) {
  constexpr std::array kRates{9600, 19200, 38400, 57600, 115200};
  const auto baud = static_cast<int>(root["baud"].number(9600));
  if (std::find(kRates.begin(), kRates.end(), baud) == kRates.end())
    reader.fault(root["baud"].line, "\"baud\" is " + std::to_string(baud) +
                                        "; a serial line knows 9600, 19200, 38400, 57600 and 115200");
  return {baud, readFrame(root["command"]), readFrame(root["answer"]), root["alone"].text()};
}

std::string readTemplate(const Node& node, Reader& reader) {
  if (!namesIn(node.text()))
    reader.fault(node.line, "`" + node.text() + "`: braces hold a name in small letters, like {code}");
  return node.text();
}

MarkerStep readStep(const Node& node, Reader& reader) {
  static const std::vector<std::string> kAwaits{"nothing", "acknowledged", "finished", "ready"};
  MarkerStep step;
  step.send = readTemplate(node["send"], reader);
  step.awaits = static_cast<MarkerStep::Awaits>(Reader::choice(node["awaits"], kAwaits));
  step.within = milliseconds(node["within-ms"], step.within);
  step.tries = static_cast<int>(node["tries"].number(step.tries));
  step.startsMarking = node["starts-marking"].isTrue();
  return step;
}

MarkerProfile readMarker(const Node& root, Reader& reader) {
  static const std::vector<std::string> kSays{"acknowledged", "finished", "progress", "refused",
                                              "broken-off",   "ready",    "marked",   "not-marked"};
  MarkerProfile profile;
  profile.name = root["machine"].text();
  profile.talk = readTalk(root, reader);
  profile.longest = static_cast<std::size_t>(root["text"]["longest"].number());
  profile.allowed = root["text"]["allowed"].text();
  for (const Node& step : root["steps"].items) profile.steps.push_back(readStep(step, reader));
  for (const Node& answer : root["answers"].items)
    profile.answers.push_back({readTemplate(answer["pattern"], reader),
                               static_cast<MarkerSays>(Reader::choice(answer["says"], kSays))});
  profile.status = readTemplate(root["status"]["send"], reader);
  profile.statusWithin = milliseconds(root["status"]["within-ms"], profile.statusWithin);
  if (const auto wrong = faultIn(profile); !wrong.empty()) reader.fault(root["steps"].line, wrong);
  return profile;
}

SignalProfile readSignals(const Node& root, Reader& reader) {
  static const std::vector<std::string> kRaises{"nothing", "door-open", "on-battery", "battery-low"};
  SignalProfile profile;
  profile.name = root["machine"].text();
  profile.talk = readTalk(root, reader);
  profile.taken = root["taken"].text();
  profile.within = milliseconds(root["within-ms"], profile.within);
  reader.unique(root["outputs"], "name");
  reader.unique(root["inputs"], "name");
  for (const Node& output : root["outputs"].items)
    profile.outputs.push_back({output["name"].text(), output["on"].text(), output["off"].text()});
  for (const Node& input : root["inputs"].items)
    profile.inputs.push_back({input["name"].text(), input["ask"].text(), input["active"].text(),
                              input["passive"].text(),
                              static_cast<SignalRaises>(Reader::choice(input["raises"], kRaises))});
  return profile;
}

}  // namespace

PlacedProfile readProfile(const Node& root, devices::DeviceKind kind, Reader& reader) {
  PlacedProfile placed;
  if (kind == devices::DeviceKind::PlateMarker)
    placed.profile = readMarker(root, reader);
  else
    placed.profile = readSignals(root, reader);
  placed.file = reader.file();
  placed.unconfirmed = root["unconfirmed"].texts();
  return placed;
}

namespace {

bool needsProfile(const devices::DeviceSpec& spec) {
  const auto& known = devices::knownDrivers();
  return std::any_of(known.begin(), known.end(), [&](const devices::DriverEntry& entry) {
    return entry.name == spec.driver && entry.kind == spec.kind &&
           std::find(entry.settings.begin(), entry.settings.end(), "profile") != entry.settings.end();
  });
}

}  // namespace

void giveProfiles(const Node& list, const ProfileBook& profiles, std::vector<devices::DeviceSpec>& specs,
                  Reader& reader) {
  for (std::size_t i = 0; i < specs.size(); ++i) {
    const Node& named = list.items[i]["settings"]["profile"];
    if (!named && needsProfile(specs[i]))
      reader.fault(list.items[i].line, "driver \"" + specs[i].driver + "\" needs the setting \"profile\"");
    if (!named) continue;
    const auto found = profiles.find({specs[i].kind, named.text()});
    if (found == profiles.end())
      reader.fault(named.line, "there is no profile \"" + named.text() + "\" for a " +
                                   std::string(devices::word(specs[i].kind)));
    else if (const auto& open = found->second.unconfirmed; !open.empty())
      reader.fault(named.line, "profile \"" + named.text() + "\" is not to be used before " +
                                   found->second.file + " is compared with the maker's manual: " +
                                   open.front() + (open.size() > 1 ? " ..." : ""));
    else
      specs[i].profile = found->second.profile;
  }
}

}  // namespace doorstep::kiosk
