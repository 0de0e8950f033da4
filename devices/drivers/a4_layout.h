#pragma once

#include <memory>
#include <string>
#include <vector>

#include <pango/pangocairo.h>

#include "devices/drivers/a4_pages.h"
#include "devices/printer.h"

// Where the blocks of a document go on A4. All lengths are points of 1/72 inch.
namespace doorstep::devices {

constexpr double kPointsPerMm = 72.0 / 25.4;

struct A4Page {
  static constexpr double kWidth = 210 * kPointsPerMm, kHeight = 297 * kPointsPerMm;
  static constexpr double kSide = 22 * kPointsPerMm;
  static constexpr double kTop = 18 * kPointsPerMm, kBottom = 20 * kPointsPerMm;
  static constexpr double kTextWidth = kWidth - 2 * kSide, kTextHeight = kHeight - kTop - kBottom;
};

struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
using TextLayout = std::unique_ptr<PangoLayout, Unref>;

// Makes pieces of text. Has a font map of its own, so that nothing stays behind in the thread.
class TypeSetter {
 public:
  TypeSetter();
  // Wrapped at `width`; between Latin words, anywhere between Chinese characters but not before a closing
  // mark.
  TextLayout text(const std::string& utf8, double size, bool bold, double width,
                  Align align = Align::Left) const;

 private:
  std::unique_ptr<PangoFontMap, Unref> fonts_;
  std::unique_ptr<PangoContext, Unref> context_;
};

double heightOf(PangoLayout* layout);
double widthOf(PangoLayout* layout);

std::vector<A4Piece> a4Pieces(const PrintDocument& document, const TypeSetter& setter);

}  // namespace doorstep::devices
