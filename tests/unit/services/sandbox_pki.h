#pragma once

#include <string>

namespace sandbox_test {

// A folder that services/sandbox/make-pki has filled; made once per process and removed at its end.
const std::string& pkiDir();

}  // namespace sandbox_test
