#include "kiosk/visit/visit.h"

#include <algorithm>

#include "devices/manager.h"
#include "kiosk/base/log.h"
#include "kiosk/cases/card_step.h"
#include "kiosk/cases/confirm_step.h"
#include "kiosk/cases/document_step.h"
#include "kiosk/cases/face_step.h"
#include "kiosk/cases/findings_step.h"
#include "kiosk/cases/form_step.h"
#include "kiosk/cases/home_step.h"
#include "kiosk/cases/materials_step.h"
#include "kiosk/cases/offers.h"
#include "kiosk/cases/papers.h"
#include "kiosk/cases/pay_step.h"
#include "kiosk/cases/photo_step.h"
#include "kiosk/cases/receipt_step.h"
#include "kiosk/cases/submit_step.h"
#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"
#include "kiosk/journal/journal.h"
#include "kiosk/journal/outbox.h"

namespace doorstep::kiosk {

Visit::Visit(const Tools& tools, std::function<void(std::unique_ptr<Step>)> put)
    : tools_(tools), put_(std::move(put)), citizen_(std::make_shared<Citizen>()) {}

Visit::~Visit() {
  *citizen_ = {};
  for (auto& [procedure, open] : cases_) open->wipe();
}

template <class S, class... Arguments>
S& Visit::show(Arguments&&... arguments) {
  auto step = std::make_unique<S>(tools_, std::forward<Arguments>(arguments)...);
  auto& shown = *step;
  put_(std::move(step));
  emit stageChanged();
  return shown;
}

void Visit::begin(std::optional<devices::IdCard> card) {
  citizen_->card = std::move(card);
  auto& step = show<CardStep>(citizen_);
  connect(&step, &CardStep::cardKnown, this, &Visit::cardKnown);
  connect(&step, &Step::finished, this, &Visit::showHome);
}

void Visit::showHome() {
  stage_.reset();
  current_.reset();
  looksAtReceipt_ = false;
  auto& step = show<HomeStep>(citizen_);
  connect(&step, &HomeStep::procedureChosen, this, [this](const QString& id) { choose(id.toStdString()); });
  connect(&step, &HomeStep::caseChosen, this,
          [this](const QString& number) { openCase(number.toStdString()); });
}

void Visit::choose(const std::string& procedureId) {
  const auto offers = offersNow(tools_);
  const auto offer = std::find_if(offers.begin(), offers.end(), [&](const Offer& candidate) {
    return candidate.available && candidate.procedure->id == procedureId;
  });
  if (offer == offers.end()) return;
  // Never a second time what waits here already.
  for (const auto* errand : tools_.outbox->waitingFor(citizen_->records.identity.personId))
    if (errand->procedure == procedureId) return resume(errand->caseId, *offer->procedure);
  if (const auto begun = cases_.find(procedureId);
      begun != cases_.end() && !tools_.outbox->find(begun->second->id))
    return reopen(begun->second);
  if (!citizen_->applications.known) return;  // it may be under way for all anybody knows
  auto fresh = std::shared_ptr<OpenCase>(new OpenCase{services::newIdempotencyKey(),
                                                      *offer->procedure,
                                                      factsOf(citizen_->records, tools_.today()),
                                                      {},
                                                      {},
                                                      {}});
  fresh->plan = planFor(fresh->procedure, fresh->facts, tools_.today(), *tools_.evaluator);
  if (auto stored = fresh->record(tools_, What::Opened, Actor::Citizen); !stored)
    return emit broken(stored.error());
  open(std::move(fresh), Stage::Findings);
}

// What was looked up again since, or said by the platform before, must not decide any more; what the person
// gave stays.
void Visit::reopen(const std::shared_ptr<OpenCase>& begun) {
  begun->facts = factsOf(citizen_->records, tools_.today());
  begun->plan = planFor(begun->procedure, begun->facts, tools_.today(), *tools_.evaluator);
  begun->eligibility.reset();
  open(begun, Stage::Findings);
}

void Visit::openCase(const std::string& number) {
  if (const auto* errand = tools_.outbox->find(number); errand && (!errand->over() || errand->owed())) {
    if (const auto* procedure = tools_.catalogue->find(errand->procedure)) resume(number, *procedure);
    return;
  }
  if (!citizen_->applications.value) return;
  for (const auto& application : *citizen_->applications.value) {
    if (application.applicationNumber != number) continue;
    looksAtReceipt_ = true;
    return showReceipt(application);
  }
}

// A case of an earlier visit: all that was confirmed and signed is on its way already.
void Visit::resume(const std::string& caseId, const Procedure& procedure) {
  auto resumed = std::shared_ptr<OpenCase>(new OpenCase{caseId, procedure, {}, {}, {}, {}});
  const auto* errand = tools_.outbox->find(caseId);
  const bool paid = errand->paid();
  if (!paid) resumed->plan.stages.push_back(Stage::Pay);
  resumed->plan.stages.insert(resumed->plan.stages.end(), {Stage::Submit, Stage::Receipt});
  open(std::move(resumed), paid ? Stage::Submit : Stage::Pay);
  if (!owed()) record(What::Resumed);
}

void Visit::open(std::shared_ptr<OpenCase> chosen, Stage stage) {
  current_ = std::move(chosen);
  cases_[current_->procedure.id] = current_;
  enter(stage);
}

void Visit::enter(Stage stage) {
  stage_ = stage;
  const auto goOn = [this](Step& step) { connect(&step, &Step::finished, this, &Visit::next); };
  switch (stage) {
    case Stage::Findings:
      return goOn(show<FindingsStep>(citizen_, current_));
    case Stage::Face:
      if (citizen_->confirmedBy.empty()) return showFace();
      record(What::IdentityConfirmed, citizen_->confirmedBy);
      return next();
    case Stage::Materials:
      return goOn(show<MaterialsStep>(current_));
    case Stage::Documents:
      return goOn(show<DocumentStep>(citizen_, current_));
    case Stage::Photo:
      return goOn(show<PhotoStep>(citizen_, current_));
    case Stage::Form:
      return goOn(show<FormStep>(citizen_, current_));
    case Stage::Confirm:
      return goOn(show<ConfirmStep>(citizen_, current_));
    case Stage::Pay:
      return showPay();
    case Stage::Submit:
      return goOn(show<SubmitStep>(current_->id));
    case Stage::Receipt:
      accepted_ = true;
      citizen_->applications.known = false;  // to be looked up again
      return showReceipt(*tools_.outbox->find(current_->id)->accepted);
  }
}

void Visit::next() {
  if (const auto after = current_->plan.after(*stage_)) return enter(*after);
  emit over("completed");
}

void Visit::showFace() {
  auto& step = show<FaceStep>(citizen_, current_);
  connect(&step, &Step::finished, this, &Visit::next);
  connect(&step, &FaceStep::guideCame, this, &Visit::guideCame);
}

void Visit::showPay() {
  auto& step = show<PayStep>(current_->id);
  connect(&step, &Step::finished, this, &Visit::next);
  connect(&step, &PayStep::progressed, this, &Visit::progressed);
  connect(&step, &PayStep::parked, this, [this] { emit over("parked"); });
}

void Visit::showReceipt(const services::Application& application) {
  using Purpose = ReceiptStep::Purpose;
  std::optional<devices::PrintDocument> signedPaper;
  if (!looksAtReceipt_ && !current_->draft.signaturePng.empty() && tools_.devices->documentPrinter())
    signedPaper = signedApplication(tools_, *citizen_, *current_, application.applicationNumber);
  auto& step = show<ReceiptStep>(application, looksAtReceipt_ ? Purpose::Look : Purpose::HandOut,
                                 std::move(signedPaper));
  receipt_ = &step;
  if (looksAtReceipt_)
    connect(&step, &Step::finished, this, &Visit::showHome);
  else
    connect(&step, &Step::finished, this, [this] { emit over("completed"); });
  if (!looksAtReceipt_)
    connect(&step, &ReceiptStep::printedOnce, this, [this] { record(What::ReceiptPrinted); });
}

bool Visit::canGoBack() const {
  if (looksAtReceipt_ || owed()) return true;
  return stage_ && *stage_ < Stage::Pay;
}

void Visit::back() {
  if (!canGoBack()) return;
  if (looksAtReceipt_ || owed()) return showHome();
  if (stage_ == Stage::Findings && !eligible()) lookAgain();
  const auto& stages = current_->plan.stages;
  auto here = std::find(stages.begin(), stages.end(), *stage_);
  if (here == stages.begin() || here == stages.end()) return showHome();
  --here;
  if (*here == Stage::Face && !citizen_->confirmedBy.empty()) --here;  // once is enough
  enter(*here);
}

// Who was told that something is missing or unknown, and goes back, hopes for another answer.
void Visit::lookAgain() {
  citizen_->records.licence.known = false;
  citizen_->records.photo.known = false;
  citizen_->records.bodyProof.known = false;
}

// The case in front is paid and refused.
bool Visit::owed() const {
  const auto* errand = current_ ? tools_.outbox->find(current_->id) : nullptr;
  return errand && errand->owed();
}

QStringList Visit::progress() const {
  QStringList names;
  if (!current_ || !stage_) return names;
  for (const auto stage : current_->plan.stages)
    if (stage != Stage::Submit) names << inLanguage(shortName(stage), tools_.language);
  return names.size() > 1 ? names : QStringList();
}

// Handing in is part of getting done: it has no name of its own.
int Visit::progressIndex() const {
  if (!current_ || !stage_) return 0;
  const auto& stages = current_->plan.stages;
  const auto here = std::find(stages.begin(), stages.end(), *stage_);
  const auto submits = std::count(stages.begin(), here, Stage::Submit);
  return static_cast<int>(here - stages.begin() - submits);
}

bool Visit::isOwner(const devices::IdCard& card) const {
  return citizen_->card && card.number == citizen_->card->number;
}

bool Visit::nothingLeft() const {
  return accepted_ && receipt_ && receipt_->handedOut();
}

bool Visit::eligible() const {
  return current_->plan.decision == Decision::Eligible && current_->eligibility &&
         current_->eligibility->decision == services::Eligibility::Decision::Eligible;
}

bool Visit::refused() const {
  if (owed()) return true;
  return current_ && stage_ == Stage::Findings &&
         (current_->plan.decision != Decision::Eligible ||
          (current_->eligibility &&
           current_->eligibility->decision != services::Eligibility::Decision::Eligible));
}

QString Visit::standing() const {
  if (accepted_) return "completed";
  for (const auto& [procedure, open] : cases_)
    if (const auto* errand = tools_.outbox->find(open->id); errand && !errand->over()) return "parked";
  return refused() ? "refused" : "left";
}

void Visit::record(What what, const std::string& data) {
  if (auto stored = current_->record(tools_, what, Actor::Citizen, data); !stored)
    logError("visit", stored.error().code, " (", stored.error().detail, ")");
}

void Visit::end() {
  for (auto& [procedure, open] : cases_) {
    const auto* errand = tools_.outbox->find(open->id);
    if (errand && errand->over()) {
      tools_.outbox->leave(open->id);
      continue;
    }
    const auto stored = open->record(tools_, errand ? What::Parked : What::Abandoned, Actor::Citizen);
    if (!stored) logError("visit", stored.error().code, " (", stored.error().detail, ")");
    if (errand) tools_.outbox->leave(open->id);
  }
  *citizen_ = {};
  for (auto& [procedure, open] : cases_) open->wipe();
}

}  // namespace doorstep::kiosk
