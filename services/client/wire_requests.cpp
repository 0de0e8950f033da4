#include "services/client/wire_requests.h"

#include <nlohmann/json.hpp>
#include <openssl/crypto.h>

#include "services/signing/base64.h"

namespace doorstep::services {
namespace {

using nlohmann::json;

// The text, and no trace of it: neither the tree it was made from nor the plain string stays in memory.
Secret written(json object) {
  // Bytes that are no UTF-8 are replaced, not thrown about: the platform refuses what it cannot read.
  std::string text = object.dump(-1, ' ', false, json::error_handler_t::replace);
  Secret secret(text);
  OPENSSL_cleanse(text.data(), text.size());
  for (auto& value : object)
    if (value.is_string()) {
      auto& plain = value.get_ref<std::string&>();
      OPENSSL_cleanse(plain.data(), plain.size());
    }
  return secret;
}

// What does not apply is absent: the contract has neither null nor empty texts.
void put(json& object, const char* field, std::string_view text) {
  if (!text.empty()) object[field] = text;
}

// The base64 moves into the tree, where written() wipes it: a list in braces would copy it.
void putBytes(json& object, const char* field, std::string_view bytes) {
  if (!bytes.empty()) object[field] = toBase64(bytes);
}

}  // namespace

Secret identityClaimJson(const IdentityClaim& claim) {
  json object;
  put(object, "idNumber", claim.idNumber.reveal());
  put(object, "name", claim.name.reveal());
  put(object, "documentKind", claim.documentKind);
  if (claim.validUntil) put(object, "validUntil", isoDate(*claim.validUntil));
  return written(std::move(object));
}

Secret faceJson(const std::string& personId, const PersonalBytes& jpeg) {
  json object{{"personId", personId}};
  putBytes(object, "jpeg", {reinterpret_cast<const char*>(jpeg.data()), jpeg.size()});
  return written(std::move(object));
}

Secret newPhotoJson(const PersonalBytes& jpeg) {
  json object;
  putBytes(object, "jpeg", {reinterpret_cast<const char*>(jpeg.data()), jpeg.size()});
  return written(std::move(object));
}

Secret newDocumentJson(const std::string& material, const PersonalBytes& pdf) {
  json object{{"material", material}};
  putBytes(object, "pdf", {reinterpret_cast<const char*>(pdf.data()), pdf.size()});
  return written(std::move(object));
}

Secret procedureOfPersonJson(const std::string& personId, const std::string& procedure) {
  return written({{"personId", personId}, {"procedure", procedure}});
}

Secret paymentJson(const std::string& personId, const std::string& procedure, const std::string& delivery) {
  json object{{"personId", personId}, {"procedure", procedure}};
  put(object, "delivery", delivery);
  return written(std::move(object));
}

Secret applicationJson(const ApplicationRequest& request) {
  json object;
  put(object, "procedure", request.procedure);
  put(object, "personId", request.personId);
  put(object, "photoId", request.photoId);
  put(object, "bodyProofId", request.bodyProofId);
  put(object, "paymentId", request.paymentId);
  put(object, "phone", request.phone.reveal());
  put(object, "mailingAddress", request.mailingAddress.reveal());
  put(object, "delivery", request.delivery);
  for (const auto& document : request.documents)
    object["documents"].push_back({{"material", document.material}, {"documentId", document.documentId}});
  if (!request.choices.empty()) object["choices"] = request.choices;
  put(object, "documentDigest", request.documentDigest);
  putBytes(object, "signaturePng", request.signaturePng.reveal());
  return written(std::move(object));
}

}  // namespace doorstep::services
