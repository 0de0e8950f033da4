#include "services/signing/base64.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

namespace doorstep::services {

std::string toBase64(std::string_view bytes) {
  // EVP_EncodeBlock also writes a terminating zero.
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int written =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(written));
  return text;
}

std::optional<std::string> fromBase64(std::string_view text) {
  if (text.empty()) return std::string();
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int written = text.size() % 4 != 0
                          ? -1
                          : EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                            reinterpret_cast<const unsigned char*>(text.data()),
                                            static_cast<int>(text.size()));
  if (written < static_cast<int>(padding)) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(written) - padding);
  // EVP_DecodeBlock skips white space at both ends and lets stray bits pass: only what encodes back is
  // canonical.
  std::string again = toBase64(bytes);
  const bool canonical = again == text;
  OPENSSL_cleanse(again.data(), again.size());
  if (!canonical) return std::nullopt;
  return bytes;
}

}  // namespace doorstep::services
