#include "services/client/tls_policy.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "services/signing/base64.h"

namespace doorstep::services {
namespace {

template <auto release>
struct Release {
  void operator()(auto* pointer) const { release(pointer); }
};
using File = std::unique_ptr<FILE, Release<std::fclose>>;
using Context = std::unique_ptr<SSL_CTX, Release<SSL_CTX_free>>;
using Store = std::unique_ptr<X509_STORE, Release<X509_STORE_free>>;
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;

// Only authenticated encryption with a fresh key per connection; TLS 1.3 has no others.
constexpr const char* kTls12Ciphers = "ECDHE+AESGCM:ECDHE+CHACHA20";

// Never asks for a passphrase on the terminal: nobody watches it.
int noPassphrase(char*, int, int, void*) {
  return -1;
}

std::vector<Certificate> readChain(const std::string& pemFile) {
  std::vector<Certificate> chain;
  if (const File file{std::fopen(pemFile.c_str(), "re")})
    while (X509* const one = PEM_read_X509(file.get(), nullptr, noPassphrase, nullptr))
      chain.emplace_back(one);
  ERR_clear_error();
  return chain;
}

Key readKey(const std::string& pemFile) {
  const File file{std::fopen(pemFile.c_str(), "re")};
  Key key{file ? PEM_read_PrivateKey(file.get(), nullptr, noPassphrase, nullptr) : nullptr};
  ERR_clear_error();
  return key;
}

std::string publicKeyPin(X509* certificate) {
  unsigned char* der = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
  if (size <= 0) return {};
  std::array<unsigned char, 32> digest{};
  EVP_Digest(der, static_cast<std::size_t>(size), digest.data(), nullptr, EVP_sha256(), nullptr);
  OPENSSL_free(der);
  return toBase64({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

bool isPin(const std::string& text) {
  const auto bytes = fromBase64(text);
  return bytes && bytes->size() == 32;
}

bool validToday(const X509* certificate) {
  return X509_cmp_current_time(X509_get0_notBefore(certificate)) < 0 &&
         X509_cmp_current_time(X509_get0_notAfter(certificate)) > 0;
}

bool concernsCertificate(int alert) {
  constexpr std::array kAlerts{SSL_AD_BAD_CERTIFICATE,     SSL_AD_UNSUPPORTED_CERTIFICATE,
                               SSL_AD_CERTIFICATE_REVOKED, SSL_AD_CERTIFICATE_EXPIRED,
                               SSL_AD_CERTIFICATE_UNKNOWN, SSL_AD_UNKNOWN_CA,
                               SSL_AD_ACCESS_DENIED,       SSL_AD_CERTIFICATE_REQUIRED};
  return std::ranges::count(kAlerts, alert) > 0;
}

}  // namespace

struct TlsPolicy::Parts {
  Store trust;
  std::vector<Certificate> chain;  // the station's own comes first
  Key key;
  std::vector<std::string> pins;

  bool use(SSL_CTX* context) const;
  ConnectionWatch::Verdict judge(X509_STORE_CTX* peer) const;
};

// What a context carries for its callbacks; it dies with the context, which outlives its connections.
struct TlsPolicy::Peer {
  std::shared_ptr<const Parts> parts;
  std::shared_ptr<ConnectionWatch> watch;

  static int verify(X509_STORE_CTX* store, void* peer);
  static void message(int sent, int, int type, const void* bytes, std::size_t size, SSL*, void* peer);
  static void release(void*, void* peer, CRYPTO_EX_DATA*, int, long, void*) {
    delete static_cast<Peer*>(peer);
  }
};

// Stands in for OpenSSL's whole verification, so that the pins are part of it and its result cannot be
// overruled.
int TlsPolicy::Peer::verify(X509_STORE_CTX* store, void* peer) {
  const auto& self = *static_cast<Peer*>(peer);
  if (self.watch->judged(self.parts->judge(store))) return 1;
  if (X509_STORE_CTX_get_error(store) == X509_V_OK)
    X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
  return 0;
}

// Every TLS record's header passes here: bytes 3 and 4 say how much follows. And every alert: level and
// reason.
void TlsPolicy::Peer::message(int sent, int, int type, const void* bytes, std::size_t size, SSL*,
                              void* peer) {
  if (sent != 0) return;
  auto& watch = *static_cast<Peer*>(peer)->watch;
  const auto* const byte = static_cast<const unsigned char*>(bytes);
  if (type == SSL3_RT_HEADER && size == SSL3_RT_HEADER_LENGTH)
    watch.received(std::size_t{byte[3]} << 8 | byte[4]);
  if (type == SSL3_RT_ALERT && size == 2 && byte[0] == SSL3_AL_FATAL && concernsCertificate(byte[1]))
    watch.turnedAway(SSL_alert_desc_string_long(byte[1]));
}

ConnectionWatch::Verdict TlsPolicy::Parts::judge(X509_STORE_CTX* peer) const {
  using Verdict = ConnectionWatch::Verdict;
  // Calls back the HTTP library for each certificate; that is where the host name is matched.
  if (X509_verify_cert(peer) != 1) {
    const int error = X509_STORE_CTX_get_error(peer);
    const bool outOfTime = error == X509_V_ERR_CERT_HAS_EXPIRED || error == X509_V_ERR_CERT_NOT_YET_VALID;
    return outOfTime ? Verdict::Expired : Verdict::Refused;
  }
  if (pins.empty()) return Verdict::Trusted;
  const bool pinned = std::ranges::count(pins, publicKeyPin(X509_STORE_CTX_get0_cert(peer))) > 0;
  return pinned ? Verdict::Trusted : Verdict::Refused;
}

bool TlsPolicy::Parts::use(SSL_CTX* context) const {
  SSL_CTX_set1_cert_store(context, trust.get());
  SSL_CTX_set_session_cache_mode(context,
                                 SSL_SESS_CACHE_OFF);  // a resumed session would skip the verification
  bool ok = SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) == 1 &&
            SSL_CTX_set_cipher_list(context, kTls12Ciphers) == 1 &&
            SSL_CTX_use_certificate(context, chain.front().get()) == 1 &&
            SSL_CTX_use_PrivateKey(context, key.get()) == 1;
  for (std::size_t i = 1; ok && i < chain.size(); ++i)
    ok = SSL_CTX_add1_chain_cert(context, chain[i].get()) == 1;
  ERR_clear_error();
  return ok;
}

Outcome<TlsPolicy> TlsPolicy::load(const PlatformSettings& settings) {
  auto parts = std::make_shared<Parts>();
  parts->trust.reset(X509_STORE_new());
  const auto authorities = readChain(settings.trustFile);
  if (authorities.empty())
    return problem("platform.bad-settings", "trustFile " + settings.trustFile + " holds no certificate");
  for (const auto& authority : authorities) X509_STORE_add_cert(parts->trust.get(), authority.get());

  parts->chain = readChain(settings.certificateFile);
  if (parts->chain.empty())
    return problem("platform.bad-settings",
                   "certificateFile " + settings.certificateFile + " holds no certificate");
  if (!validToday(parts->chain.front().get()))
    return problem("platform.bad-settings", "certificateFile " + settings.certificateFile +
                                                " is not valid today: check the clock, or renew it");
  parts->key = readKey(settings.keyFile);
  if (!parts->key) return problem("platform.bad-settings", "keyFile " + settings.keyFile + " holds no key");

  for (const auto& pin : settings.pins)
    if (!isPin(pin)) return problem("platform.bad-settings", "pin " + pin + " is no SHA-256 in base64");
  parts->pins = settings.pins;

  const Context trial{SSL_CTX_new(TLS_client_method())};
  if (!parts->use(trial.get()))
    return problem("platform.bad-settings", "keyFile " + settings.keyFile + " does not fit certificateFile " +
                                                settings.certificateFile + ", or one of them is too weak");
  TlsPolicy policy;
  policy.parts_ = std::move(parts);
  return policy;
}

void TlsPolicy::apply(SSL_CTX* context, std::shared_ptr<ConnectionWatch> watch) const {
  static const int kIndex = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, Peer::release);
  if (!parts_->use(context)) throw Unfit("OpenSSL does not take the TLS policy");
  auto peer = std::make_unique<Peer>(Peer{parts_, std::move(watch)});
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_cert_verify_callback(context, Peer::verify, peer.get());
  SSL_CTX_set_msg_callback(context, Peer::message);
  SSL_CTX_set_msg_callback_arg(context, peer.get());
  SSL_CTX_set_ex_data(context, kIndex, peer.release());
}

}  // namespace doorstep::services
