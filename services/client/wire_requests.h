#pragma once

#include "services/client/platform.h"

// What the station sends (services/api/platform.yaml), as JSON.
namespace doorstep::services {

Secret identityClaimJson(const IdentityClaim& claim);
Secret newPhotoJson(const PersonalBytes& jpeg);
Secret procedureOfPersonJson(const std::string& personId, const std::string& procedure);
Secret applicationJson(const ApplicationRequest& request);

}  // namespace doorstep::services
