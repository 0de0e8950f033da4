#pragma once

#include <string>

// The parts of a request that make it this one and no other. newIdempotencyKey() of platform.h is made here
// too.
namespace doorstep::services {

// 128 random bits as 32 hex digits.
std::string newNonce();

}  // namespace doorstep::services
