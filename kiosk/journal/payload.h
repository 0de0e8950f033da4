#pragma once

#include "kiosk/base/outcome.h"
#include "kiosk/base/secret.h"
#include "services/client/platform.h"

namespace doorstep::kiosk {

// An application as it waits in the journal. journal.bad-payload when it is none.
Secret payloadOf(const services::ApplicationRequest& request);
Outcome<services::ApplicationRequest> requestOf(const Secret& payload);

}  // namespace doorstep::kiosk
