#include "kiosk/cases/receipt_step.h"

#include "kiosk/cases/application.h"
#include "kiosk/cases/papers.h"
#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"
#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {

ReceiptStep::ReceiptStep(const Tools& tools, services::Application application, Purpose purpose,
                         std::optional<devices::PrintDocument> signedPaper)
    : Step(tools),
      application_(std::move(application)),
      purpose_(purpose),
      signedPaper_(std::move(signedPaper)),
      slip_(tools),
      page_(tools) {
  connect(&slip_, &Slip::changed, this, [this] {
    note(slip_.problem());
    emit changed();
    if (slip_.printed() && !slip_.printing()) emit printedOnce();
  });
  connect(&page_, &Slip::changed, this, [this] {
    note(page_.problem());
    emit changed();
  });
}

QString ReceiptStep::title() const {
  if (purpose_ == Purpose::HandOut) return say({"办好了，请收好回执", "Done. Please keep the receipt"});
  const auto* procedure = tools().catalogue->find(application_.procedure);
  return say(with({"%1：%2", "%1: %2"}, procedure ? procedure->title : same(application_.procedure),
                  stateText(application_.state)));
}

QString ReceiptStep::helpText() const {
  if (looking())
    return say(
        {"这是您以前交的申请，上面写着办到哪一步了。要留底可以打印，也可以用手机扫码；看完按返回。",
         "This is an application you handed in earlier, and how far it is. Print it or take it with your "
         "phone if you like; then touch Back."});
  return say({"申请已经收下了。可以打印凭证，也可以用手机扫码带走；然后按下面的按钮，取回身份证。",
              "Your application has been accepted. Print the receipt or take it with your phone; then touch "
              "the button below and take your ID card back."});
}

QString ReceiptStep::primaryText() const {
  return purpose_ == Purpose::HandOut ? say({"办好了，取卡", "Finish and take the card"})
                                      : say({"返回", "Back"});
}

QString ReceiptStep::applicationNumber() const {
  return QString::fromStdString(application_.applicationNumber);
}

QVariantList ReceiptStep::lines() const {
  QVariantList list;
  for (const auto& line : receiptLines(tools(), application_, receipt_ ? &*receipt_ : nullptr))
    list.append(QVariantMap{{"label", say(line.label)}, {"value", say(line.value)}});
  return list;
}

// A promise stands only while somebody works on it.
QString ReceiptStep::promiseText() const {
  if (application_.state > services::ApplicationState::Approved) return {};
  return say(with({"%1前办好，不用再来催。", "It will be done by %1."}, dateText(application_.promisedBy)));
}

QString ReceiptStep::qrContent() const {
  return receipt_ ? QString::fromStdString(receipt_->qrContent) : QString();
}

bool ReceiptStep::handedOut() const {
  return purpose_ == Purpose::HandOut && state() == Ready && !printing() && !printingSigned();
}

void ReceiptStep::printAgain() {
  if (state() == Ready) slip_.print(receiptSlip(tools(), application_, receipt_ ? &*receipt_ : nullptr));
}

void ReceiptStep::printSigned() {
  if (state() == Ready && signedPaper_) page_.printPage(*signedPaper_);
}

void ReceiptStep::onStart() {
  work({"正在取回执……", "Fetching the receipt…"});
  tools().platform->receipt(
      application_.applicationNumber,
      here<services::Receipt>([this](Outcome<services::Receipt> receipt) { fetched(std::move(receipt)); }),
      stopToken());
}

// The application is accepted either way: without the platform's receipt the person gets what the kiosk
// knows.
void ReceiptStep::fetched(Outcome<services::Receipt> receipt) {
  if (receipt) receipt_ = std::move(*receipt);
  ready();
  if (purpose_ == Purpose::HandOut) printAgain();
}

void ReceiptStep::onLeave() {
  slip_.forget();
  page_.forget();
}

}  // namespace doorstep::kiosk
