#include "kiosk/journal/outbox.h"

#include <QTimer>
#include <algorithm>

#include "kiosk/base/log.h"
#include "kiosk/cases/here.h"
#include "kiosk/cases/tools.h"
#include "kiosk/journal/effect.h"
#include "kiosk/journal/journal.h"
#include "kiosk/journal/payload.h"

namespace doorstep::kiosk {
namespace {

using services::OrderState;
using std::chrono::milliseconds;
using State = Intent::State;

bool dead(const services::PaymentOrder& order) {
  return order.state == OrderState::Expired || order.state == OrderState::Reversed;
}

Intent newIntent(Intent::Kind kind, const std::string& caseId, std::chrono::system_clock::time_point now) {
  Intent intent;
  intent.id = services::newIdempotencyKey();
  intent.caseId = caseId;
  intent.kind = kind;
  intent.created = intent.updated = now;
  return intent;
}

}  // namespace

struct Outbox::Work : Errand {
  bool attended = false;
  bool busy = false;  // an exchange is under way
  int turn = 0;       // of waiting; an older one is over
  milliseconds pause{0};
};

bool Errand::partPaid() const {
  return basket && !paid() &&
         std::any_of(basket->orders.begin(), basket->orders.end(),
                     [](const auto& order) { return order.settled(); });
}

Outbox::Outbox(const Tools& tools, Pace pace) : tools_(tools), pace_(pace) {}

Outbox::~Outbox() {
  stop_.request_stop();
}

Outbox::Work* Outbox::work(const std::string& caseId) const {
  const auto found = works_.find(caseId);
  return found == works_.end() ? nullptr : found->second.get();
}

const Errand* Outbox::find(const std::string& caseId) const {
  return work(caseId);
}

std::vector<const Errand*> Outbox::waitingFor(const std::string& personId) const {
  std::vector<const Errand*> waiting;
  for (const auto& [id, work] : works_)
    if ((!work->over() || work->owed()) && !personId.empty() && work->personId == personId)
      waiting.push_back(work.get());
  return waiting;
}

bool Outbox::idle() const {
  return std::all_of(works_.begin(), works_.end(), [](const auto& entry) { return entry.second->over(); });
}

Outcome<void> Outbox::prepare(const std::string& caseId, const services::ApplicationRequest& request,
                              std::int64_t agreedFen) {
  auto work = std::make_unique<Work>();
  work->caseId = caseId;
  work->procedure = request.procedure;
  work->personId = request.personId;
  work->application = newIntent(Intent::Kind::Application, caseId, tools_.now());
  work->application.payload = payloadOf(request);
  std::vector<Intent> intents{work->application};
  if (agreedFen > 0) {
    work->agreedFen = agreedFen;
    work->payment = newIntent(Intent::Kind::Payment, caseId, tools_.now());
    work->payment->payload = payloadOf(agreedFen);
    intents.push_back(*work->payment);
  }
  if (auto added = tools_.journal->add(intents); !added) return added;
  works_[caseId] = std::move(work);
  return {};
}

Outcome<void> Outbox::reconcile() {
  auto intents = tools_.journal->openIntents();
  if (!intents) return tl::unexpected(intents.error());
  for (auto& intent : *intents) {
    if (intent.kind == Intent::Kind::Application) {
      if (auto taken = takeUp(std::move(intent)); !taken) return taken;
    } else if (intent.kind == Intent::Kind::Photo || intent.kind == Intent::Kind::Document) {
      // Its person is gone, and a photo or a document more on file harms nobody.
      intent.state = State::Abandoned;
      if (auto stored = tools_.journal->update(intent); !stored) return stored;
    }
  }
  for (auto& [id, work] : works_) {
    if (work->owed())
      askWhetherOwed(*work);
    else
      advance(*work);
  }
  return {};
}

Outcome<void> Outbox::takeUp(Intent application) {
  auto all = tools_.journal->intentsOf(application.caseId);
  if (!all) return tl::unexpected(all.error());
  auto work = std::make_unique<Work>();
  work->caseId = application.caseId;
  if (const auto request = requestOf(application.payload)) {
    work->procedure = request->procedure;
    work->personId = request->personId;
  }
  for (auto& intent : *all)
    if (intent.kind == Intent::Kind::Payment) work->payment = std::move(intent);  // the latest
  if (work->payment) work->agreedFen = agreedFenOf(work->payment->payload);
  work->application = std::move(application);
  logInfo("outbox", "taken up after a restart: case ", work->caseId, ", application ",
          word(work->application.state), ", payment ", work->payment ? word(work->payment->state) : "none");
  works_[work->caseId] = std::move(work);
  return {};
}

void Outbox::attend(const std::string& caseId) {
  auto* wanted = work(caseId);
  if (!wanted || wanted->over()) return;
  wanted->attended = true;
  wanted->pause = milliseconds(0);
  wanted->problem.reset();
  ++wanted->turn;
  advance(*wanted);
}

void Outbox::leave(const std::string& caseId) {
  auto* left = work(caseId);
  if (!left) return;
  left->attended = false;
  advance(*left);
  forgetIfOver(caseId);
}

// What is owed stays for its person to see.
void Outbox::forgetIfOver(const std::string& caseId) {
  const auto* work = this->work(caseId);
  if (work && work->over() && !work->owed() && !work->attended && !work->busy) works_.erase(caseId);
}

void Outbox::advance(Work& work) {
  if (work.busy || work.over()) return;
  if (work.paid())
    advanceApplication(work);
  else
    advancePayment(work);
}

void Outbox::advancePayment(Work& work) {
  switch (work.payment->state) {
    case State::Prepared:
      return work.attended ? openPayment(work) : giveUp(work, "nobody has paid");
    case State::Sent:
    case State::Unknown:
      return work.payment->result.empty() ? findPayment(work) : askPayment(work);
    case State::Failed:
    case State::Abandoned:
      return work.attended ? renewPayment(work) : giveUp(work, "nobody has paid");
    case State::Done:
    case State::Owed:  // only applications are
      return;
  }
}

void Outbox::renewPayment(Work& work) {
  auto fresh = newIntent(Intent::Kind::Payment, work.caseId, tools_.now());
  fresh.payload = payloadOf(work.agreedFen);
  if (auto added = tools_.journal->add(fresh); !added) return askFailed(work, added.error());
  work.payment = std::move(fresh);
  work.basket.reset();
  openPayment(work);
}

void Outbox::openPayment(Work& work) {
  const auto request = requestOf(work.application.payload);
  if (!request) return sendFailed(work, *work.payment, request.error());
  if (!store(work, *work.payment, State::Sent, {})) return;
  tools_.platform->createPayment(
      work.payment->id, work.personId, work.procedure, request->delivery,
      answer<services::Payment>(work,
                                [this](Work& asked, const Outcome<services::Payment>& payment) {
                                  if (!payment) return sendFailed(asked, *asked.payment, payment.error());
                                  record(asked, What::PaymentOpened, Actor::Platform);
                                  paymentIs(asked, *payment);
                                }),
      stop_.get_token());
}

void Outbox::findPayment(Work& work) {
  using Found = std::optional<services::Payment>;
  tools_.platform->findPayment(work.payment->id,
                               answer<Found>(work,
                                             [this](Work& asked, const Outcome<Found>& found) {
                                               if (!found) return askFailed(asked, found.error());
                                               if (!*found && asked.attended) return openPayment(asked);
                                               if (!*found)
                                                 return giveUp(asked, "the payment was never opened");
                                               record(asked, What::PaymentOpened, Actor::Platform);
                                               paymentIs(asked, **found);
                                             }),
                               stop_.get_token());
}

void Outbox::askPayment(Work& work) {
  tools_.platform->payment(
      work.payment->result,
      answer<services::Payment>(work,
                                [this](Work& asked, const Outcome<services::Payment>& payment) {
                                  if (!payment) return askFailed(asked, payment.error());
                                  paymentIs(asked, *payment);
                                }),
      stop_.get_token());
}

// Nobody pays another sum than they signed for. Once money has moved it is too late for that.
bool Outbox::otherThanAgreed(Work& work, const services::Payment& payment) {
  const bool touched = std::any_of(payment.orders.begin(), payment.orders.end(), [](const auto& order) {
    return order.settled() || order.state == OrderState::Paying;
  });
  if (touched || payment.totalFen() == work.agreedFen) return false;
  const auto detail =
      std::to_string(payment.totalFen()) + " fen instead of " + std::to_string(work.agreedFen);
  work.problem = problem("payment.other-amount", detail).value();
  logError("outbox", work.problem->code, " (", detail, ") in case ", work.caseId);
  giveUp(work, "other amount");
  return true;
}

void Outbox::paymentIs(Work& work, const services::Payment& payment) {
  if (otherThanAgreed(work, payment)) return;
  work.basket = payment;
  work.problem.reset();
  work.pause = milliseconds(0);
  auto& intent = *work.payment;
  if (payment.settled()) {
    record(work, What::Paid, Actor::Platform);
    if (store(work, intent, State::Done, payment.paymentId)) advance(work);
    return;
  }
  if (intent.state != State::Sent || intent.result != payment.paymentId)
    if (!store(work, intent, State::Sent, payment.paymentId)) return;
  const auto& orders = payment.orders;
  const bool someDead = std::any_of(orders.begin(), orders.end(), dead);
  const bool somePaid =
      std::any_of(orders.begin(), orders.end(), [](const auto& order) { return order.settled(); });
  if (someDead && !somePaid && std::all_of(orders.begin(), orders.end(), dead)) {
    if (!store(work, intent, State::Abandoned, "expired")) return;
    work.problem = problem("payment.expired", intent.id).value();
    if (!work.attended) giveUp(work, "the payment expired unpaid");
    return;
  }
  if (someDead && somePaid) {
    work.problem = problem("payment.part-paid", payment.paymentId).value();
    logError("outbox", work.problem->code, " (", work.problem->detail, "): staff must settle it");
  }
  again(work, work.attended ? pace_.paying : pace_.parked);
}

void Outbox::advanceApplication(Work& work) {
  if (work.application.state == State::Prepared)
    submit(work);
  else
    findApplication(work);
}

void Outbox::submit(Work& work) {
  auto request = requestOf(work.application.payload);
  if (!request) return sendFailed(work, work.application, request.error());
  if (work.payment) request->paymentId = work.payment->result;
  record(work, What::Submitted, Actor::Kiosk);
  if (!store(work, work.application, State::Sent, {})) return;
  tools_.platform->submitApplication(
      work.application.id, std::move(*request),
      answer<services::Application>(work,
                                    [this](Work& asked, const Outcome<services::Application>& application) {
                                      if (!application)
                                        return sendFailed(asked, asked.application, application.error());
                                      acceptedIs(asked, *application);
                                    }),
      stop_.get_token());
}

void Outbox::findApplication(Work& work) {
  using Found = std::optional<services::Application>;
  tools_.platform->findApplication(work.application.id,
                                   answer<Found>(work,
                                                 [this](Work& asked, const Outcome<Found>& found) {
                                                   if (!found) return askFailed(asked, found.error());
                                                   if (*found) return acceptedIs(asked, **found);
                                                   submit(asked);
                                                 }),
                                   stop_.get_token());
}

void Outbox::acceptedIs(Work& work, const services::Application& application) {
  work.accepted = application;
  work.problem.reset();
  record(work, What::Accepted, Actor::Platform, application.applicationNumber);
  store(work, work.application, State::Done, application.applicationNumber);
}

void Outbox::sendFailed(Work& work, Intent& intent, const Problem& problem) {
  work.problem = problem;
  switch (effectOf(problem)) {
    case Effect::None:
      if (store(work, intent, State::Prepared, {})) backOff(work);
      return;
    case Effect::Unknown:
      if (store(work, intent, State::Unknown, {})) backOff(work);
      return;
    case Effect::Refused:
      break;
  }
  if (intent.kind == Intent::Kind::Application && work.payment) return owe(work, problem);
  if (!store(work, intent, State::Failed, problem.code + " " + problem.detail)) return;
  work.problem = problem;
  if (intent.kind == Intent::Kind::Payment) return work.attended ? void() : giveUp(work, "no payment");
  record(work, What::Refused, Actor::Platform, problem.detail);
}

// Whose it is must still be known after a restart, so that nobody is asked to pay a second time.
void Outbox::owe(Work& work, const Problem& problem) {
  if (auto request = requestOf(work.application.payload)) work.application.payload = remainderOf(*request);
  if (!store(work, work.application, State::Owed, problem.code + " " + problem.detail)) return;
  work.problem = problem;
  record(work, What::Refused, Actor::Platform, problem.detail);
  logError("outbox", "case ", work.caseId, " is paid but refused: staff must see to the money");
}

// Staff may have settled it since: paid back, or used for an application made at the counter.
void Outbox::askWhetherOwed(Work& work) {
  if (!work.payment) return;
  tools_.platform->payment(
      work.payment->result,
      answer<services::Payment>(work,
                                [this](Work& asked, const Outcome<services::Payment>& payment) {
                                  if (!payment) return;  // the next restart asks again
                                  const bool settled = std::all_of(
                                      payment->orders.begin(), payment->orders.end(), [](const auto& order) {
                                        return order.state == OrderState::Reversed ||
                                               order.state == OrderState::WrittenOff;
                                      });
                                  if (settled)
                                    store(asked, asked.application, State::Failed, "settled by staff");
                                }),
      stop_.get_token());
}

void Outbox::askFailed(Work& work, const Problem& problem) {
  work.problem = problem;
  backOff(work);
}

void Outbox::giveUp(Work& work, const std::string& why) {
  if (work.payment && work.payment->open()) store(work, *work.payment, State::Abandoned, why);
  if (store(work, work.application, State::Abandoned, why)) record(work, What::Abandoned, Actor::Kiosk, why);
}

// Without the journal nothing more is sent; the disk may come back.
bool Outbox::store(Work& work, Intent& intent, State state, const std::string& result) {
  Intent changed = intent;
  changed.state = state;
  changed.result = result;
  changed.updated = tools_.now();
  if (auto stored = tools_.journal->update(changed); !stored) {
    logError("outbox", stored.error().code, " (", stored.error().detail, ")");
    askFailed(work, stored.error());
    return false;
  }
  intent = std::move(changed);
  return true;
}

void Outbox::record(const Work& work, What what, Actor actor, const std::string& data) {
  const auto stored = tools_.journal->record(work.caseId, work.procedure, {what, tools_.now(), actor, data});
  if (!stored)
    logError("outbox", stored.error().code, " (", stored.error().detail, ") in case ", work.caseId);
}

void Outbox::backOff(Work& work) {
  work.pause = std::clamp(work.pause * 2, pace_.firstBackOff, pace_.mostBackOff);
  again(work, work.pause);
}

void Outbox::again(Work& work, milliseconds pause) {
  QTimer::singleShot(pause, this, [this, id = work.caseId, turn = ++work.turn] {
    if (auto* waiting = this->work(id); waiting && waiting->turn == turn) advance(*waiting);
  });
}

template <class T, class Handle>
Done<T> Outbox::answer(Work& work, Handle handle) {
  work.busy = true;
  return doneOn<T>(this, [this, id = work.caseId, handle](const Outcome<T>& outcome) {
    auto* asked = this->work(id);
    if (!asked) return;
    asked->busy = false;
    handle(*asked, outcome);
    emit changed(QString::fromStdString(id));
    forgetIfOver(id);
  });
}

}  // namespace doorstep::kiosk
