#include "devices/drivers/glyph_font.h"

#include <fontconfig/fontconfig.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include <optional>

#include "devices/wire/utf16.h"

namespace doorstep::devices {
namespace {

struct FontFile {
  std::string path;
  int index = 0;  // within a collection
};

std::optional<FontFile> systemFont() {
  const std::unique_ptr<FcConfig, void (*)(FcConfig*)> config(FcInitLoadConfigAndFonts(), FcConfigDestroy);
  const std::unique_ptr<FcPattern, void (*)(FcPattern*)> wanted(
      FcNameParse(reinterpret_cast<const FcChar8*>("Noto Sans CJK SC,sans-serif:lang=zh-cn:weight=regular")),
      FcPatternDestroy);
  FcConfigSubstitute(config.get(), wanted.get(), FcMatchPattern);
  FcDefaultSubstitute(wanted.get());
  FcResult result{};
  const std::unique_ptr<FcPattern, void (*)(FcPattern*)> found(
      FcFontMatch(config.get(), wanted.get(), &result), FcPatternDestroy);
  FcChar8* path = nullptr;
  FontFile file;
  if (!found || FcPatternGetString(found.get(), FC_FILE, 0, &path) != FcResultMatch) return std::nullopt;
  FcPatternGetInteger(found.get(), FC_INDEX, 0, &file.index);
  file.path = reinterpret_cast<const char*>(path);
  return file;
}

}  // namespace

struct GlyphFont::Face {
  FT_Library library = nullptr;
  FT_Face face = nullptr;

  Face() = default;
  Face(const Face&) = delete;
  Face& operator=(const Face&) = delete;
  ~Face() {
    if (face != nullptr) FT_Done_Face(face);
    if (library != nullptr) FT_Done_FreeType(library);
  }
};

Outcome<GlyphFont> GlyphFont::load(const std::string& path) {
  const std::optional<FontFile> file = path.empty() ? systemFont() : FontFile{path, 0};
  auto face = std::make_shared<Face>();
  if (!file || FT_Init_FreeType(&face->library) != 0 ||
      FT_New_Face(face->library, file->path.c_str(), file->index, &face->face) != 0)
    return problem("device.bad-setting", "raster-font: no font in \"" + path + "\"");
  return GlyphFont(std::move(face));
}

void GlyphFont::draw(wire::Bitmap& picture, int x, int y, std::string_view utf8, int cell, bool bold) const {
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t codePoint = wire::nextCodePoint(utf8, at);
    drawGlyph(picture, x, y, codePoint, cell, bold);
    x += columnsOf(codePoint) * cell / 2;
  }
}

void GlyphFont::drawGlyph(wire::Bitmap& picture, int x, int y, char32_t codePoint, int cell,
                          bool bold) const {
  // A little smaller than the cell, so that lines do not touch.
  const int size = cell * 11 / 12;
  FT_Face face = face_->face;
  if (FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(size)) != 0 ||
      FT_Load_Char(face, codePoint, FT_LOAD_RENDER) != 0)
    return;
  const FT_GlyphSlot glyph = face->glyph;
  const int advance = static_cast<int>(glyph->advance.x >> 6);
  const int left = x + (columnsOf(codePoint) * cell / 2 - advance) / 2 + glyph->bitmap_left;
  const int baseline = y + cell * 5 / 6;
  for (int row = 0; row < static_cast<int>(glyph->bitmap.rows); ++row) {
    for (int column = 0; column < static_cast<int>(glyph->bitmap.width); ++column) {
      constexpr int ink = 100;  // of 255: thermal heads print fine strokes thin
      if (glyph->bitmap.buffer[row * glyph->bitmap.pitch + column] < ink) continue;
      for (int dot = 0; dot <= (bold ? 1 : 0); ++dot) {
        const int px = left + column + dot, py = baseline - glyph->bitmap_top + row;
        if (px >= 0 && px < picture.width && py >= 0 && py < picture.height) picture.blacken(px, py);
      }
    }
  }
}

int columnsOf(char32_t codePoint) {
  return codePoint < 0x80 ? 1 : 2;
}

int columnsOf(std::string_view utf8) {
  int columns = 0;
  for (std::size_t at = 0; at < utf8.size();) columns += columnsOf(wire::nextCodePoint(utf8, at));
  return columns;
}

}  // namespace doorstep::devices
