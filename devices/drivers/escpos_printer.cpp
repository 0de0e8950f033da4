#include "devices/drivers/escpos_printer.h"

#include <algorithm>

#include "devices/drivers/escpos_models.h"
#include "devices/drivers/settings.h"
#include "kiosk/base/log.h"

namespace doorstep::devices {
namespace {

using namespace std::chrono_literals;
using wire::PaperLevel;
using wire::PrinterStatus;

constexpr std::uint8_t printerClass = 7, printerSubclass = 1;
constexpr auto step = 200ms;           // how long to send or listen before asking how the printer is
constexpr auto forBlock = 5s;          // for a block of few lines, while the printer says that all is well
constexpr auto forLine = 1s;           // for each of its lines; the slowest printers take half of that
constexpr auto forAnswer = 1s;         // whether the printer answers in turn
constexpr auto forCut = 3s;            // the same when it has to cut first
constexpr auto forNextAnswer = 500ms;  // for the second of two questions that follow each other
constexpr auto unseenLine = 150ms;     // for a line of a printer that does not say when it is done

// At most so many lines: bytes of a picture may look like a line's end.
int linesIn(const wire::Bytes& bytes) {
  constexpr std::size_t pictureLine = 2000;  // of the smallest paper
  return static_cast<int>(std::count(bytes.begin(), bytes.end(), std::uint8_t{0x0A}) +
                          static_cast<std::ptrdiff_t>(bytes.size() / pictureLine));
}

void append(wire::Bytes& bytes, const wire::Bytes& more) {
  bytes.insert(bytes.end(), more.begin(), more.end());
}

// Ends a command that was cut off: blank dots of a picture or nothing at all, then a line's end.
void appendBlank(wire::Bytes& bytes, std::size_t count) {
  bytes.insert(bytes.end(), count, std::uint8_t{0});
  append(bytes, wire::EscPos().newLine().take());
}

const UsbInterface* printerInterface(const UsbCandidate& candidate) {
  for (const UsbInterface& interface : candidate.interfaces)
    if (interface.cls == printerClass && interface.subclass == printerSubclass && !interface.bulkOut.empty())
      return &interface;
  return nullptr;
}

std::optional<Problem> trouble(const PrinterStatus& status) {
  if (status.coverOpen) return problem("printer.cover-open").value();
  if (status.stoppedByPaperEnd || status.paper == PaperLevel::Out)
    return problem("printer.paper-out").value();
  if (status.cutterError) return problem("printer.cutter").value();
  if (status.unrecoverableError) return problem("printer.offline", "an error that needs a restart").value();
  if (status.recoverableError) return problem("printer.offline", "an error, the head may be too hot").value();
  if (status.offline) return problem("printer.offline", "taken off line").value();
  return std::nullopt;
}

// Whether the slip can wait for it: hands put it right (paper, cover, the on-line button), or time does (a
// hot head).
bool passes(const PrinterStatus& status) {
  return !status.cutterError && !status.unrecoverableError;
}

DeviceState stateFor(const Problem& why) {
  if (why.code == "printer.offline") return DeviceState::Offline;
  return why.code == "printer.cutter" ? DeviceState::HardwareError : DeviceState::UserError;
}

Outcome<const ReceiptModel*> modelNamed(const std::string& name) {
  const auto& models = receiptModels();
  if (name.empty()) return &models.front();
  for (const ReceiptModel& model : models)
    if (model.name == name) return &model;
  return problem("device.bad-setting", "model: no receipt printer \"" + name + "\" is known");
}

}  // namespace

// The newest node first; one that does not answer is what a bad replug left behind, so the next has its turn.
Outcome<std::string> EscposPrinter::open(Action& action) {
  std::optional<Problem> first;
  for (const UsbCandidate& candidate : findUsb(identity_)) {
    const UsbInterface* const interface = printerInterface(candidate);
    if (interface == nullptr) continue;
    auto device = candidate.open(*interface);
    if (!device) {
      if (!first) first = device.error();
      continue;
    }
    auto link = std::make_unique<EscposLink>(std::move(*device), *interface, paper_);
    const auto status = link->status(action);
    if (status) {
      link_ = std::move(link);
      return link_->name();
    }
    if (auto go = action.check(); !go) return tl::unexpected(go.error());
    if (!first) first = status.error();
  }
  if (first) return tl::unexpected(*first);
  return problem("device.not-found", "no receipt printer on USB");
}

Outcome<Health> EscposPrinter::poll(Action& action) {
  const auto status = link_->status(action);
  if (!status) return tl::unexpected(status.error());
  Health health;
  if (status->paper == PaperLevel::NearEnd) health.supplies = Supplies::Low;
  if (status->paper == PaperLevel::Out || status->stoppedByPaperEnd) health.supplies = Supplies::Out;
  if (status->slipInPresenter) health.detail = "a slip waits to be taken";
  if (const auto why = trouble(*status)) {
    health.problem = why->code;
    health.detail = why->detail;
    health.state = stateFor(*why);
  }
  return health;
}

EscposPrinter::Sending::Sending(wire::Bytes whole, int questionsInIt)
    : block(std::move(whole)),
      questionsInBlock(questionsInIt),
      patience(forBlock + linesIn(block) * forLine) {
  restart();
}

void EscposPrinter::Sending::restart() {
  bytes = block;
  sent = 0;
  questions = questionsInBlock;
  torn = stopped = false;
  firstHeard.reset();
  giveUp = Clock::now() + patience;
}

void EscposPrinter::Sending::stop() {
  if (!stopped && unsent() > 0) {
    const std::size_t count = unsent();
    bytes.resize(sent);
    appendBlank(bytes, count);
    questions = 0;
    torn = true;
  }
  stopped = true;
  giveUp = Clock::now() + patience;
}

void EscposPrinter::Sending::askAgain() {
  append(bytes, wire::EscPos().askInTurn().take());
  ++questions;
  stopped = false;
  firstHeard.reset();
  giveUp = Clock::now() + patience;
}

Outcome<void> EscposPrinter::prepare(const Action& action) {
  const auto status = link_->status(action);
  if (!status) return tl::unexpected(status.error());
  if (const auto why = trouble(*status)) return tl::unexpected(*why);
  wire::Bytes bytes;
  // Before anything else: the printer takes it for the rest of what was cut off.
  if (unsent_ > 0) appendBlank(bytes, unsent_);
  append(bytes, EscposPage::begin());
  if (slipUnfinished_) append(bytes, page_.end());
  const auto sent = link_->send(bytes, Clock::now() + forBlock, action);
  if (!sent) return tl::unexpected(sent.error());
  unsent_ -= std::min(unsent_, *sent);
  if (*sent < bytes.size()) return problem("printer.offline", "takes no data");
  if (!answersInTurn_)
    if (auto known = learnWhetherItAnswers(action); !known) return known;
  slipUnfinished_ = true;
  return {};
}

Outcome<void> EscposPrinter::learnWhetherItAnswers(const Action& action) {
  if (!link_->canAnswer()) {
    answersInTurn_ = false;
    return {};
  }
  link_->beginTurn();
  if (auto asked = link_->send(wire::EscPos().askInTurn().take(), Clock::now() + forBlock, action); !asked)
    return tl::unexpected(asked.error());
  const auto answered =
      link_->awaitAnswersInTurn(1, Clock::now() + (slipUnfinished_ ? forCut : forAnswer), action);
  if (!answered) return tl::unexpected(answered.error());
  answersInTurn_ = *answered;
  return {};
}

Outcome<bool> EscposPrinter::advance(Sending& sending, const Action& action) {
  if (!sending.stopped) {
    const auto rest = wire::ByteView(sending.bytes).subspan(sending.sent);
    const auto taken = link_->send(rest, Clock::now() + step, action);
    if (!taken) return tl::unexpected(taken.error());
    sending.sent += *taken;
  }
  if (sending.sent < sending.bytes.size() || sending.questions == 0) return false;
  const auto until = Clock::now() + (sending.stopped ? 0ms : step);
  const auto answered = link_->awaitAnswersInTurn(sending.questions, until, action);
  if (!answered || !*answered || !sending.torn) return answered;
  link_->beginTurn();
  sending.restart();
  return false;
}

Outcome<bool> EscposPrinter::judge(const PrinterStatus& status, Sending& sending, Progress& progress) {
  const auto why = trouble(status);
  progress.waitingFor = why ? why->code : "";
  if (!why) return judgeWell(sending);
  if (!passes(status)) return tl::unexpected(*why);
  // Without answers nobody knows what became of the lines it had when it stopped. An error that passes by
  // itself loses nothing.
  if (!*answersInTurn_ && why->code != "printer.offline") return problem("printer.interrupted", why->code);
  progress.report.resumed = true;
  if (*answersInTurn_) sending.stop();
  sending.giveUp = Clock::now() + sending.patience;
  return false;
}

Outcome<bool> EscposPrinter::judgeWell(Sending& sending) {
  const auto now = Clock::now();
  if (!*answersInTurn_ && sending.sent == sending.bytes.size()) return true;
  if (sending.stopped) {
    sending.askAgain();
    return false;
  }
  if (sending.questions > 1 && link_->answersInTurn() > 0) {
    if (!sending.firstHeard) sending.firstHeard = now;
    if (now - *sending.firstHeard < forNextAnswer) return false;
    // The printer has thrown away what it could not print, the question too: this block once more.
    link_->beginTurn();
    sending.restart();
    return false;
  }
  if (now >= sending.giveUp) return problem("printer.interrupted", "no confirmation");
  return false;
}

Outcome<void> EscposPrinter::follow(Sending& sending, Progress& progress, const Action& action) {
  for (;;) {
    auto done = advance(sending, action);
    if (done && !*done) {
      const auto status = link_->status(action);
      if (!status) return tl::unexpected(status.error());
      done = judge(*status, sending, progress);
    }
    if (!done) return tl::unexpected(done.error());
    if (*done) return {};
    if (!progress.waitingFor.empty())
      if (auto go = action.pause(step); !go) return go;
  }
}

Outcome<void> EscposPrinter::printBlock(wire::Bytes block, Progress& progress, const Action& action) {
  if (*answersInTurn_) append(block, wire::EscPos().askInTurn().take());
  link_->beginTurn();
  Sending sending(std::move(block), *answersInTurn_ ? 1 : 0);
  progress.lines += linesIn(sending.block);
  auto printed = follow(sending, progress, action);
  unsent_ = sending.unsent();
  return printed;
}

Outcome<void> EscposPrinter::watchUntil(Clock::time_point end, Progress& progress, const Action& action) {
  while (Clock::now() < end) {
    const auto status = link_->status(action);
    if (!status) return tl::unexpected(status.error());
    const auto why = trouble(*status);
    progress.waitingFor = why ? why->code : "";
    if (why && why->code != "printer.offline") return tl::unexpected(*why);
    if (why) end += step;
    if (auto go = action.pause(step); !go) return go;
  }
  return {};
}

Outcome<void> EscposPrinter::printAll(const PrintDocument& document, Progress& progress,
                                      const Action& action) {
  const auto begun = Clock::now();
  for (const PrintBlock& block : document.blocks) {
    if (auto printed = printBlock(page_.block(block), progress, action); !printed) return printed;
    ++progress.report.blocks;
  }
  if (auto cut = printBlock(page_.end(), progress, action); !cut) return cut;
  if (*answersInTurn_) return {};
  return watchUntil(begun + progress.lines * unseenLine, progress, action);
}

Outcome<PrintReport> EscposPrinter::print(const PrintDocument& document, Action& action) {
  if (auto ready = prepare(action); !ready) return tl::unexpected(ready.error());
  Progress progress;
  const auto printed = printAll(document, progress, action);
  if (printed) {
    slipUnfinished_ = false;
    return progress.report;
  }
  const Problem& why = printed.error();
  const std::string far =
      std::to_string(progress.report.blocks) + " of " + std::to_string(document.blocks.size()) + " blocks";
  const std::string cause = progress.waitingFor.empty() ? why.code : progress.waitingFor;
  logWarning("printer", "slip \"", document.title, "\" stopped after ", far, ": ", cause);
  if (why.code == "device.cancelled" || why.code == "device.removed") return tl::unexpected(why);
  if (why.code == "printer.cutter") return problem("printer.cutter", far);
  return problem("printer.interrupted", far + ": " + cause);
}

Outcome<std::unique_ptr<ReceiptPrinterDriver>> makeEscposUsb(const Settings& settings) {
  auto identity = settingUsbIdentity(settings);
  if (!identity) return tl::unexpected(identity.error());
  const auto model = modelNamed(settingText(settings, "model"));
  if (!model) return tl::unexpected(model.error());
  Paper paper{(*model)->columns, (*model)->cutter};
  const auto columns = settingNumber(settings, "columns", 10, 24, 64);
  if (!columns) return tl::unexpected(columns.error());
  if (*columns) paper.columns = **columns;
  const std::string path = settingText(settings, "raster-font");
  auto font = GlyphFont::load(path);
  if (!font && !path.empty()) return tl::unexpected(font.error());
  return std::make_unique<EscposPrinter>(
      std::move(*identity), EscposPage(paper, font ? std::optional(std::move(*font)) : std::nullopt),
      (*model)->paper);
}

}  // namespace doorstep::devices
