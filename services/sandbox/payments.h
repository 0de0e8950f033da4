#pragma once

#include <string>

#include "services/client/platform.h"
#include "services/sandbox/clock.h"
#include "services/sandbox/database.h"
#include "services/sandbox/procedures.h"

namespace doorstep::sandbox {

// Orders, each for one payee, paid by whoever opens what their QR code says. They never go back: a second
// scan of a paid order changes nothing.
class Payments {
 public:
  Payments(Database& database, const Clock& clock, std::chrono::seconds qrLife);

  // "http://127.0.0.1:7480": what stands before "/pay/<order>" in a QR code.
  void setPayAddress(std::string address) { payAddress_ = std::move(address); }

  // Throws Refusal unknown-procedure when nothing is due for it.
  // Who has settled one for this procedure and not used it yet is given that one under the new key as well:
  // nobody pays twice, at whichever station.
  services::Payment create(const std::string& station, const std::string& key, const std::string& personId,
                           const ProcedureTerms& procedure, bool byMail);
  services::Payment get(const std::string& paymentId);  // throws Refusal no-payment
  services::Payment byKey(const std::string& station, const std::string& key);
  std::vector<std::string> all();  // ids, newest first

  // The payer's side. Throw Refusal no-payment for an unknown order.
  services::PaymentOrder scan(const std::string& orderId);  // the payer looks at it
  services::PaymentOrder pay(const std::string& orderId);   // nothing happens to an order that has expired

  // For an application: throws Refusal payment-unknown, payment-unsettled or payment-used.
  void use(const std::string& paymentId, const std::string& personId, const std::string& procedure,
           const std::string& applicationNumber);
  // The money has been accounted for.
  void writeOff(const std::string& applicationNumber);

  // "due" and the key it was asked with; for the records page.
  struct Origin {
    std::string personId;
    std::string procedure;
    std::string key;
    std::string applicationNumber;  // empty: not used yet
  };
  Origin origin(const std::string& paymentId);

 private:
  void expireOverdue();
  void open(const std::string& paymentId, const ProcedureTerms& procedure, bool byMail);
  std::optional<std::string> settledAndUnused(const std::string& personId, const std::string& procedure);
  services::PaymentOrder order(const std::string& orderId);
  void setState(const std::string& orderId, services::OrderState state);

  Database& database_;
  const Clock& clock_;
  std::chrono::seconds qrLife_;
  std::string payAddress_;
};

}  // namespace doorstep::sandbox
