#include "kiosk/cases/confirm_step.h"

#include <algorithm>

#include "kiosk/cases/application.h"
#include "kiosk/cases/signature.h"
#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"
#include "kiosk/journal/outbox.h"

namespace doorstep::kiosk {
namespace {

constexpr int kRevealed = 10;  // s

}  // namespace

ConfirmStep::ConfirmStep(const Tools& tools, std::shared_ptr<const Citizen> citizen,
                         std::shared_ptr<OpenCase> open)
    : Step(tools), citizen_(std::move(citizen)), open_(std::move(open)) {}

QString ConfirmStep::title() const {
  return say({"请核对，没问题就签名", "Please check, then sign"});
}

QString ConfirmStep::helpText() const {
  return say({"这是要提交的全部内容。看清楚了，用手指在框里签名，再按下面的按钮；不对可以返回去改。",
              "This is everything that will be handed in. Read it, sign in the box with a finger, then touch "
              "the button below. If something is wrong, go back and change it."});
}

QString ConfirmStep::primaryText() const {
  return say({"确认并签名", "Confirm and sign"});
}

QVariantList ConfirmStep::lines() const {
  QVariantList list;
  for (const auto& line : confirmedLines(tools(), *citizen_, *open_)) {
    const bool inFull = revealedSeconds_ > 0 && !line.address.empty();
    list.append(QVariantMap{
        {"label", say(line.label)},
        {"value", inFull ? QString::fromStdString(std::string(line.address.reveal())) : say(line.value)}});
  }
  return list;
}

QStringList ConfirmStep::declarations() const {
  QStringList texts;
  for (const auto& declaration : open_->procedure.declarations) texts << say(declaration);
  return texts;
}

std::int64_t ConfirmStep::totalFen() const {
  std::int64_t total = 0;
  for (const auto* fee : feesDue(open_->procedure, open_->facts, formFacts(*open_), *tools().evaluator))
    total += fee->fen;
  return total;
}

QString ConfirmStep::feeText() const {
  return totalFen() > 0 ? say(moneyText(totalFen())) : QString();
}

bool ConfirmStep::isSigned() const {
  return !open_->draft.signaturePng.empty();
}

bool ConfirmStep::canReveal() const {
  const auto lines = confirmedLines(tools(), *citizen_, *open_);
  return revealedSeconds_ == 0 && std::any_of(lines.begin(), lines.end(), [](const ConfirmedLine& line) {
           return !line.address.empty();
         });
}

void ConfirmStep::reveal() {
  if (state() != Ready) return;
  revealedSeconds_ = kRevealed;
  emit changed();
}

void ConfirmStep::onTick() {
  if (revealedSeconds_ > 0 && --revealedSeconds_ == 0) emit changed();
}

void ConfirmStep::setSignature(const QVariantList& strokes, qreal aspect) {
  if (state() != Ready) return;
  open_->draft.documentDigest = documentDigest(tools(), *citizen_, *open_);
  open_->draft.signaturePng = signaturePng(strokes, aspect, open_->draft.documentDigest);
  open_->draft.signedAt = tools().now();
  emit changed();
}

void ConfirmStep::clearSignature() {
  open_->draft.signaturePng.wipe();
  open_->draft.documentDigest.clear();
  emit changed();
}

// A signature is for what is on the screen now: after going back and forth it is given anew, on an empty pad.
void ConfirmStep::onStart() {
  clearSignature();
  ready();
}

void ConfirmStep::onProceed() {
  const auto& digest = open_->draft.documentDigest;
  if (auto stored = open_->record(tools(), What::Signed, Actor::Citizen, digest); !stored)
    return fail(stored.error());
  const auto request = applicationRequest(tools(), *citizen_, *open_);
  if (auto prepared = tools().outbox->prepare(open_->id, request, totalFen()); !prepared)
    return fail(prepared.error());
  finish();
}

}  // namespace doorstep::kiosk
