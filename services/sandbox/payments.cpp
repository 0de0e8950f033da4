#include "services/sandbox/payments.h"

#include <algorithm>

#include "services/sandbox/people.h"
#include "services/sandbox/refusal.h"
#include "services/sandbox/wire.h"

namespace doorstep::sandbox {
namespace {

using services::OrderState;
using services::Payment;
using services::PaymentOrder;

constexpr const char* kTables = R"(
  CREATE TABLE IF NOT EXISTS payment (
    payment_id TEXT PRIMARY KEY, station TEXT NOT NULL, idempotency_key TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person, procedure TEXT NOT NULL, expires_at INTEGER NOT NULL,
    application_number TEXT, UNIQUE (station, idempotency_key));
  CREATE TABLE IF NOT EXISTS payment_order (
    order_id TEXT PRIMARY KEY, payment_id TEXT NOT NULL REFERENCES payment, payee TEXT NOT NULL, item TEXT NOT NULL,
    amount_fen INTEGER NOT NULL CHECK (amount_fen > 0), state TEXT NOT NULL);
  -- Further keys that were answered with a payment that was there already.
  CREATE TABLE IF NOT EXISTS payment_again (
    station TEXT NOT NULL, idempotency_key TEXT NOT NULL, payment_id TEXT NOT NULL REFERENCES payment,
    PRIMARY KEY (station, idempotency_key));
)";

std::int64_t secondsOf(std::chrono::system_clock::time_point moment) {
  return std::chrono::duration_cast<std::chrono::seconds>(moment.time_since_epoch()).count();
}

bool settled(const Payment& payment) {
  return std::all_of(payment.orders.begin(), payment.orders.end(),
                     [](const PaymentOrder& order) { return order.settled(); });
}

bool payable(OrderState state) {
  return state == OrderState::Created || state == OrderState::QrShown || state == OrderState::Paying;
}

}  // namespace

Payments::Payments(Database& database, const Clock& clock, std::chrono::seconds qrLife)
    : database_(database), clock_(clock), qrLife_(qrLife) {
  database_.script(kTables);
}

Payment Payments::create(const std::string& station, const std::string& key, const std::string& personId,
                         const ProcedureTerms& procedure, bool byMail) {
  if (!procedure.feeItem) throw Refusal("unknown-procedure", "nothing is due for it");
  if (const auto paid = settledAndUnused(personId, procedure.id)) {
    database_.run("INSERT INTO payment_again VALUES (?1, ?2, ?3)", station, key, *paid);
    return get(*paid);
  }
  const std::string paymentId = newId('M');
  database_.run("INSERT INTO payment VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)", paymentId, station, key,
                personId, procedure.id, secondsOf(clock_.now() + qrLife_));
  open(paymentId, procedure, byMail);
  return get(paymentId);
}

std::optional<std::string> Payments::settledAndUnused(const std::string& personId,
                                                      const std::string& procedure) {
  for (const Row& row :
       database_.rows("SELECT payment_id FROM payment WHERE person_id = ?1 AND procedure = ?2 AND "
                      "application_number IS NULL ORDER BY rowid",
                      personId, procedure))
    if (settled(get(row.text(0)))) return row.text(0);
  return std::nullopt;
}

void Payments::open(const std::string& paymentId, const ProcedureTerms& procedure, bool byMail) {
  const auto add = [&](const char* payee, const char* item, std::int64_t amountFen) {
    // The answer carries the QR code, so from here on it is on a screen.
    database_.run("INSERT INTO payment_order VALUES (?1, ?2, ?3, ?4, ?5, ?6)", newId('O'), paymentId, payee,
                  item, amountFen, wordOf(OrderState::QrShown));
  };
  add(kTreasury, procedure.feeItem, procedure.feeFen);
  if (byMail) add(kPost, "证件寄递费", kPostageFen);
}

void Payments::expireOverdue() {
  database_.run(
      "UPDATE payment_order SET state = 'expired' WHERE state IN ('created', 'qr-shown', 'paying') AND "
      "payment_id IN "
      "(SELECT payment_id FROM payment WHERE expires_at <= ?1)",
      secondsOf(clock_.now()));
}

Payment Payments::get(const std::string& paymentId) {
  expireOverdue();
  const auto row = database_.row("SELECT expires_at FROM payment WHERE payment_id = ?1", paymentId);
  if (!row) throw Refusal("no-payment");
  Payment payment;
  payment.paymentId = paymentId;
  payment.expiresAt = std::chrono::system_clock::time_point(std::chrono::seconds(row->number(0)));
  for (const Row& found :
       database_.rows("SELECT order_id FROM payment_order WHERE payment_id = ?1 ORDER BY rowid", paymentId))
    payment.orders.push_back(order(found.text(0)));
  return payment;
}

Payment Payments::byKey(const std::string& station, const std::string& key) {
  const auto row = database_.row(
      "SELECT payment_id FROM payment WHERE station = ?1 AND idempotency_key = ?2 UNION "
      "SELECT payment_id FROM payment_again WHERE station = ?1 AND idempotency_key = ?2",
      station, key);
  if (!row) throw Refusal("no-payment");
  return get(row->text(0));
}

std::vector<std::string> Payments::all() {
  std::vector<std::string> ids;
  for (const Row& row : database_.rows("SELECT payment_id FROM payment ORDER BY rowid DESC"))
    ids.push_back(row.text(0));
  return ids;
}

PaymentOrder Payments::order(const std::string& orderId) {
  const auto row =
      database_.row("SELECT payee, item, amount_fen, state FROM payment_order WHERE order_id = ?1", orderId);
  if (!row) throw Refusal("no-payment");
  return {orderId,
          row->text(0),
          row->text(1),
          row->number(2),
          payAddress_ + "/pay/" + orderId,
          orderStateOf(row->text(3))};
}

void Payments::setState(const std::string& orderId, OrderState state) {
  database_.run("UPDATE payment_order SET state = ?2 WHERE order_id = ?1", orderId, wordOf(state));
}

PaymentOrder Payments::scan(const std::string& orderId) {
  expireOverdue();
  const PaymentOrder seen = order(orderId);
  if (payable(seen.state)) setState(orderId, OrderState::Paying);
  return order(orderId);
}

PaymentOrder Payments::pay(const std::string& orderId) {
  expireOverdue();
  const PaymentOrder seen = order(orderId);
  if (payable(seen.state)) setState(orderId, OrderState::Paid);
  return order(orderId);
}

void Payments::use(const std::string& paymentId, const std::string& personId, const std::string& procedure,
                   const std::string& applicationNumber) {
  if (paymentId.empty()) throw Refusal("payment-unsettled");
  const auto row = database_.row(
      "SELECT application_number FROM payment WHERE payment_id = ?1 AND person_id = ?2 AND procedure = ?3",
      paymentId, personId, procedure);
  if (!row) throw Refusal("payment-unknown");
  if (row->textOrNull(0)) throw Refusal("payment-used");
  if (!settled(get(paymentId))) throw Refusal("payment-unsettled");
  database_.run("UPDATE payment SET application_number = ?2 WHERE payment_id = ?1", paymentId,
                applicationNumber);
  database_.run("UPDATE payment_order SET state = 'notified-treasury' WHERE payment_id = ?1 AND payee = ?2",
                paymentId, kTreasury);
}

void Payments::writeOff(const std::string& applicationNumber) {
  database_.run(
      "UPDATE payment_order SET state = 'written-off' WHERE payment_id IN "
      "(SELECT payment_id FROM payment WHERE application_number = ?1)",
      applicationNumber);
}

Payments::Origin Payments::origin(const std::string& paymentId) {
  const auto row = database_.row(
      "SELECT person_id, procedure, idempotency_key, application_number FROM payment WHERE payment_id = ?1",
      paymentId);
  if (!row) throw Refusal("no-payment");
  return {row->text(0), row->text(1), row->text(2), row->textOrNull(3).value_or("")};
}

}  // namespace doorstep::sandbox
