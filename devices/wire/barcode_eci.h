#pragma once

#include <string_view>

#include "devices/wire/barcode_text.h"

// Extended Channel Interpretation: a code that says itself in which character set it is. A reader that passes
// this on sends a backslash and six digits where the set begins, `\000026`, and every backslash of the data
// twice (AIM ECI 03-024; which identifiers promise it: ISO/IEC 15424, as ZXing 1.4 has them).
namespace doorstep::devices::wire {

// Whether data behind this AIM identifier are written so: "]Q2", not "]Q1".
bool followsEci(std::string_view aim);

// The name of a character set, "GB18030"; empty when the number stands for none that a Chinese paper bears.
std::string_view eciCharset(int number);

// The first number in the data; -1 when there is none.
int firstEci(ByteView bytes);

// The data as UTF-8, without the escapes. Before the first of them they are read as barcodeText does. Empty
// when any part is of an unknown character set or no text in its own.
Secret eciText(ByteView bytes);

}  // namespace doorstep::devices::wire
