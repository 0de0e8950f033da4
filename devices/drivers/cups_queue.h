#pragma once

#include "devices/drivers/cups_reasons.h"
#include "devices/drivers/cups_server.h"

namespace doorstep::devices {

// How a queue is.
struct QueueState {
  std::string model;
  bool stopped = false;   // by its error policy or by somebody
  bool accepting = true;  // takes jobs
  bool printing = false;  // this or somebody else's job
  Reasons reasons;
  std::string message;            // of the backend, for staff
  std::chrono::seconds since{0};  // its last change

  // Why it prints nothing until somebody at the server does something.
  std::optional<Problem> closed() const;
};

// How a job is (RFC 8011, 5.3.7).
struct JobState {
  ipp_jstate_t state = IPP_JSTATE_PENDING;
  int begun = 0;  // when printing began, in the server's seconds; 0: not yet
  std::string reasons;
};

// The questions the driver has. Errors of all: those of CupsServer::ask; device.removed when the queue is not
// there; document-printer.refused when the server says no, with its words.
class CupsQueue {
 public:
  explicit CupsQueue(CupsServer server) : server_(std::move(server)) {}

  const std::string& name() const { return server_.queue(); }
  void hangUp() noexcept { server_.hangUp(); }

  Outcome<QueueState> state(const Action& action);
  // A job without pages yet; returns its number. The server cancels the job by itself after `most` of
  // printing, should nobody be left to do it.
  Outcome<int> create(const std::string& name, const std::string& media, std::chrono::seconds most,
                      const Action& action);
  // Also document-printer.stopped when the queue takes no jobs.
  Outcome<void> send(int job, const std::string& pdf, const Action& action);
  // Nothing when the server has forgotten it.
  Outcome<std::optional<JobState>> job(int job, const Action& action);
  // Success also when it is over already.
  Outcome<void> cancel(int job, const Action& action);
  // Our own jobs whose names begin so and that are not over.
  Outcome<std::vector<int>> unfinished(const std::string& namePrefix, const Action& action);

 private:
  Ipp jobRequest(ipp_op_t operation, int job) const;
  // Refusals become problems.
  Outcome<Ipp> ask(const Ipp& request, const Action& action, std::string_view document = {});

  CupsServer server_;
};

}  // namespace doorstep::devices
