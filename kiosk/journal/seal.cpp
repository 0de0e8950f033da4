#include "kiosk/journal/seal.h"

#include <array>
#include <cerrno>
#include <memory>

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

namespace doorstep::kiosk {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr int kNonceBytes = 12;
constexpr int kTagBytes = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  int get() const { return descriptor_; }

 private:
  int descriptor_;
};

Outcome<Secret> makeKey(const std::string& path) {
  std::array<char, kKeyBytes> key{};
  if (RAND_bytes(reinterpret_cast<unsigned char*>(key.data()), kKeyBytes) != 1)
    return problem("journal.bad-key", "no random bytes");
  Secret secret(std::string_view(key.data(), key.size()));
  OPENSSL_cleanse(key.data(), key.size());
  const File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  const bool written = file.get() >= 0 &&
                       ::write(file.get(), secret.reveal().data(), kKeyBytes) == kKeyBytes &&
                       ::fsync(file.get()) == 0;
  if (!written) {
    if (file.get() >= 0) ::unlink(path.c_str());
    return problem("journal.unwritable", path);
  }
  return secret;
}

}  // namespace

Outcome<Seal> Seal::open(const std::string& keyFile, bool mayCreate) {
  const File file(::open(keyFile.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) {
    if (errno != ENOENT || !mayCreate) return problem("journal.bad-key", keyFile + " cannot be read");
    auto key = makeKey(keyFile);
    if (!key) return tl::unexpected(key.error());
    return Seal(std::move(*key));
  }
  struct stat about {};
  if (::fstat(file.get(), &about) != 0 || about.st_size != kKeyBytes)
    return problem("journal.bad-key", keyFile + " is not 32 bytes long");
  if ((about.st_mode & 077U) != 0) return problem("journal.bad-key", keyFile + " can be read by others");
  std::array<char, kKeyBytes> key{};
  if (::read(file.get(), key.data(), key.size()) != static_cast<ssize_t>(kKeyBytes))
    return problem("journal.bad-key", keyFile + " cannot be read");
  Seal seal(Secret(std::string_view(key.data(), key.size())));
  OPENSSL_cleanse(key.data(), key.size());
  return seal;
}

std::string Seal::close(const Secret& plain, std::string_view about) const {
  std::string sealed(kNonceBytes + plain.size() + kTagBytes, '\0');
  auto* nonce = bytes(sealed);
  auto* text = nonce + kNonceBytes;
  auto* tag = text + plain.size();
  int length = 0;
  const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  const bool closed =
      RAND_bytes(nonce, kNonceBytes) == 1 &&
      EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(key_.reveal()), nonce) == 1 &&
      EVP_EncryptUpdate(context.get(), nullptr, &length, bytes(about), static_cast<int>(about.size())) == 1 &&
      EVP_EncryptUpdate(context.get(), text, &length, bytes(plain.reveal()),
                        static_cast<int>(plain.size())) == 1 &&
      EVP_EncryptFinal_ex(context.get(), tag, &length) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, tag) == 1;
  return closed ? sealed : std::string();
}

Outcome<Secret> Seal::unseal(std::string_view sealed, std::string_view about) const {
  if (sealed.size() < kNonceBytes + kTagBytes) return problem("journal.bad-seal", "too short");
  const auto text = sealed.substr(kNonceBytes, sealed.size() - kNonceBytes - kTagBytes);
  std::string tag(sealed.substr(sealed.size() - kTagBytes));
  std::string plain(text.size(), '\0');
  int length = 0;
  const Context context(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  const bool opened =
      EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, bytes(key_.reveal()), bytes(sealed)) ==
          1 &&
      EVP_DecryptUpdate(context.get(), nullptr, &length, bytes(about), static_cast<int>(about.size())) == 1 &&
      EVP_DecryptUpdate(context.get(), bytes(plain), &length, bytes(text), static_cast<int>(text.size())) ==
          1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, bytes(tag)) == 1 &&
      EVP_DecryptFinal_ex(context.get(), bytes(tag), &length) == 1;
  Secret secret(plain);
  OPENSSL_cleanse(plain.data(), plain.size());
  if (!opened) return problem("journal.bad-seal", "another key, or not what was sealed");
  return secret;
}

}  // namespace doorstep::kiosk
