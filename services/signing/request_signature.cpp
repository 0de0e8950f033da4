#include "services/signing/request_signature.h"

#include <array>
#include <cstdio>
#include <vector>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "services/signing/base64.h"

namespace doorstep::services {
namespace {

// GB/T 32918.2 hashes a distinguished id into every signature; this is the one GB/T 35276 gives for "no
// other".
constexpr std::string_view kDistinguishedId = "1234567812345678";

std::shared_ptr<void> readKey(const std::string& pemFile, EVP_PKEY* (*read)(FILE*)) {
  const std::unique_ptr<FILE, int (*)(FILE*)> file(std::fopen(pemFile.c_str(), "re"), &std::fclose);
  EVP_PKEY* const found = file ? read(file.get()) : nullptr;
  ERR_clear_error();
  std::shared_ptr<void> key(found, [](void* pointer) { EVP_PKEY_free(static_cast<EVP_PKEY*>(pointer)); });
  return found != nullptr && EVP_PKEY_is_a(found, "SM2") == 1 ? key : nullptr;
}

// Never asks for a passphrase on the terminal: an encrypted key is no key for a program nobody watches.
int noPassphrase(char*, int, int, void*) {
  return -1;
}

EVP_PKEY* readPrivate(FILE* file) {
  return PEM_read_PrivateKey(file, nullptr, noPassphrase, nullptr);
}
EVP_PKEY* readPublic(FILE* file) {
  return PEM_read_PUBKEY(file, nullptr, noPassphrase, nullptr);
}

// SM2 over SM3 needs the distinguished id before it starts, so the two contexts are made by hand and live
// together.
class Sm2Digest {
 public:
  explicit Sm2Digest(void* key)
      : key_(static_cast<EVP_PKEY*>(key)),
        keyContext_(EVP_PKEY_CTX_new(key_, nullptr), &EVP_PKEY_CTX_free),
        context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    EVP_PKEY_CTX_set1_id(keyContext_.get(), kDistinguishedId.data(),
                         static_cast<int>(kDistinguishedId.size()));
    EVP_MD_CTX_set_pkey_ctx(context_.get(), keyContext_.get());
  }
  Sm2Digest(const Sm2Digest&) = delete;
  Sm2Digest& operator=(const Sm2Digest&) = delete;
  ~Sm2Digest() { ERR_clear_error(); }  // TLS on the same thread reads the same error queue

  EVP_MD_CTX* get() { return context_.get(); }
  EVP_PKEY* key() { return key_; }

 private:
  EVP_PKEY* key_;
  std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> keyContext_;
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string sm3Hex(std::string_view bytes) {
  std::array<unsigned char, 32> digest{};
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sm3(), nullptr);
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += kHex[byte >> 4];
    hex += kHex[byte & 15];
  }
  return hex;
}

std::string canonicalText(const SignedRequest& request) {
  return request.method + '\n' + request.target + '\n' + request.station + '\n' + request.timestamp + '\n' +
         request.nonce + '\n' + request.idempotencyKey + '\n' + sm3Hex(request.body);
}

Outcome<RequestSigner> RequestSigner::load(const std::string& pemFile) {
  RequestSigner signer;
  signer.key_ = readKey(pemFile, readPrivate);
  if (!signer.key_) return problem("signing.bad-key", pemFile + " holds no SM2 private key");
  return signer;
}

Outcome<std::string> RequestSigner::sign(const SignedRequest& request) const {
  return signText(canonicalText(request));
}

Outcome<std::string> RequestSigner::signText(std::string_view text) const {
  Sm2Digest digest(key_.get());
  std::vector<unsigned char> signature(static_cast<std::size_t>(EVP_PKEY_get_size(digest.key())));
  std::size_t size = signature.size();
  if (EVP_DigestSignInit(digest.get(), nullptr, EVP_sm3(), nullptr, digest.key()) != 1 ||
      EVP_DigestSign(digest.get(), signature.data(), &size, raw(text), text.size()) != 1)
    return problem("signing.bad-key", "the SM2 key does not sign");
  return toBase64({reinterpret_cast<const char*>(signature.data()), size});
}

Outcome<RequestVerifier> RequestVerifier::load(const std::string& pemFile) {
  RequestVerifier verifier;
  verifier.key_ = readKey(pemFile, readPublic);
  if (!verifier.key_) return problem("signing.bad-key", pemFile + " holds no SM2 public key");
  return verifier;
}

bool RequestVerifier::verify(const SignedRequest& request, std::string_view signatureBase64) const {
  return verifyText(canonicalText(request), signatureBase64);
}

bool RequestVerifier::verifyText(std::string_view text, std::string_view signatureBase64) const {
  const auto signature = fromBase64(signatureBase64);
  if (!signature) return false;
  Sm2Digest digest(key_.get());
  return EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sm3(), nullptr, digest.key()) == 1 &&
         EVP_DigestVerify(digest.get(), raw(*signature), signature->size(), raw(text), text.size()) == 1;
}

}  // namespace doorstep::services
