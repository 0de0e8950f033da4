#pragma once

#include <string>

#include "devices/printer.h"

namespace doorstep::devices {

struct A4Pdf {
  std::string bytes;
  int pages = 0;
};

// The document as PDF on A4 pages (ISO 216): the same blocks a receipt printer gets. Pairs that follow each
// other become a table; no row, paragraph or code is torn by a page's end, unless it is taller than a page;
// a line in bold stays with what follows it. Every page says its number. The text can be read out of the file
// again. The font is Noto Sans CJK SC, or what fontconfig puts in its place.
// Error: document-printer.refused when no PDF came of it.
Outcome<A4Pdf> a4Pdf(const PrintDocument& document);

// The same on a thread beside the caller's: choosing glyphs from a Chinese font takes some 100 ms, in which a
// driver could not hear a cancel. Also device.cancelled and device.timed-out; the unwanted pages are then
// finished by themselves, at the latest at the program's end.
Outcome<A4Pdf> a4Pdf(const PrintDocument& document, const Action& action);

}  // namespace doorstep::devices
