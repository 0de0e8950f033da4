#pragma once

#include <string>
#include <vector>

#include "services/client/platform.h"
#include "services/sandbox/clock.h"
#include "services/sandbox/payments.h"
#include "services/sandbox/people.h"

namespace doorstep::sandbox {

// What has been applied for. An application goes accepted -> in-review -> approved -> made -> delivered; when
// it is made, the licence record has its new term.
class Applications {
 public:
  Applications(Database& database, const Clock& clock, People& people, Payments& payments);

  services::Eligibility decide(const Person& person, const ProcedureTerms& procedure);

  // Decides again from its own records. Throws Refusal person-unknown, unknown-procedure, address-missing,
  // already-open, not-eligible, photo-unknown, photo-too-old, document-unknown, choice-unknown,
  // payment-unknown, payment-unsettled, payment-used.
  services::Application submit(const std::string& station, const std::string& key,
                               const services::ApplicationRequest& request);

  // Throw Refusal no-application.
  services::Application get(const std::string& number);
  services::Application byKey(const std::string& station, const std::string& key);
  services::Receipt receipt(const std::string& number, const std::string& receiptAddress);
  services::Application advance(const std::string& number);  // the back office does its next piece of work

  std::vector<services::Application> of(const std::string& personId);  // newest first

  struct Entry {  // for the records page
    services::Application application;
    std::string personId;
    std::string key;
    std::string paymentId;
  };
  std::vector<Entry> all();  // newest first

 private:
  void requireFreshPhoto(const services::ApplicationRequest& request);
  void requireEligible(const Person& person, const ProcedureTerms& procedure);
  void requireDocuments(const services::ApplicationRequest& request);
  std::string nextNumber();
  void carryOut(const services::Application& application, const std::string& personId);

  Database& database_;
  const Clock& clock_;
  People& people_;
  Payments& payments_;
};

}  // namespace doorstep::sandbox
