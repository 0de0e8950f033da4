#pragma once

#include "devices/plate_marker.h"
#include "kiosk/base/outcome.h"
#include "kiosk/base/secret.h"
#include "services/client/platform.h"

namespace doorstep::kiosk {

// An application as it waits in the journal. journal.bad-payload when it is none.
Secret payloadOf(const services::ApplicationRequest& request);
Outcome<services::ApplicationRequest> requestOf(const Secret& payload);
// Of an application that is paid and refused: what it is about and whose, nothing else.
Secret remainderOf(const services::ApplicationRequest& request);

// A payment as it waits: the sum that was shown to its person and signed. 0 when there is none.
Secret payloadOf(std::int64_t agreedFen);
std::int64_t agreedFenOf(const Secret& payload);

// A text to engrave. journal.bad-payload when it is none.
Secret payloadOf(const devices::MarkJob& job);
Outcome<devices::MarkJob> markJobOf(const Secret& payload);

}  // namespace doorstep::kiosk
