#include "services/sandbox/flat_jpeg.h"

#include <initializer_list>

namespace doorstep::sandbox {
namespace {

void append(std::string& out, std::initializer_list<int> bytes) {
  for (const int byte : bytes) out += static_cast<char>(byte);
}

int byteAt(const std::string& bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}
int wordAt(const std::string& bytes, std::size_t at) {
  return byteAt(bytes, at) << 8 | byteAt(bytes, at + 1);
}

}  // namespace

// Every 8x8 block differs from the one before by nothing, so one Huffman code of one bit for "difference 0"
// and one for "end of block" are all the picture needs: two zero bits a block. Grey 128 is the decoder's own
// start value.
std::string flatJpeg(int width, int height) {
  std::string jpeg;
  append(jpeg, {0xFF, 0xD8});
  append(jpeg,
         {0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 1, 300 >> 8, 300 & 255, 300 >> 8, 300 & 255, 0, 0});
  append(jpeg, {0xFF, 0xDB, 0, 67, 0});
  jpeg.append(64, '\1');
  append(jpeg, {0xFF, 0xC0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0});
  for (const int table : {0x00, 0x10}) {  // DC, AC: one code of length 1, its symbol 0
    append(jpeg, {0xFF, 0xC4, 0, 20, table, 1});
    jpeg.append(15, '\0');
    append(jpeg, {0});
  }
  append(jpeg, {0xFF, 0xDA, 0, 8, 1, 1, 0x00, 0, 63, 0});
  const int bits = ((width + 7) / 8) * ((height + 7) / 8) * 2;
  jpeg.append(static_cast<std::size_t>(bits / 8), '\0');
  if (bits % 8 != 0) append(jpeg, {0xFF >> (bits % 8)});  // padded with ones
  append(jpeg, {0xFF, 0xD9});
  return jpeg;
}

PixelSize jpegSize(const std::string& bytes) {
  if (bytes.size() < 4 || wordAt(bytes, 0) != 0xFFD8) return {};
  std::size_t at = 2;
  while (at + 9 <= bytes.size() && byteAt(bytes, at) == 0xFF) {
    const int marker = byteAt(bytes, at + 1);
    const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (frame) return {wordAt(bytes, at + 7), wordAt(bytes, at + 5)};
    at += 2 + static_cast<std::size_t>(wordAt(bytes, at + 2));
  }
  return {};
}

}  // namespace doorstep::sandbox
