#pragma once

#include <QObject>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "kiosk/cases/case.h"
#include "kiosk/journal/intent.h"
#include "services/client/platform.h"

namespace doorstep::kiosk {

struct Tools;

// How often the platform is asked.
struct Pace {
  std::chrono::milliseconds paying{1500};  // while a person stands before the payment code
  std::chrono::milliseconds parked{10000};
  std::chrono::milliseconds firstBackOff{1000};  // when it does not answer, doubling
  std::chrono::milliseconds mostBackOff{60000};
};

// What one case has to get done outside: pay (if there is something to pay), then apply.
struct Errand {
  std::string caseId;
  std::string procedure;
  std::string personId;
  std::optional<Intent> payment;
  std::int64_t agreedFen = 0;  // what the person was shown and signed for
  Intent application;
  std::optional<services::Payment> basket;        // as the platform told last
  std::optional<services::Application> accepted;  // once it was
  std::optional<Problem> problem;                 // of the last exchange; gone when the next one works

  bool paid() const { return !payment || payment->state == Intent::State::Done; }
  bool partPaid() const;
  bool over() const { return !application.open(); }
  // Paid, and the platform does not take it: only staff can put that right. Over, but not forgotten.
  bool owed() const { return application.state == Intent::State::Owed; }
};

// Carries intents out. Each is written down before it is sent, sent once, asked for when nobody knows, and
// sent again only when the platform has never seen its key. It belongs to the kiosk, not to a visit: a person
// who leaves, a lifted card or a restart change nothing.
class Outbox : public QObject {
  Q_OBJECT

 public:
  explicit Outbox(const Tools& tools, Pace pace = {});
  ~Outbox() override;

  // Takes up what the journal holds and asks what became of it. Call once, before any citizen is served.
  // journal.unreadable.
  Outcome<void> reconcile();

  // Writes down the whole application, and the payment before it when a sum was agreed to, in one commit;
  // sends nothing. journal.unwritable.
  Outcome<void> prepare(const std::string& caseId, const services::ApplicationRequest& request,
                        std::int64_t agreedFen);
  // Sends, or goes on at once. A person waits, so the platform is asked often, and an expired payment is
  // opened anew.
  void attend(const std::string& caseId);
  // The person is gone. What was never sent is given up; the rest goes on by itself, and is forgotten once it
  // is over.
  void leave(const std::string& caseId);

  // Null when there is no such errand.
  const Errand* find(const std::string& caseId) const;
  // What waits here for this person: open, or owed.
  std::vector<const Errand*> waitingFor(const std::string& personId) const;
  // Nothing is open.
  bool idle() const;

 signals:
  void changed(const QString& caseId);

 private:
  struct Work;

  Outcome<void> takeUp(Intent application);
  void advance(Work& work);
  void advancePayment(Work& work);
  void openPayment(Work& work);
  void renewPayment(Work& work);
  void findPayment(Work& work);
  void askPayment(Work& work);
  void paymentIs(Work& work, const services::Payment& payment);
  bool otherThanAgreed(Work& work, const services::Payment& payment);
  void askWhetherOwed(Work& work);
  void owe(Work& work, const Problem& problem);
  void advanceApplication(Work& work);
  void submit(Work& work);
  void findApplication(Work& work);
  void acceptedIs(Work& work, const services::Application& application);
  void sendFailed(Work& work, Intent& intent, const Problem& problem);
  void askFailed(Work& work, const Problem& problem);
  void giveUp(Work& work, const std::string& why);
  bool store(Work& work, Intent& intent, Intent::State state, const std::string& result);
  void record(const Work& work, What what, Actor actor, const std::string& data = {});
  void forgetIfOver(const std::string& caseId);
  void again(Work& work, std::chrono::milliseconds pause);
  void backOff(Work& work);
  template <class T, class Handle>
  Done<T> answer(Work& work, Handle handle);
  Work* work(const std::string& caseId) const;

  const Tools& tools_;
  const Pace pace_;
  std::map<std::string, std::unique_ptr<Work>> works_;  // by case
  std::stop_source stop_;
};

}  // namespace doorstep::kiosk
