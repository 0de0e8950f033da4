#include "tests/emulators/commands.h"

#include <charconv>
#include <fstream>
#include <iterator>

#include "devices/wire/id_card_text.h"
#include "tests/emulators/sam_usb.h"
#include "tests/emulators/sample_cards.h"
#include "tests/emulators/slip_png.h"

namespace doorstep::emulators {
namespace {

using devices::wire::idCardTextLength;

const std::string ok = "ok\n";
std::string error(const std::string& text) {
  return "error: " + text + "\n";
}

// The first word of `line`, which is left with the rest.
std::string word(std::string& line) {
  const auto end = line.find(' ');
  std::string first = line.substr(0, end);
  line = end == std::string::npos ? std::string() : line.substr(end + 1);
  return first;
}

std::optional<int> number(const std::string& text) {
  int value = 0;
  const auto [stopped, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || stopped != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

std::optional<Bytes> bytesFromHex(const std::string& text) {
  Bytes bytes;
  if (text.size() != 2 * idCardTextLength) return std::nullopt;
  for (std::size_t at = 0; at < text.size(); at += 2) {
    std::uint8_t byte = 0;
    const char* const end = text.data() + at + 2;
    if (std::from_chars(text.data() + at, end, byte, 16).ptr != end) return std::nullopt;
    bytes.push_back(byte);
  }
  return bytes;
}

std::optional<Bytes> cardText(const std::string& what) {
  if (auto bytes = bytesFromHex(what)) return bytes;
  std::ifstream file(what, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), {}};
  if (content.size() == idCardTextLength) return Bytes(content.begin(), content.end());
  while (!content.empty() && (content.back() == '\n' || content.back() == '\r')) content.pop_back();
  return bytesFromHex(content);
}

}  // namespace

EmulatedStation::EmulatedStation() {
  places_["reader"].function = std::make_shared<SamUsb>(reader_, SamUsb::Wiring::FourPipes);
  places_["printer"].function = printer_;
  places_["scanner"].function = scanner_;
  for (auto& [name, place] : places_) place.number = bus_.plug(place.function);
}

std::string EmulatedStation::move(Place& place, bool plug) {
  if ((place.number != 0) == plug) return error("it is so already");
  if (plug)
    place.number = bus_.plug(place.function);
  else
    bus_.unplug(std::exchange(place.number, 0));
  return ok;
}

std::string EmulatedStation::handle(const std::string& line) {
  std::string rest = line;
  const std::string device = word(rest);
  const std::string verb = word(rest);
  const auto place = places_.find(device);
  if (place == places_.end()) return error("no device " + device);
  if (verb == "unplug" || verb == "plug") return move(place->second, verb == "plug");
  if (device == "reader") return reader(verb, rest);
  return device == "printer" ? printer(verb, rest) : scanner(verb, rest);
}

std::string EmulatedStation::scanner(const std::string& verb, const std::string& rest) {
  if (verb != "scan" || rest.empty()) return error("no command scanner " + verb);
  scanner_->scan(rest);
  return ok;
}

std::string EmulatedStation::insert(const std::string& what) {
  auto text = cardText(what);
  if (!text) return error("neither 512 hexadecimal digits nor a file of a card's text");
  reader_->insert(std::move(*text));
  return ok;
}

std::string EmulatedStation::insertPerson(const std::string& rest) {
  std::string name = rest;
  const std::string id = word(name);
  if (!validIdNumber(id) || name.empty()) return error("reader person NUMBER NAME");
  devices::IdCard card = sampleResident();
  card.number = Secret(id);
  card.name = Secret(name);
  card.birth = parseDate(id.substr(6, 8));
  card.sex = (id[16] - '0') % 2 == 1 ? '1' : '2';
  const auto text = devices::wire::encodeIdCardText(card);
  reader_->insert(Bytes(text.begin(), text.end()));
  return ok;
}

std::string EmulatedStation::reader(const std::string& verb, const std::string& rest) {
  if (verb == "insert") return insert(rest);
  if (verb == "person") return insertPerson(rest);
  if (verb == "remove") {
    reader_->remove();
    return ok;
  }
  const auto count = number(rest);
  if (!count) return error("reader " + verb + " needs a number");
  if (verb == "lift-after")
    reader_->liftAfter(*count);
  else if (verb == "garbage")
    reader_->disturb(SamReaderModel::Disturbance::Noise, *count);
  else if (verb == "silence")
    reader_->disturb(SamReaderModel::Disturbance::Silence, *count);
  else
    return error("no command reader " + verb);
  return ok;
}

Slip EmulatedStation::lastSlip() const {
  const auto slips = printer_->slips();
  return slips.empty() ? Slip{} : slips.back();
}

std::string EmulatedStation::printer(const std::string& verb, const std::string& rest) {
  const std::string command = verb + " " + rest;
  if (verb == "text") {
    std::string answer;
    for (const std::string& line : lastSlip().lines) answer += " " + line + "\n";
    return answer + ok;
  }
  if (verb == "png") {
    const Slip slip = lastSlip();
    if (slip.lines.empty()) return error("nothing printed");
    return writePng(slip, rest) ? ok : error("cannot write " + rest);
  }
  if (command == "paper out")
    printer_->setPaper(PrinterModel::Paper::Out);
  else if (command == "paper low")
    printer_->setPaper(PrinterModel::Paper::Low);
  else if (command == "paper ok")
    printer_->setPaper(PrinterModel::Paper::Enough);
  else if (command == "cover open" || command == "cover closed")
    printer_->setCover(rest == "open");
  else if (command == "cutter jam" || command == "cutter ok")
    printer_->setCutterJam(rest == "jam");
  else
    return error("no command printer " + command);
  return ok;
}

}  // namespace doorstep::emulators
