#pragma once

#include <chrono>
#include <string>

// The parts of a request that make it this one and no other. newIdempotencyKey() of platform.h is made here
// too.
namespace doorstep::services {

// RFC 3339, UTC, whole seconds: "2026-11-23T08:00:00Z".
std::string utcTimestamp(std::chrono::system_clock::time_point moment);

// 128 random bits as 32 hex digits.
std::string newNonce();

}  // namespace doorstep::services
