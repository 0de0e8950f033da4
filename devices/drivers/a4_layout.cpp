#include "devices/drivers/a4_layout.h"

#include <algorithm>
#include <cmath>

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/CharacterSet.h>
#include <ZXing/MultiFormatWriter.h>
#include <ZXing/TextUtfEncoding.h>

#include "kiosk/base/log.h"

namespace doorstep::devices {
namespace {

constexpr double kText = 11, kHeading = 22;
constexpr double kBelowText = 4, kBelowHeading = 6;
constexpr double kRowSpace = 4;  // above and below the text of a table's row
constexpr double kGap = 16;      // between label and value
constexpr double kMostLabel = 0.4;

using SharedLayout = std::shared_ptr<PangoLayout>;

SharedLayout share(TextLayout layout) {
  return {layout.release(), [](PangoLayout* raw) { g_object_unref(raw); }};
}

void show(cairo_t* cairo, PangoLayout* layout, double x, double y) {
  cairo_move_to(cairo, x, y);
  pango_cairo_show_layout(cairo, layout);
}

void drawLine(cairo_t* cairo, double x, double length, double y, double grey, double width) {
  cairo_save(cairo);
  cairo_set_source_rgb(cairo, grey, grey, grey);
  cairo_set_line_width(cairo, width);
  cairo_move_to(cairo, x, y);
  cairo_line_to(cairo, x + length, y);
  cairo_stroke(cairo);
  cairo_restore(cairo);
}

// Across the page.
void line(cairo_t* cairo, double y, double grey, double width) {
  drawLine(cairo, A4Page::kSide, A4Page::kTextWidth, y, grey, width);
}

// A paragraph taller than a page goes line by line; any other stays whole.
void addText(std::vector<A4Piece>& pieces, const SharedLayout& layout, double below, bool withNext) {
  const double height = heightOf(layout.get());
  if (height <= A4Page::kTextHeight) {
    pieces.push_back({height + below,
                      [layout](cairo_t* cairo, double y) { show(cairo, layout.get(), A4Page::kSide, y); },
                      withNext});
    return;
  }
  const int lines = pango_layout_get_line_count(layout.get());
  for (int i = 0; i < lines; ++i)
    pieces.push_back({height / lines + (i + 1 == lines ? below : 0), [layout, i](cairo_t* cairo, double y) {
                        PangoLayoutLine* one = pango_layout_get_line_readonly(layout.get(), i);
                        const double base = pango_units_to_double(pango_layout_get_baseline(layout.get()));
                        cairo_move_to(cairo, A4Page::kSide, y + base);
                        pango_cairo_show_layout_line(cairo, one);
                      }});
}

// Rows of a table: as many pairs as follow each other.
class Table {
 public:
  Table(const TypeSetter& setter, double labels) : setter_(setter), labels_(labels) {}

  A4Piece row(const PrintPair& pair) const {
    const auto label = share(setter_.text(pair.label, kText, false, labels_));
    const auto value = share(setter_.text(pair.value, kText, false, A4Page::kTextWidth - labels_ - kGap));
    const double text = std::max(heightOf(label.get()), heightOf(value.get()));
    const double height = text + 2 * kRowSpace, labels = labels_;
    return {height, [=](cairo_t* cairo, double y) {
              cairo_save(cairo);
              constexpr double kGrey = 0.3;
              cairo_set_source_rgb(cairo, kGrey, kGrey, kGrey);
              show(cairo, label.get(), A4Page::kSide, y + kRowSpace);
              cairo_restore(cairo);
              show(cairo, value.get(), A4Page::kSide + labels + kGap, y + kRowSpace);
              line(cairo, y + height, 0.8, 0.5);
            }};
  }

 private:
  const TypeSetter& setter_;
  double labels_;  // the width of their column
};

double labelWidth(const PrintDocument& document, const TypeSetter& setter) {
  double width = 0;
  for (const PrintBlock& block : document.blocks)
    if (const auto* pair = std::get_if<PrintPair>(&block))
      width = std::max(width, widthOf(setter.text(pair->label, kText, false, A4Page::kTextWidth).get()));
  return std::min(std::ceil(width), A4Page::kTextWidth * kMostLabel);
}

ZXing::BitMatrix codeOf(const std::string& content) {
  constexpr int kMediumCorrection = 4;  // of 0-8
  return ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode)
      .setEncoding(ZXing::CharacterSet::UTF8)
      .setEccLevel(kMediumCorrection)
      .setMargin(0)
      .encode(ZXing::TextUtfEncoding::FromUtf8(content), 0, 0);
}

A4Piece codePiece(const std::string& content) {
  constexpr double kModule = 0.5 * kPointsPerMm, kLeast = 30 * kPointsPerMm, kMost = 64 * kPointsPerMm;
  constexpr double kQuiet = 4;  // modules of white around the code (ISO/IEC 18004)
  const auto code = std::make_shared<const ZXing::BitMatrix>(codeOf(content));
  const double side = std::clamp(code->width() * kModule, kLeast, kMost);
  const double module = side / code->width(), quiet = kQuiet * module;
  return {side + 2 * quiet, [=](cairo_t* cairo, double y) {
            const double left = A4Page::kSide + (A4Page::kTextWidth - side) / 2;
            for (int row = 0; row < code->height(); ++row)
              for (int column = 0; column < code->width(); ++column)
                if (code->get(column, row))
                  cairo_rectangle(cairo, left + column * module, y + quiet + row * module, module, module);
            cairo_fill(cairo);
          }};
}

// cairo reads a PNG in pieces.
struct PngSource {
  std::string_view left;
  static cairo_status_t read(void* source, unsigned char* data, unsigned int length) noexcept {
    std::string_view& left = static_cast<PngSource*>(source)->left;
    if (left.size() < length) return CAIRO_STATUS_READ_ERROR;
    std::copy_n(left.begin(), length, data);
    left.remove_prefix(length);
    return CAIRO_STATUS_SUCCESS;
  }
};

// Null when it is no picture.
std::shared_ptr<cairo_surface_t> pictureOf(const Secret& png) {
  PngSource source{png.reveal()};
  std::shared_ptr<cairo_surface_t> picture(
      cairo_image_surface_create_from_png_stream(PngSource::read, &source), cairo_surface_destroy);
  if (cairo_surface_status(picture.get()) == CAIRO_STATUS_SUCCESS) return picture;
  logWarning("printer",
             "the signature cannot be drawn: ", cairo_status_to_string(cairo_surface_status(picture.get())));
  return nullptr;
}

// Fills its box as far as its shape lets it, standing on the box's lower edge.
void drawPicture(cairo_t* cairo, cairo_surface_t* picture, double x, double bottom, double width,
                 double height) {
  const int wide = cairo_image_surface_get_width(picture), high = cairo_image_surface_get_height(picture);
  const double scale = std::min(width / wide, height / high);
  cairo_save(cairo);
  cairo_translate(cairo, x, bottom - high * scale);
  cairo_scale(cairo, scale, scale);
  cairo_set_source_surface(cairo, picture, 0, 0);
  cairo_paint(cairo);
  cairo_restore(cairo);
}

// The label at the left of the line that is signed on, the ink on it, small letters below it.
A4Piece signaturePiece(const PrintSignature& block, const TypeSetter& setter) {
  constexpr double kInkWidth = 70 * kPointsPerMm, kInkHeight = 20 * kPointsPerMm, kSmall = 9, kAround = 9;
  const auto label = share(setter.text(block.label, kText, false, A4Page::kTextWidth - kInkWidth - kGap));
  std::string words;
  for (const std::string& line : block.under) words += (words.empty() ? "" : "\n") + line;
  const auto under = share(setter.text(words, kSmall, false, kInkWidth));
  const auto picture = pictureOf(block.png);
  const double height = kAround + kInkHeight + kRowSpace + heightOf(under.get()) + kAround;
  return {height, [=](cairo_t* cairo, double y) {
            const double left = A4Page::kSide + A4Page::kTextWidth - kInkWidth,
                         line = y + kAround + kInkHeight;
            show(cairo, label.get(), left - kGap - widthOf(label.get()), line - heightOf(label.get()));
            if (picture) drawPicture(cairo, picture.get(), left, line, kInkWidth, kInkHeight);
            drawLine(cairo, left, kInkWidth, line, 0, 0.5);
            show(cairo, under.get(), left, line + kRowSpace);
          }};
}

class Composer {
 public:
  Composer(const PrintDocument& document, const TypeSetter& setter)
      : setter_(setter), table_(setter, labelWidth(document, setter)) {}

  void operator()(const PrintText& block) {
    const bool heading = block.scale >= 2;
    const auto text = share(setter_.text(block.text, heading ? kHeading : kText, block.bold || heading,
                                         A4Page::kTextWidth, block.align));
    const bool begins = block.bold && block.align == Align::Left && !boldBefore_;
    if (begins && !pieces_.empty()) pieces_.back().height += kBelowText;
    boldBefore_ = block.bold;
    addText(pieces_, text, heading ? kBelowHeading : kBelowText, block.bold || heading);
  }
  void operator()(const PrintPair& block) {
    pieces_.push_back(table_.row(block));
    ++rows_;
  }
  void operator()(const PrintRule&) {
    constexpr double kAround = 7;
    pieces_.push_back({2 * kAround, [](cairo_t* cairo, double y) { line(cairo, y + kAround, 0, 1); }, true});
  }
  void operator()(const PrintFeed& block) {
    pieces_.push_back({std::max(block.lines, 0) * kText * 1.5, [](cairo_t*, double) {}});
  }
  // The writer throws when the content is too long for the largest code: then it stands there in letters.
  void operator()(const PrintQr& block) try {
    pieces_.push_back(codePiece(block.content));
  } catch (const std::exception& fault) {
    logWarning("printer", "no QR code for ", block.content.size(), " bytes: ", fault.what());
    (*this)(PrintText{block.content});
  }
  void operator()(const PrintSignature& block) { pieces_.push_back(signaturePiece(block, setter_)); }

  void add(const PrintBlock& block) {
    if (!std::holds_alternative<PrintPair>(block)) endTable();
    if (!std::holds_alternative<PrintText>(block)) boldBefore_ = false;
    std::visit(*this, block);
  }
  std::vector<A4Piece> take() {
    endTable();
    return std::move(pieces_);
  }

 private:
  // A short table is not torn either.
  void endTable() {
    constexpr std::size_t kShort = 8;
    constexpr double kBelow = 9;
    if (rows_ > 0) pieces_.back().height += kBelow;
    if (rows_ <= kShort)
      for (std::size_t row = 2; row <= rows_; ++row) pieces_[pieces_.size() - row].withNext = true;
    rows_ = 0;
  }

  const TypeSetter& setter_;
  const Table table_;
  std::vector<A4Piece> pieces_;
  std::size_t rows_ = 0;     // of the table at the end of what there is
  bool boldBefore_ = false;  // a heading of several lines is one heading
};

}  // namespace

TypeSetter::TypeSetter()
    : fonts_(pango_cairo_font_map_new()), context_(pango_font_map_create_context(fonts_.get())) {
  pango_cairo_context_set_resolution(context_.get(), 72);          // a point is a unit
  pango_context_set_round_glyph_positions(context_.get(), FALSE);  // paper has no pixels
  pango_context_set_language(context_.get(), pango_language_from_string("zh-cn"));
  cairo_font_options_t* const options = cairo_font_options_create();
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
}

TextLayout TypeSetter::text(const std::string& utf8, double size, bool bold, double width,
                            Align align) const {
  TextLayout layout(pango_layout_new(context_.get()));
  PangoFontDescription* const font = pango_font_description_from_string("Noto Sans CJK SC");
  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
  pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  pango_layout_set_width(layout.get(), pango_units_from_double(width));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout.get(), align == Align::Left     ? PANGO_ALIGN_LEFT
                                           : align == Align::Centre ? PANGO_ALIGN_CENTER
                                                                    : PANGO_ALIGN_RIGHT);
  pango_layout_set_text(layout.get(), utf8.c_str(), static_cast<int>(utf8.size()));
  return layout;
}

double heightOf(PangoLayout* layout) {
  int height = 0;
  pango_layout_get_size(layout, nullptr, &height);
  return pango_units_to_double(height);
}

double widthOf(PangoLayout* layout) {
  int width = 0;
  pango_layout_get_size(layout, &width, nullptr);
  return pango_units_to_double(width);
}

std::vector<A4Piece> a4Pieces(const PrintDocument& document, const TypeSetter& setter) {
  Composer composer(document, setter);
  for (const PrintBlock& block : document.blocks) composer.add(block);
  return composer.take();
}

}  // namespace doorstep::devices
