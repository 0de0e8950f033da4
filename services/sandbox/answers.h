#pragma once

#include <optional>
#include <string>

#include "services/http/message.h"
#include "services/sandbox/database.h"

namespace doorstep::sandbox {

// What was answered to which idempotency key. The key is unique in the database: the last line of defence
// against a request that is delivered twice.
class Answers {
 public:
  explicit Answers(Database& database);

  // The stored answer of the same request. Throws Refusal key-reused when the key came with another one.
  std::optional<http::Response> find(const std::string& station, const std::string& key,
                                     const http::Request& request);
  void keep(const std::string& station, const std::string& key, const http::Request& request,
            const http::Response& response);

 private:
  Database& database_;
};

}  // namespace doorstep::sandbox
