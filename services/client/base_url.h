#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace doorstep::services {

// "https://host:7443/v1" taken apart. Only https, no user, no query, no fragment: nothing else is a
// platform's address.
struct BaseUrl {
  std::string origin;  // "https://host:7443"
  std::string prefix;  // "/v1", or empty
};
std::optional<BaseUrl> parseBaseUrl(std::string_view text);

// A path segment or query value, everything but RFC 3986's unreserved characters percent-encoded.
std::string urlEncoded(std::string_view text);

}  // namespace doorstep::services
