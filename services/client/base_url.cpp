#include "services/client/base_url.h"

#include <algorithm>
#include <string_view>

namespace doorstep::services {
namespace {

constexpr std::string_view kLettersAndDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

bool consistsOf(std::string_view text, std::string_view others) {
  for (const char c : text)
    if (kLettersAndDigits.find(c) == std::string_view::npos && others.find(c) == std::string_view::npos)
      return false;
  return !text.empty();
}

bool isPort(std::string_view text) {
  return !text.empty() && text.size() <= 5 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "host", "host:7443", "[::1]", "[::1]:7443"
bool isAuthority(std::string_view text) {
  const auto hostEnd = text.starts_with('[') ? text.find(']') + 1 : text.find(':');
  const auto host = text.substr(0, hostEnd);
  const auto port = hostEnd < text.size() ? text.substr(hostEnd) : std::string_view();
  const bool hostOk =
      host.starts_with('[') ? consistsOf(host.substr(1, host.size() - 2), ":") : consistsOf(host, ".-");
  return hostOk && (port.empty() || (port[0] == ':' && isPort(port.substr(1))));
}

}  // namespace

std::optional<BaseUrl> parseBaseUrl(std::string_view text) {
  constexpr std::string_view kScheme = "https://";
  if (!text.starts_with(kScheme)) return std::nullopt;
  if (text.ends_with('/')) text.remove_suffix(1);
  const auto authorityEnd = std::min(text.find('/', kScheme.size()), text.size());
  const auto prefix = text.substr(authorityEnd);
  if (!isAuthority(text.substr(kScheme.size(), authorityEnd - kScheme.size()))) return std::nullopt;
  if (!prefix.empty() && !consistsOf(prefix, "/-._~")) return std::nullopt;
  return BaseUrl{std::string(text.substr(0, authorityEnd)), std::string(prefix)};
}

std::string urlEncoded(std::string_view text) {
  static constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (consistsOf({&c, 1}, "-._~")) {
      encoded += c;
    } else {
      encoded += '%';
      encoded += kHex[byte >> 4];
      encoded += kHex[byte & 15];
    }
  }
  return encoded;
}

}  // namespace doorstep::services
