#pragma once

#include <optional>
#include <string>
#include <string_view>

// RFC 4648 §4 with padding, on one line: signatures in headers, pictures in JSON.
namespace doorstep::services {

std::string toBase64(std::string_view bytes);

// Nothing for anything but the one canonical spelling: foreign characters, line breaks, missing padding.
std::optional<std::string> fromBase64(std::string_view text);

}  // namespace doorstep::services
