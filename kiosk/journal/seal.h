#pragma once

#include <string>
#include <string_view>

#include "kiosk/base/outcome.h"
#include "kiosk/base/secret.h"

namespace doorstep::kiosk {

// Encrypts what the journal keeps about people: AES-256-GCM (NIST SP 800-38D), a fresh 96-bit nonce each
// time.
class Seal {
 public:
  // Reads the key from a file of 32 bytes; makes one (mode 0600) when there is no such file and `mayCreate`.
  // journal.bad-key when it is missing, of another size or readable by others; journal.unwritable.
  static Outcome<Seal> open(const std::string& keyFile, bool mayCreate);

  // nonce | ciphertext | tag. `about` is bound to it without being stored: another record's seal does not
  // open.
  std::string close(const Secret& plain, std::string_view about) const;
  // journal.bad-seal when a byte of it, of `about` or of the key is another.
  Outcome<Secret> unseal(std::string_view sealed, std::string_view about) const;

 private:
  explicit Seal(Secret key) : key_(std::move(key)) {}

  Secret key_;
};

}  // namespace doorstep::kiosk
