#include "kiosk/cases/home_step.h"

#include <algorithm>

#include "kiosk/cases/application.h"
#include "kiosk/cases/frame_picture.h"
#include "kiosk/cases/offers.h"
#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"
#include "kiosk/catalogue/catalogue.h"
#include "kiosk/catalogue/findings.h"
#include "kiosk/journal/outbox.h"

namespace doorstep::kiosk {
namespace {

Localized waitingText(const Errand& errand) {
  if (errand.owed())
    return with({"已付款，请到窗口，办件号%1", "Paid: please go to the counter, case %1"},
                same(errand.caseId));
  if (errand.paid()) return {"钱付好了，正在提交", "Paid, being handed in"};
  if (errand.partPaid()) return {"付了一部分，可以接着付", "Partly paid: you can go on"};
  return {"还没付钱，可以接着办", "Not paid yet: you can go on"};
}

}  // namespace

HomeStep::HomeStep(const Tools& tools, std::shared_ptr<Citizen> citizen)
    : Step(tools), citizen_(std::move(citizen)), portrait_(pictureOn(citizen_->card)) {}

QString HomeStep::title() const {
  return say({"今天想办什么？", "What would you like to do today?"});
}

QString HomeStep::helpText() const {
  return say(
      {"上面是您的驾驶证，下面是该办的事和还能办的事。点一件，机器先核对条件，这时还不收钱，也可以随时返回。",
       "Your licence stands above; below is what is due and what else you can get done. Touch one: its "
       "conditions are checked first. Nothing is paid yet and you can always go back."});
}

QString HomeStep::primaryText() const {
  return missing_ ? say({"再查一次", "Look again"}) : QString();
}

QString HomeStep::greeting() const {
  if (!citizen_->card) return {};
  return say(with({"%1，您好", "Hello, %1"}, same(maskedName(citizen_->card->name))));
}

QVariantList HomeStep::licence() const {
  QVariantList list;
  const auto& record = citizen_->records.licence.value;
  if (state() != Ready || !record) return list;
  const auto add = [&](const Localized& label, const Localized& value) {
    list.append(QVariantMap{{"label", say(label)}, {"value", say(value)}});
  };
  const auto classText = tools().catalogue->codeText("licence-class", record->classes);
  add({"准驾车型", "Class"}, classText.zh == record->classes
                                 ? classText
                                 : with({"%1（%2）", "%1 (%2)"}, same(record->classes), classText));
  add({"有效期至", "Valid until"},
      record->validUntil ? dateText(*record->validUntil) : Localized{"长期", "Long-term"});
  add({"本周期记分", "Points in this cycle"}, with({"%1 分", "%1"}, same(std::to_string(record->points))));
  Localized status;
  for (const char letter : record->status) {
    const auto word = tools().catalogue->codeText("licence-status", std::string(1, letter));
    status = status.zh.empty() ? word : Localized{status.zh + "、" + word.zh, status.en + ", " + word.en};
  }
  add({"状态", "Status"}, status);
  return list;
}

// What is due stands there even while a device it needs is away: then it says why it cannot be done now.
QVariantList HomeStep::due() const {
  QVariantList list;
  if (state() != Ready || !citizen_->applications.known) return list;
  const auto offers = offersNow(tools());
  for (const auto& item :
       tools().evaluator->due(*tools().catalogue, factsOf(citizen_->records, tools().today()))) {
    if (underWay(item.procedureId)) continue;
    const auto* procedure = tools().catalogue->find(item.procedureId);
    const auto offer = std::find_if(offers.begin(), offers.end(), [&](const Offer& candidate) {
      return candidate.procedure->id == item.procedureId;
    });
    const bool known = offer != offers.end();
    list.append(QVariantMap{{"id", QString::fromStdString(item.procedureId)},
                            {"text", say(item.text)},
                            {"verb", procedure ? say(procedure->verb) : QString()},
                            {"available", known && offer->available},
                            {"reason", known ? say(offer->reason) : QString()}});
  }
  return list;
}

// What is due stands above already; what is under way, or could be as far as anybody knows, is not begun
// twice.
QVariantList HomeStep::offers() const {
  QStringList elsewhere;
  for (const auto& item : due()) elsewhere << item.toMap()["id"].toString();
  QVariantList list;
  for (const auto& offer : offerList(tools())) {
    auto shown = offer.toMap();
    const QString id = shown["id"].toString();
    if (elsewhere.contains(id) || underWay(id.toStdString())) continue;
    if (!citizen_->applications.known) {
      shown["available"] = false;
      shown["reason"] = say({"在办的业务暂时查不到，请先再查一次",
                             "What is under way cannot be looked up right now: please look again first"});
    }
    list.append(shown);
  }
  return list;
}

bool HomeStep::underWay(const std::string& procedureId) const {
  const auto waiting = tools().outbox->waitingFor(citizen_->records.identity.personId);
  if (std::any_of(waiting.begin(), waiting.end(),
                  [&](const Errand* errand) { return errand->procedure == procedureId; }))
    return true;
  using State = services::ApplicationState;
  const auto& applications = citizen_->applications.value;
  return applications &&
         std::any_of(applications->begin(), applications->end(), [&](const auto& application) {
           return application.procedure == procedureId && application.state != State::Delivered &&
                  application.state != State::Refused;
         });
}

QVariantList HomeStep::cases() const {
  QVariantList list;
  const auto add = [&](const std::string& number, const std::string& procedureId, const Localized& stateText,
                       const Localized& promise) {
    const auto* procedure = tools().catalogue->find(procedureId);
    list.append(
        QVariantMap{{"number", QString::fromStdString(number)},
                    {"title", procedure ? say(procedure->title) : QString::fromStdString(procedureId)},
                    {"stateText", say(stateText)},
                    {"promiseText", say(promise)}});
  };
  for (const auto* errand : tools().outbox->waitingFor(citizen_->records.identity.personId))
    add(errand->caseId, errand->procedure, waitingText(*errand), {});
  if (const auto& applications = citizen_->applications.value)
    for (const auto& application : *applications)
      add(application.applicationNumber, application.procedure, stateText(application.state),
          with({"%1前办好", "done by %1"}, dateText(application.promisedBy)));
  return list;
}

QString HomeStep::notice() const {
  return missing_ ? say({"有些信息暂时查不到，可以再查一次，也可以先看看别的。",
                         "Some of your records cannot be fetched right now. Look again, or see what else "
                         "there is."})
                  : QString();
}

void HomeStep::choose(const QString& id) {
  if (state() == Ready) emit procedureChosen(id);
}

bool HomeStep::scanned(const Secret& text) {
  if (state() != Ready) return false;
  for (const auto& item : cases()) {
    const QString number = item.toMap()["number"].toString();
    if (!text.reveal().ends_with("/" + number.toStdString())) continue;
    openCase(number);
    return true;
  }
  return false;
}

void HomeStep::openCase(const QString& number) {
  if (state() == Ready) emit caseChosen(number);
}

template <class T>
Done<T> HomeStep::fill(Known<typename Unwrapped<T>::type>& known) {
  known = {};
  ++awaited_;
  return here<T>([this, &known](Outcome<T> answer) {
    known.known = answer.has_value();
    if (answer) known.value = std::move(*answer);
    fetched(answer ? std::optional<Problem>() : answer.error());
  });
}

void HomeStep::onStart() {
  // What was still on its way when the person came may arrive while they look at it.
  connect(tools().outbox, &Outbox::changed, this, &HomeStep::errandMoved, Qt::UniqueConnection);
  if (citizen_->records.licence.known && citizen_->records.photo.known && citizen_->records.bodyProof.known &&
      citizen_->applications.known)
    return ready();
  missing_.reset();
  work({"正在查您的驾驶证和在办的业务……", "Looking up your licence and what is under way…"});
  auto& platform = *tools().platform;
  auto& records = citizen_->records;
  const auto& personId = records.identity.personId;
  platform.licence(personId, fill<std::optional<services::LicenceRecord>>(records.licence), stopToken());
  platform.photoOnFile(personId, fill<std::optional<services::PhotoOnFile>>(records.photo), stopToken());
  platform.bodyProof(personId, fill<std::optional<services::BodyProof>>(records.bodyProof), stopToken());
  platform.applicationsOf(personId, fill<std::vector<services::Application>>(citizen_->applications),
                          stopToken());
}

void HomeStep::errandMoved(const QString& caseId) {
  const auto* errand = tools().outbox->find(caseId.toStdString());
  if (!errand || errand->personId != citizen_->records.identity.personId || awaited_ > 0) return;
  if (!errand->over()) return emit changed();
  tools().platform->applicationsOf(citizen_->records.identity.personId,
                                   fill<std::vector<services::Application>>(citizen_->applications),
                                   stopToken());
}

void HomeStep::onProceed() {
  onStart();
}

void HomeStep::fetched(std::optional<Problem> problem) {
  if (problem) missing_ = std::move(problem);
  if (--awaited_ > 0) return;
  const auto& records = citizen_->records;
  const bool nothing = !records.licence.known && !records.photo.known && !records.bodyProof.known &&
                       !citizen_->applications.known;
  if (nothing)
    fail(*missing_);
  else
    ready();
}

}  // namespace doorstep::kiosk
