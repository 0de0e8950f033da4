#pragma once

#include <string>

#include "services/client/platform.h"

// The JSON of the platform's answers (services/api/platform.yaml) as records. platform.bad-answer names the
// place in the document, never what stands there.
namespace doorstep::services {

Outcome<Identity> readIdentity(const Secret& body);
Outcome<FaceComparison> readFaceComparison(const Secret& body);
Outcome<LicenceRecord> readLicence(const Secret& body);
Outcome<PhotoOnFile> readPhoto(const Secret& body);
Outcome<std::string> readPhotoId(const Secret& body);
Outcome<std::string> readDocumentId(const Secret& body);
Outcome<BodyProof> readBodyProof(const Secret& body);
Outcome<Eligibility> readEligibility(const Secret& body);
Outcome<Payment> readPayment(const Secret& body);
Outcome<Application> readApplication(const Secret& body);
Outcome<std::vector<Application>> readApplications(const Secret& body);
Outcome<Receipt> readReceipt(const Secret& body);

// The reason code of a refusal; empty when the body is none of the contract's, as from a gateway on the way.
std::string readReason(const Secret& body);

}  // namespace doorstep::services
