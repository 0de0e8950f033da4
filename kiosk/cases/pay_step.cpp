#include "kiosk/cases/pay_step.h"

#include <algorithm>
#include <array>

#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"
#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {
namespace {

using services::OrderState;

const Localized& stateText(OrderState state) {
  static const std::array<Localized, 8> kTexts{{{"等您付款", "Waiting for you to pay"},
                                                {"等您付款", "Waiting for you to pay"},
                                                {"正在付款", "Being paid"},
                                                {"已付", "Paid"},
                                                {"已付", "Paid"},
                                                {"已付", "Paid"},
                                                {"过期了", "Expired"},
                                                {"已退回", "Returned"}}};
  return kTexts.at(static_cast<std::size_t>(state));
}

bool sameStates(const services::Payment& a, const services::Payment& b) {
  return std::equal(a.orders.begin(), a.orders.end(), b.orders.begin(), b.orders.end(),
                    [](const auto& x, const auto& y) { return x.state == y.state; });
}

}  // namespace

PayStep::PayStep(const Tools& tools, std::string caseId) : Step(tools), caseId_(std::move(caseId)) {
  connect(tools.outbox, &Outbox::changed, this, [this](const QString& changedCase) {
    if (changedCase.toStdString() == caseId_ && state() != Waiting && state() != Finished) look();
  });
}

QString PayStep::title() const {
  return say({"请用手机付款", "Please pay with your phone"});
}

QString PayStep::helpText() const {
  return say(
      {"请用手机扫屏幕上的码付钱，这台机器不收现金，也不碰您的钱。付好了会自己往下走，不用再付第二次。",
       "Scan the code with your phone to pay. This machine takes no cash and never holds your money. Once "
       "paid it goes on by itself; never pay a second time."});
}

QVariantList PayStep::orders() const {
  QVariantList list;
  if (!payment_) return list;
  for (const auto& order : payment_->orders) {
    const auto* fee = feeOf(order);
    list.append(QVariantMap{{"payee", say(fee ? fee->payee : same(order.payee))},
                            {"item", say(fee ? fee->item : same(order.item))},
                            {"amountText", say(moneyText(order.amountFen))},
                            {"stateText", say(stateText(order.state))},
                            {"settled", order.settled()}});
  }
  return list;
}

// The platform says in Chinese what an order is for; the procedure has the same words in every language.
const Fee* PayStep::feeOf(const services::PaymentOrder& order) const {
  const auto* errand = tools().outbox->find(caseId_);
  const auto* procedure = errand ? tools().catalogue->find(errand->procedure) : nullptr;
  if (!procedure) return nullptr;
  const auto found = std::find_if(procedure->fees.begin(), procedure->fees.end(), [&](const Fee& fee) {
    return fee.payee.zh == order.payee && fee.item.zh == order.item;
  });
  return found == procedure->fees.end() ? nullptr : &*found;
}

// The person looks at the phone, not at the screen, for as long as the code can be paid.
bool PayStep::waitsOutside() const {
  return state() == Ready && orderToPay() && secondsToExpiry() > 0;
}

QString PayStep::totalText() const {
  return payment_ ? say(moneyText(payment_->totalFen())) : QString();
}

const services::PaymentOrder* PayStep::orderToPay() const {
  if (!payment_) return nullptr;
  const auto& orders = payment_->orders;
  const auto found = std::find_if(orders.begin(), orders.end(), [](const auto& order) {
    return order.state == OrderState::Created || order.state == OrderState::QrShown ||
           order.state == OrderState::Paying;  // scanned: who gave up in the phone scans once more
  });
  return found == orders.end() ? nullptr : &*found;
}

QString PayStep::qrContent() const {
  const auto* order = orderToPay();
  return order ? QString::fromStdString(order->qrContent) : QString();
}

QString PayStep::qrPayee() const {
  const auto* order = orderToPay();
  if (!order) return {};
  const auto* fee = feeOf(*order);
  return say(fee ? fee->payee : same(order->payee));
}

int PayStep::secondsToExpiry() const {
  if (!payment_) return 0;
  const auto left = std::chrono::duration_cast<std::chrono::seconds>(payment_->expiresAt - tools().now());
  return static_cast<int>(std::max<std::int64_t>(0, left.count()));
}

QString PayStep::timeLeft() const {
  const int seconds = secondsToExpiry();
  return seconds > 0 ? QString("%1:%2").arg(seconds / 60).arg(seconds % 60, 2, 10, QChar('0')) : QString();
}

bool PayStep::settled() const {
  return payment_ && payment_->settled();
}

void PayStep::park() {
  emit parked();
}

void PayStep::onStart() {
  work({"正在准备付款码……", "Preparing the payment code…"});
  tools().outbox->attend(caseId_);
  if (state() == Working) look();
}

void PayStep::onRetry() {
  onStart();
}

void PayStep::onTick() {
  if (payment_) emit ticked();
}

void PayStep::look() {
  const auto* errand = tools().outbox->find(caseId_);
  if (!errand) return fail(problem("payment.gone", caseId_).value());
  if (errand->paid()) return finish();
  if (errand->over() && errand->problem) return fail(*errand->problem);
  const bool moved = payment_ && errand->basket && !sameStates(*payment_, *errand->basket);
  if (errand->basket) payment_ = errand->basket;
  emit ticked();
  if (errand->payment->state == Intent::State::Abandoned || errand->payment->state == Intent::State::Failed)
    return fail(errand->problem.value_or(problem("payment.expired", caseId_).value()));
  if (!errand->basket) {
    if (errand->problem) fail(*errand->problem);
    return;
  }
  if (state() != Ready || moved) ready();
  if (moved) emit progressed();
  note(errand->problem);
}

}  // namespace doorstep::kiosk
