#include "devices/drivers/escpos_printer.h"

#include "devices/drivers/settings.h"
#include "kiosk/base/log.h"

namespace doorstep::devices {
namespace {

using namespace std::chrono_literals;
using wire::PaperLevel;
using wire::PrinterStatus;

constexpr std::uint8_t printerClass = 7, printerSubclass = 1;
constexpr auto step = 200ms;     // how long to send or listen before asking how the printer is
constexpr auto patience = 5s;    // for a block, while the printer says that all is well
constexpr auto afterPaper = 1s;  // for a printer that has kept what it could not print

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
    auto link = std::make_unique<EscposLink>(std::move(*device), *interface);
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
  if (const auto why = trouble(*status)) {
    health.problem = why->code;
    health.detail = why->detail;
    health.state = stateFor(*why);
  }
  return health;
}

Outcome<void> EscposPrinter::prepare(const Action& action) {
  const auto status = link_->status(action);
  if (!status) return tl::unexpected(status.error());
  if (const auto why = trouble(*status)) return tl::unexpected(*why);
  wire::Bytes bytes = EscposPage::begin();
  if (slipUnfinished_) {
    const wire::Bytes cut = EscposPage::end();
    bytes.insert(bytes.end(), cut.begin(), cut.end());
  }
  const wire::Bytes question = wire::EscPos().askInTurn().take();
  bytes.insert(bytes.end(), question.begin(), question.end());
  link_->beginTurn();
  if (auto sent = link_->send(bytes, Clock::now() + patience, action); !sent)
    return tl::unexpected(sent.error());
  const auto answered =
      link_->canAnswer() ? link_->answeredInTurn(Clock::now() + patience / 5, action) : false;
  if (!answered) return tl::unexpected(answered.error());
  answersInTurn_ = *answered;
  slipUnfinished_ = true;
  return {};
}

Outcome<bool> EscposPrinter::advance(Sending& sending, const Action& action) {
  const auto taken =
      link_->send(wire::ByteView(sending.bytes).subspan(sending.sent), Clock::now() + step, action);
  if (!taken) return tl::unexpected(taken.error());
  sending.sent += *taken;
  if (sending.sent < sending.bytes.size() || !answersInTurn_) return false;
  return link_->answeredInTurn(Clock::now() + step, action);
}

Outcome<bool> EscposPrinter::judge(const PrinterStatus& status, Sending& sending, Progress& progress) const {
  const auto now = Clock::now();
  if (const auto why = trouble(status)) {
    if (!passes(status)) return tl::unexpected(*why);
    progress.waitingFor = why->code;
    sending.wasStopped = progress.report.resumed = true;
    sending.giveUp = now + afterPaper;
    return false;
  }
  progress.waitingFor.clear();
  const bool believed = !answersInTurn_ && sending.sent == sending.bytes.size();
  if (believed && !sending.wasStopped) return true;
  if (now < sending.giveUp && !(believed && sending.wasStopped)) return false;
  if (!sending.wasStopped) return problem("printer.interrupted", "no confirmation");
  // The printer has thrown away what it could not print, the question too: this block once more.
  sending.wasStopped = false;
  sending.sent = 0;
  sending.giveUp = now + patience;
  return false;
}

Outcome<void> EscposPrinter::printBlock(wire::Bytes block, Progress& progress, const Action& action) {
  if (answersInTurn_) {
    const wire::Bytes question = wire::EscPos().askInTurn().take();
    block.insert(block.end(), question.begin(), question.end());
  }
  link_->beginTurn();
  Sending sending{std::move(block), Clock::now() + patience};
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

Outcome<PrintReport> EscposPrinter::print(const PrintDocument& document, Action& action) {
  if (auto ready = prepare(action); !ready) return tl::unexpected(ready.error());
  Progress progress;
  const std::size_t count = document.blocks.size();
  for (std::size_t i = 0; i <= count; ++i) {
    const auto printed =
        printBlock(i < count ? page_.block(document.blocks[i]) : EscposPage::end(), progress, action);
    if (!printed) {
      const Problem& why = printed.error();
      const std::string far =
          std::to_string(progress.report.blocks) + " of " + std::to_string(count) + " blocks";
      const std::string cause = progress.waitingFor.empty() ? why.code : progress.waitingFor;
      logWarning("printer", "slip \"", document.title, "\" stopped after ", far, ": ", cause);
      if (why.code == "device.cancelled" || why.code == "device.removed") return tl::unexpected(why);
      if (why.code == "printer.cutter") return problem("printer.cutter", far);
      return problem("printer.interrupted", far + ": " + cause);
    }
    if (i < count) ++progress.report.blocks;
  }
  slipUnfinished_ = false;
  return progress.report;
}

Outcome<std::unique_ptr<ReceiptPrinterDriver>> makeEscposUsb(const Settings& settings) {
  auto identity = settingUsbIdentity(settings);
  if (!identity) return tl::unexpected(identity.error());
  Paper paper;
  const auto columns = settingNumber(settings, "columns", 10, 24, 64);
  if (!columns) return tl::unexpected(columns.error());
  if (*columns) paper.columns = **columns;
  const std::string path = settingText(settings, "raster-font");
  auto font = GlyphFont::load(path);
  if (!font && !path.empty()) return tl::unexpected(font.error());
  return std::make_unique<EscposPrinter>(
      std::move(*identity), EscposPage(paper, font ? std::optional(std::move(*font)) : std::nullopt));
}

}  // namespace doorstep::devices
