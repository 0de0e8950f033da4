#include "qml/Bench/bench_model.h"

#include <QDir>
#include <QRegularExpression>
#include <map>

namespace doorstep::qml {
namespace {

using devices::DeviceKind;
using devices::SimulatedState;
using devices::Supplies;

QVariantMap button(const QString& text, const std::string& line) {
  return {{"text", text}, {"line", QString::fromStdString(line)}};
}

// The words a script command takes, as people say them; a word that is not here stands for itself.
Localized spoken(const std::string& word) {
  static const std::map<std::string, Localized> words{
      {"ok", {"正常", "ok"}},          {"low", {"快没了", "low"}},     {"out", {"没了", "out"}},
      {"open", {"打开", "open"}},      {"closed", {"合上", "closed"}}, {"jam", {"卡住", "jammed"}},
      {"on", {"是", "yes"}},           {"off", {"否", "no"}},          {"mains", {"市电", "mains"}},
      {"battery", {"电池", "battery"}}};
  const auto found = words.find(word);
  return found == words.end() ? Localized{word, word} : found->second;
}

Localized title(DeviceKind kind) {
  switch (kind) {
    case DeviceKind::IdCardReader:
      return {"身份证读卡器", "ID card reader"};
    case DeviceKind::ReceiptPrinter:
      return {"回执打印机", "Receipt printer"};
    case DeviceKind::Camera:
      return {"摄像头", "Camera"};
    case DeviceKind::BarcodeReader:
      return {"扫码器", "Barcode reader"};
    case DeviceKind::DocumentPrinter:
      return {"文件打印机", "Document printer"};
    case DeviceKind::PlateMarker:
      return {"打码器", "Marking machine"};
    case DeviceKind::SignalLines:
      return {"指示灯和门磁", "Lamps and door contact"};
    case DeviceKind::DocumentScanner:
      return {"高拍仪", "Document scanner"};
  }
  return {};
}

bool prints(DeviceKind kind) {
  return kind == DeviceKind::ReceiptPrinter || kind == DeviceKind::DocumentPrinter;
}

QString slipText(const devices::Slip& slip) {
  QStringList lines;
  for (const auto& line : slip.lines) lines << QString::fromStdString(line);
  return lines.join('\n');
}

// What the QR code on a slip says; empty without one.
QString codeOn(const QString& slip) {
  static const QRegularExpression code("\\[QR ([^\\]]+)\\]");
  return code.match(slip).captured(1);
}

}  // namespace

BenchModel::BenchModel(BenchParts parts) : parts_(std::move(parts)) {
  connect(&timer_, &QTimer::timeout, this, &BenchModel::refresh);
  timer_.start(330);
  refresh();
}

void BenchModel::setEnglish(bool english) {
  const Language language = english ? Language::English : Language::Chinese;
  if (language == language_) return;
  language_ = language;
  emit commandsChanged();
  refresh();
}

QVariantList BenchModel::devices() const {
  QVariantList list;
  for (const auto& id : parts_.world->devices()) {
    const auto state = parts_.world->state(id);
    if (!state) continue;
    QVariantList rows, simple;
    for (const auto& command : parts_.world->commands(id)) {
      if (command.argument.empty()) {
        simple << button(say(command.description), command.name);
      } else {
        rows << QVariantMap{{"text", say(command.description)},
                            {"buttons", buttonsFor(state->kind, command)}};
      }
    }
    rows.prepend(QVariantMap{{"text", ""}, {"buttons", simple}});
    list << QVariantMap{
        {"id", QString::fromStdString(id)}, {"title", say(title(state->kind))}, {"rows", rows}};
  }
  return list;
}

// What lies in the folder for that kind of camera, and nothing at all.
QVariantList BenchModel::pictureButtons(DeviceKind kind, const std::string& command) const {
  const bool documents = kind == DeviceKind::DocumentScanner;
  const auto& folder = documents ? parts_.documentFolder : parts_.pictureFolder;
  QVariantList buttons{button(say(documents ? Localized{"空桌面", "nothing"} : Localized{"没有人", "nobody"}),
                              command + " none")};
  if (folder.empty()) return buttons;
  for (const auto& file : QDir(QString::fromStdString(folder))
                              .entryInfoList({"*.jpg", "*.jpeg", "*.png"}, QDir::Files, QDir::Name))
    buttons << button(file.completeBaseName(), command + " " + file.absoluteFilePath().toStdString());
  return buttons;
}

QVariantList BenchModel::buttonsFor(DeviceKind kind, const devices::ScriptCommand& command) const {
  const auto with = [&](const std::string& argument) { return command.name + " " + argument; };
  QVariantList buttons;
  if (command.argument == "SLUG") {
    for (const auto& citizen : parts_.citizens) buttons << button(say(citizen.situation), with(citizen.slug));
  } else if (command.argument == "FILE") {
    buttons = pictureButtons(kind, command.name);
  } else if (command.argument == "TEXT") {
    // The slip's own code, as somebody comes back with it; and one that is none of ours.
    const auto onSlip = codeOn(slip_);
    if (!onSlip.isEmpty())
      buttons << button(say({"最近一张小票上的码", "the last slip's code"}), with(onSlip.toStdString()));
    buttons << button(say({"别处的码", "some other code"}), with("https://example.invalid/else"));
  } else if (!command.choices.empty()) {
    for (const auto& choice : command.choices) buttons << button(say(spoken(choice)), with(choice));
  } else {
    static const QStringList times{"0", "1000", "5000"}, counts{"0", "1", "3"};
    for (const QString& number : command.argument == "MS" ? times : counts)
      buttons << button(number, with(number.toStdString()));
  }
  return buttons;
}

QString BenchModel::stateText(const SimulatedState& state) const {
  QStringList parts{
      say(state.plugged ? Localized{"已插上", "plugged in"} : Localized{"已拔掉", "unplugged"})};
  const auto add = [&](bool condition, const Localized& text) {
    if (condition) parts << say(text);
  };
  if (state.kind == DeviceKind::IdCardReader) {
    add(state.card.empty(), {"没有放证件", "no card"});
    add(!state.card.empty(), {"放着：" + state.card, "card: " + state.card});
  }
  if (prints(state.kind)) {
    add(state.paper == Supplies::Low, {"纸快没了", "paper low"});
    add(state.paper == Supplies::Out, {"没纸", "paper out"});
    add(state.coverOpen, {"盖子开着", "cover open"});
    add(state.cutterJammed, {"切刀卡住", "cutter jammed"});
    add(state.paperJammed, {"卡纸", "paper jammed"});
    add(state.switchedOff, {"已关机", "switched off"});
  }
  const auto picture = QFileInfo(QString::fromStdString(state.picture)).completeBaseName().toStdString();
  if (state.kind == DeviceKind::Camera) {
    add(picture.empty(), {"镜头前没有人", "nobody there"});
    add(!picture.empty(), {"镜头前：" + picture, "sees: " + picture});
  }
  if (state.kind == DeviceKind::DocumentScanner) {
    add(picture.empty(), {"桌面上没有材料", "nothing on the desk"});
    add(!picture.empty(), {"桌面上：" + picture, "on the desk: " + picture});
  }
  add(state.frozen, {"画面停住", "frozen"});
  if (state.kind == DeviceKind::PlateMarker && !state.marks.empty())
    add(true, {"刚打的码：" + state.marks.back(), "engraved last: " + state.marks.back()});
  if (state.kind == DeviceKind::SignalLines) {
    for (const auto& lamp : state.lit) add(true, {lamp + " 亮", lamp + " on"});
    add(state.doorOpen, {"柜门开着", "door open"});
    add(state.power != SimulatedState::Power::Mains, {"用电池供电", "on battery"});
  }
  add(state.slow.count() > 0, {"变慢", "slow"});
  add(state.garbage > 0, {"乱码", "garbage"});
  add(state.silence > 0, {"不回答", "silent"});
  return parts.join(" · ");
}

void BenchModel::refresh() {
  QVariantMap states;
  QString slip = slip_;
  for (const auto& id : parts_.world->devices()) {
    const auto state = parts_.world->state(id);
    if (!state) continue;
    states[QString::fromStdString(id)] =
        QVariantMap{{"text", stateText(*state)}, {"plugged", state->plugged}};
    if (prints(state->kind) && state->slipCount > 0) slip = slipText(state->lastSlip);
  }
  const bool newDevice = states.keys() != states_.keys();
  if (states == states_ && slip == slip_) return;
  const bool newCode = codeOn(slip) != codeOn(slip_);
  states_ = states;
  slip_ = slip;
  emit statesChanged();
  if (newDevice || newCode) emit commandsChanged();
}

void BenchModel::command(const QString& deviceId, const QString& line) {
  const auto done = parts_.world->command(deviceId.toStdString(), line.toStdString());
  tell(done ? "" : done.error().detail);
  refresh();
}

void BenchModel::pay() {
  if (parts_.pay) tell(parts_.pay());
}

void BenchModel::showBadge(const QString& role) {
  if (parts_.showBadge) tell(parts_.showBadge(role.toStdString()));
}

void BenchModel::tell(const std::string& message) {
  message_ = QString::fromStdString(message);
  emit messageChanged();
}

}  // namespace doorstep::qml
