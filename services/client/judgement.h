#pragma once

#include "kiosk/base/outcome.h"
#include "services/client/transport.h"

namespace doorstep::services {

// What an HTTP answer means: itself when the platform did what it was asked, or the Problem of its refusal.
// platform.not-found, platform.rejected: detail is the contract's reason code ("no-licence", "already-open").
// platform.replayed, platform.bad-signature (or the station is not known), platform.identity-mismatch,
// platform.person-unknown, platform.key-reused, platform.overloaded (nothing was done), platform.failed,
// platform.bad-answer (a status that is not in the contract, or a refusal without the contract's reason, as
// from a gateway on the way); platform.unknown when a gateway on the way gave up waiting.
Outcome<HttpAnswer> judge(HttpAnswer answer);

}  // namespace doorstep::services
