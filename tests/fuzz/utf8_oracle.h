#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <iconv.h>

namespace doorstep::fuzz {

// The C library's opinion of a text in another character set; nothing when it cannot be converted.
inline std::optional<std::string> converted(const char* to, const char* from, std::string_view text) {
  const std::unique_ptr<void, int (*)(iconv_t)> converter(iconv_open(to, from), iconv_close);
  std::string result(text.size() * 4 + 16, '\0');
  char* in = const_cast<char*>(text.data());
  char* out = result.data();
  std::size_t left = text.size(), room = result.size();
  if (iconv(converter.get(), &in, &left, &out, &room) == static_cast<std::size_t>(-1)) return std::nullopt;
  result.resize(result.size() - room);
  return result;
}

inline bool isUtf8(std::string_view text) {
  return converted("UTF-16LE", "UTF-8", text).has_value();
}

}  // namespace doorstep::fuzz
