#pragma once

#include "services/client/platform.h"

// What the station sends (services/api/platform.yaml), as JSON.
namespace doorstep::services {

Secret identityClaimJson(const IdentityClaim& claim);
Secret faceJson(const std::string& personId, const PersonalBytes& jpeg);
Secret newPhotoJson(const PersonalBytes& jpeg);
Secret newDocumentJson(const std::string& material, const PersonalBytes& pdf);
Secret procedureOfPersonJson(const std::string& personId, const std::string& procedure);
Secret paymentJson(const std::string& personId, const std::string& procedure, const std::string& delivery);
Secret applicationJson(const ApplicationRequest& request);

}  // namespace doorstep::services
