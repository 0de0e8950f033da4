#pragma once

#include <stdexcept>
#include <string>

#include "services/http/message.h"

// How the sandbox says no: thrown where it is found out, answered in one place.
namespace doorstep::sandbox {

class Refusal : public std::runtime_error {
 public:
  // `code` is one of the contract's Problem codes; its status and its Chinese text stand in refusal.cpp.
  // `detail` is for whoever repairs it and names no person.
  explicit Refusal(std::string code, std::string detail = {})
      : std::runtime_error(code + " " + detail), code_(std::move(code)), detail_(std::move(detail)) {}

  http::Response response() const;

 private:
  std::string code_;
  std::string detail_;
};

}  // namespace doorstep::sandbox
