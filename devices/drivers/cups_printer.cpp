#include "devices/drivers/cups_printer.h"

#include <algorithm>

#include <unistd.h>

#include "devices/drivers/a4_pdf.h"
#include "devices/drivers/settings.h"
#include "kiosk/base/log.h"

namespace doorstep::devices {
namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 150ms;     // how often a job is asked for
constexpr auto kTakeBack = 80ms;  // within a driver's grace, the rest of it for the question under way

std::string hostName() {
  char name[256] = {};
  return gethostname(name, sizeof name - 1) == 0 ? name : "kiosk";
}

bool over(ipp_jstate_t state) {
  return state >= IPP_JSTATE_CANCELED;
}

}  // namespace

CupsPrinter::CupsPrinter(CupsServer server, std::string media, std::chrono::seconds news)
    : queue_(std::move(server)),
      media_(std::move(media)),
      news_(news),
      namePrefix_("doorstep " + hostName() + " ") {}

Outcome<std::string> CupsPrinter::open(Action& action) {
  const auto state = queue_.state(action);
  if (!state && state.error().code == "device.removed")
    return problem("device.not-found", state.error().detail);
  if (!state) return tl::unexpected(state.error());
  untidy_ = true;
  if (auto tidied = tidy(action); !tidied) return tl::unexpected(tidied.error());
  return state->model.empty() ? queue_.name() : state->model;
}

Outcome<Health> CupsPrinter::poll(Action& action) {
  if (auto tidied = tidy(action); !tidied) return tl::unexpected(tidied.error());
  const auto state = queue_.state(action);
  if (!state && state.error().code == "device.timed-out")
    return problem("document-printer.offline", "the print server does not answer");
  if (!state) return tl::unexpected(state.error());
  const bool news = state->printing || state->since < news_;
  Health health;
  health.supplies = suppliesIn(state->reasons);
  if (!news && health.supplies == Supplies::Out) health.supplies = Supplies::Low;
  const auto closed = state->closed();
  if (const auto why = closed || !news ? closed : obstacleIn(state->reasons)) {
    health.problem = why->code;
    health.detail = why->detail;
    const bool away = closed || why->code == "document-printer.offline";
    health.state = away ? DeviceState::Offline : DeviceState::UserError;
  }
  return health;
}

Outcome<PrintReport> CupsPrinter::print(const PrintDocument& document, Action& action) {
  if (auto tidied = tidy(action); !tidied) return tl::unexpected(tidied.error());
  Progress progress;
  auto done = hand(document, progress, action);
  if (done) done = follow(progress, action);
  if (done) return PrintReport{static_cast<int>(document.blocks.size()), progress.waited};
  takeBack(progress.job);
  const Problem why = ended(done.error(), progress);
  logWarning("printer", "document \"", document.title, "\", job ", progress.job, ": ", why.code, " ",
             why.detail);
  return tl::unexpected(why);
}

Outcome<void> CupsPrinter::hand(const PrintDocument& document, Progress& progress, const Action& action) {
  const auto queue = queue_.state(action);
  if (!queue) return tl::unexpected(queue.error());
  if (const auto closed = queue->closed()) return tl::unexpected(*closed);
  progress.old = queue->reasons;
  const auto pdf = a4Pdf(document, action);
  if (!pdf) return tl::unexpected(pdf.error());
  const auto most = std::chrono::ceil<std::chrono::seconds>(action.remaining()) + 1s;
  untidy_ = true;  // until the number is known: the server may have made the job and not said so
  const auto job = queue_.create(namePrefix_ + document.title, media_, most, action);
  if (!job) return tl::unexpected(job.error());
  untidy_ = false;
  progress.job = *job;
  return queue_.send(*job, pdf->bytes, action);
}

Outcome<void> CupsPrinter::follow(Progress& progress, const Action& action) {
  for (;;) {
    const auto done = look(progress, action);
    if (!done) return tl::unexpected(done.error());
    if (*done) return {};
    if (auto goOn = action.pause(kLook); !goOn) return goOn;
  }
}

// The job first: what the queue says of an end must not be older than the end.
Outcome<bool> CupsPrinter::look(Progress& progress, const Action& action) {
  const auto job = queue_.job(progress.job, action);
  if (!job) return tl::unexpected(job.error());
  const auto queue = queue_.state(action);
  if (!queue) return tl::unexpected(queue.error());
  if (!*job)
    return problem("document-printer.interrupted",
                   "the print server has forgotten the job; it must keep its history (PreserveJobHistory)");
  return judge(**job, *queue, progress);
}

Outcome<bool> CupsPrinter::judge(const JobState& job, const QueueState& queue, Progress& progress) {
  note(job, queue, progress);
  if (job.state == IPP_JSTATE_COMPLETED) return completed(queue, progress);
  if (job.state == IPP_JSTATE_CANCELED) return problem("document-printer.cancelled", job.reasons);
  if (job.state == IPP_JSTATE_ABORTED)
    return problem("document-printer.failed", job.reasons + " " + queue.message);
  if (const auto closed = queue.closed()) return tl::unexpected(*closed);
  const bool again =
      progress.begun != 0 && (job.begun != progress.begun || job.state < IPP_JSTATE_PROCESSING);
  if (again)
    return problem("document-printer.interrupted", "the print system would begin anew: " + queue.message);
  progress.begun = job.begun;
  return false;
}

void CupsPrinter::note(const JobState& job, const QueueState& queue, Progress& progress) {
  Reasons still, fresh;
  for (const std::string& reason : queue.reasons)
    (progress.old.contains(reason) ? still : fresh).insert(reason);
  progress.old = std::move(still);
  const auto news = obstacleIn(fresh);
  if (!over(job.state) && news && news->code != "document-printer.offline") progress.waited = true;
  progress.obstacle = obstacleIn(queue.reasons);
  if (job.state == IPP_JSTATE_HELD || job.state == IPP_JSTATE_STOPPED)
    progress.obstacle = Problem{"document-printer.stopped", "the job is held: " + job.reasons};
}

// The print system has handed everything over, but the printer says that it cannot print.
Outcome<bool> CupsPrinter::completed(const QueueState& queue, const Progress& progress) {
  Reasons fresh;
  std::set_difference(queue.reasons.begin(), queue.reasons.end(), progress.old.begin(), progress.old.end(),
                      std::inserter(fresh, fresh.end()));
  if (const auto why = obstacleIn(fresh))
    return problem("document-printer.interrupted", "sent whole, then " + why->code);
  return true;
}

Problem CupsPrinter::ended(const Problem& why, const Progress& progress) {
  const bool late = why.code == "device.timed-out";
  const Problem cause = late && progress.obstacle ? *progress.obstacle : why;
  const bool torn = late || why.code == "document-printer.stopped" || why.code == "document-printer.offline";
  if (progress.begun == 0 || !torn) return cause;
  return Problem{"document-printer.interrupted", cause.code + " " + cause.detail};
}

void CupsPrinter::takeBack(int job) {
  if (job == 0) return;
  const Action action(Clock::now() + kTakeBack);
  if (const auto taken = queue_.cancel(job, action); !taken) {
    logWarning("printer", "job ", job, " is taken back later: ", taken.error().code, " ",
               taken.error().detail);
    untidy_ = true;
  }
}

// A server that does not let us see our jobs must not keep us from printing.
Outcome<void> CupsPrinter::tidy(const Action& action) {
  if (!untidy_) return {};
  const auto jobs = queue_.unfinished(namePrefix_, action);
  if (!jobs && jobs.error().code != "document-printer.refused") return tl::unexpected(jobs.error());
  for (const int job : jobs ? *jobs : std::vector<int>()) {
    logWarning("printer", "job ", job, " was left in the queue and is taken back");
    if (auto taken = queue_.cancel(job, action); !taken && taken.error().code != "document-printer.refused")
      return taken;
  }
  untidy_ = false;
  return {};
}

Outcome<std::unique_ptr<DocumentPrinterDriver>> makeCupsPrinter(const Settings& settings) {
  const std::string queue = settingText(settings, "queue"), at = settingText(settings, "server");
  // RFC 8011 leaves names to the server; CUPS takes no blanks, slashes and hashes.
  if (queue.empty() || queue.find_first_of(" /#?\t") != std::string::npos)
    return problem("device.bad-setting", "queue: \"" + queue + "\" is no name of a print queue");
  auto server = CupsServer::at(at.empty() ? "/run/cups/cups.sock" : at, queue);
  if (!server) return tl::unexpected(server.error());
  const std::string media = settingText(settings, "media");
  return std::make_unique<CupsPrinter>(std::move(*server), media.empty() ? "iso_a4_210x297mm" : media);
}

}  // namespace doorstep::devices
