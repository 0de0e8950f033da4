#include "services/client/request_identity.h"

#include <array>
#include <cstdlib>

#include <openssl/rand.h>

#include "services/client/platform.h"

namespace doorstep::services {
namespace {

template <std::size_t size>
std::array<unsigned char, size> randomBytes() {
  std::array<unsigned char, size> bytes{};
  // Without random numbers no request is safe to send; OpenSSL fails here only when the system itself is
  // broken.
  if (RAND_bytes(bytes.data(), static_cast<int>(size)) != 1) std::abort();
  return bytes;
}

}  // namespace

std::string newNonce() {
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string nonce;
  for (const unsigned char byte : randomBytes<16>()) {
    nonce += kHex[byte >> 4];
    nonce += kHex[byte & 15];
  }
  return nonce;
}

// ULID: 48 bits of milliseconds, 80 random bits, in Crockford's base 32. 26 digits hold 130 bits: the first
// two are 0.
IdempotencyKey newIdempotencyKey() {
  static constexpr std::string_view kDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  auto milliseconds =
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
  IdempotencyKey key(26, '0');
  for (int digit = 9; digit >= 0; --digit, milliseconds >>= 5)
    key[static_cast<std::size_t>(digit)] = kDigits[milliseconds & 31];
  const auto random = randomBytes<16>();  // five bits of each byte are used: 16 digits of 5 bits
  for (std::size_t i = 0; i < random.size(); ++i) key[10 + i] = kDigits[random[i] & 31];
  return key;
}

}  // namespace doorstep::services
