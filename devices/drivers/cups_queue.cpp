#include "devices/drivers/cups_queue.h"

#include <algorithm>
#include <array>

namespace doorstep::devices {
namespace {

template <std::size_t N>
void want(const Ipp& request, const std::array<const char*, N>& names) {
  ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                static_cast<int>(N), nullptr, names.data());
}

Reasons reasonsIn(const Ipp& answer, const char* name) {
  Reasons reasons;
  ipp_attribute_t* const found = ippFindAttribute(answer.get(), name, IPP_TAG_KEYWORD);
  for (int i = 0; found != nullptr && i < ippGetCount(found); ++i)
    if (const std::string one = ippGetString(found, i, nullptr); one != "none") reasons.insert(one);
  return reasons;
}

}  // namespace

std::optional<Problem> QueueState::closed() const {
  const std::string why = message.empty() ? listed(reasons) : message;
  if (stopped) return Problem{"document-printer.stopped", "the queue is stopped: " + why};
  if (!accepting) return Problem{"document-printer.stopped", "the queue takes no jobs: " + why};
  return std::nullopt;
}

Ipp CupsQueue::jobRequest(ipp_op_t operation, int job) const {
  Ipp request = server_.request(operation);
  ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
  return request;
}

Outcome<Ipp> CupsQueue::ask(const Ipp& request, const Action& action, std::string_view document) {
  auto answer = server_.ask(request, action, document);
  if (!answer) return answer;
  const ipp_status_t status = ippGetStatusCode(answer->get());
  if (status < IPP_STATUS_REDIRECTION_OTHER_SITE) return answer;
  const std::string words = std::string(ippErrorString(status)) + " " + textOf(*answer, "status-message");
  if (status == IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS) return problem("document-printer.stopped", words);
  return problem("document-printer.refused", words);
}

Outcome<QueueState> CupsQueue::state(const Action& action) {
  const Ipp request = server_.request(IPP_OP_GET_PRINTER_ATTRIBUTES);
  want(request, std::array{"printer-state", "printer-state-reasons", "printer-state-message",
                           "printer-is-accepting-jobs", "printer-make-and-model", "printer-up-time",
                           "printer-state-change-time"});
  const auto answer = server_.ask(request, action);
  if (!answer) return tl::unexpected(answer.error());
  const ipp_status_t status = ippGetStatusCode(answer->get());
  if (status == IPP_STATUS_ERROR_NOT_FOUND)
    return problem("device.removed", "the print server has no queue \"" + server_.queue() + "\"");
  if (status >= IPP_STATUS_REDIRECTION_OTHER_SITE)
    return problem("document-printer.refused", ippErrorString(status));
  QueueState state;
  state.model = textOf(*answer, "printer-make-and-model");
  state.stopped = numberOf(*answer, "printer-state") == IPP_PSTATE_STOPPED;
  state.printing = numberOf(*answer, "printer-state") == IPP_PSTATE_PROCESSING;
  state.accepting = numberOf(*answer, "printer-is-accepting-jobs") != 0;
  state.reasons = reasonsIn(*answer, "printer-state-reasons");
  state.message = textOf(*answer, "printer-state-message");
  state.since = std::chrono::seconds(numberOf(*answer, "printer-up-time") -
                                     numberOf(*answer, "printer-state-change-time"));
  return state;
}

Outcome<int> CupsQueue::create(const std::string& name, const std::string& media, std::chrono::seconds most,
                               const Action& action) {
  const Ipp request = server_.request(IPP_OP_CREATE_JOB);
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, name.c_str());
  ippAddInteger(request.get(), IPP_TAG_JOB, IPP_TAG_INTEGER, "job-cancel-after",
                static_cast<int>(most.count()));
  if (!media.empty())
    ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, media.c_str());
  const auto answer = ask(request, action);
  if (!answer) return tl::unexpected(answer.error());
  const int job = numberOf(*answer, "job-id");
  if (job == 0) return problem("document-printer.refused", "the print server gave the job no number");
  return job;
}

Outcome<void> CupsQueue::send(int job, const std::string& pdf, const Action& action) {
  const Ipp request = jobRequest(IPP_OP_SEND_DOCUMENT, job);
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr,
               "application/pdf");
  ippAddBoolean(request.get(), IPP_TAG_OPERATION, "last-document", 1);
  const auto answer = ask(request, action, pdf);
  if (!answer) return tl::unexpected(answer.error());
  return {};
}

Outcome<std::optional<JobState>> CupsQueue::job(int job, const Action& action) {
  const Ipp request = jobRequest(IPP_OP_GET_JOB_ATTRIBUTES, job);
  want(request, std::array{"job-state", "job-state-reasons", "time-at-processing"});
  const auto answer = server_.ask(request, action);
  if (!answer) return tl::unexpected(answer.error());
  if (ippGetStatusCode(answer->get()) == IPP_STATUS_ERROR_NOT_FOUND) return std::nullopt;
  JobState state;
  state.state = static_cast<ipp_jstate_t>(numberOf(*answer, "job-state"));
  state.begun = numberOf(*answer, "time-at-processing");
  state.reasons = listed(reasonsIn(*answer, "job-state-reasons"));
  return state;
}

Outcome<void> CupsQueue::cancel(int job, const Action& action) {
  const auto answer = server_.ask(jobRequest(IPP_OP_CANCEL_JOB, job), action);
  if (!answer) return tl::unexpected(answer.error());
  const ipp_status_t status = ippGetStatusCode(answer->get());
  // Over already, or forgotten.
  if (status == IPP_STATUS_ERROR_NOT_POSSIBLE || status == IPP_STATUS_ERROR_NOT_FOUND) return {};
  if (status >= IPP_STATUS_REDIRECTION_OTHER_SITE)
    return problem("document-printer.refused", ippErrorString(status));
  return {};
}

Outcome<std::vector<int>> CupsQueue::unfinished(const std::string& namePrefix, const Action& action) {
  const Ipp request = server_.request(IPP_OP_GET_JOBS);
  ippAddBoolean(request.get(), IPP_TAG_OPERATION, "my-jobs", 1);
  ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "which-jobs", nullptr, "not-completed");
  want(request, std::array{"job-id", "job-name"});
  const auto answer = ask(request, action);
  if (!answer) return tl::unexpected(answer.error());
  std::vector<int> jobs;
  int number = 0;
  std::string name;
  const auto keep = [&] {
    if (number != 0 && name.starts_with(namePrefix)) jobs.push_back(number);
    number = 0;
    name.clear();
  };
  // One group of attributes a job, with a separator before each.
  for (ipp_attribute_t* one = ippFirstAttribute(answer->get()); one != nullptr;
       one = ippNextAttribute(answer->get())) {
    const std::string_view word = ippGetName(one) == nullptr ? "" : ippGetName(one);
    if (word.empty()) keep();
    if (word == "job-id") number = ippGetInteger(one, 0);
    if (word == "job-name") name = ippGetString(one, 0, nullptr);
  }
  keep();
  return jobs;
}

}  // namespace doorstep::devices
