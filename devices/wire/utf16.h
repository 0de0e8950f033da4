#pragma once

#include <string>
#include <string_view>

#include "devices/wire/bytes.h"
#include "kiosk/base/secret.h"

namespace doorstep::devices::wire {

// UTF-16 little endian, as the chip stores text, and UTF-8. What cannot be read becomes U+FFFD; NUL is
// dropped, because some cards pad with it instead of spaces.
std::string utf8FromUtf16le(ByteView bytes);
Bytes utf16leFromUtf8(std::string_view text);

// The code point that begins at `at`, which moves behind it; U+FFFD for a broken byte.
char32_t nextCodePoint(std::string_view text, std::size_t& at);
void appendUtf8(std::string& text, char32_t codePoint);

// A padded field about a person, leaving no other copy behind.
Secret secretText(ByteView utf16le);

// Without the spaces that pad a field at its end.
std::string trimmed(std::string text);

}  // namespace doorstep::devices::wire
