#pragma once

#include <optional>
#include <string_view>

#include "devices/barcode_reader.h"
#include "devices/wire/bytes.h"

// What a reader says about a code besides its bytes, and the text in them.
namespace doorstep::devices::wire {

// How a code's bytes are to be read. Most codes carry no word about it (those that do: barcode_eci.h): one
// maker's are UTF-8, another's GBK.
enum class TextCoding { None, Utf8, Gbk, Gb18030 };

// None for bytes that are no text: neither coding fits, or there are control characters that no code holds on
// purpose (tab, line ends and the separators of ISO/IEC 15434 are no such). GBK wins over UTF-8 only where
// the bytes read as common Chinese characters in runs, and as Latin, Greek or Cyrillic letters in UTF-8.
TextCoding codingOf(ByteView bytes);

// The bytes as UTF-8, without a byte order mark; empty when they are no text.
Secret barcodeText(ByteView bytes);

// The bytes of a character set by iconv's name as UTF-8; nothing when they do not fit it, or hold a control
// character that no code holds on purpose.
std::optional<Bytes> utf8From(const char* charset, ByteView bytes);

// The kind of code after its AIM identifier "]Q1": ']', code character, modifier (ISO/IEC 15424).
Symbology symbologyOf(std::string_view aim);

// Whether the data begin with an identifier: readers can be set to send it before the data.
bool beginsWithAim(ByteView bytes);

// `aim` may be empty: then the data may begin with one.
Scan makeScan(ByteView bytes, std::string_view aim);

}  // namespace doorstep::devices::wire
