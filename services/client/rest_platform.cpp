#include <algorithm>
#include <utility>

#include "services/client/base_url.h"
#include "services/client/caller.h"
#include "services/client/platform.h"
#include "services/client/wire_answers.h"
#include "services/client/wire_requests.h"

namespace doorstep::services {
namespace {

// Each call of the contract is one line of data here: its name, method, address, body, and how its answer
// reads.
class RestPlatform final : public Platform {
 public:
  RestPlatform(std::string prefix, Transport transport, RequestSigner signer, Caller::Rules rules)
      : prefix_(std::move(prefix)), caller_(std::move(transport), std::move(signer), std::move(rules)) {}

  void checkIdentity(IdentityClaim claim, Done<Identity> done, std::stop_token stop) override {
    ask(post("check identity", "/identity-checks", identityClaimJson(claim)), readIdentity, done, stop);
  }
  void compareFace(std::string personId, PersonalBytes jpeg, Done<FaceComparison> done,
                   std::stop_token stop) override {
    ask(post("compare face", "/face-comparisons", faceJson(personId, jpeg)), readFaceComparison, done, stop);
  }
  void licence(std::string personId, Done<std::optional<LicenceRecord>> done, std::stop_token stop) override {
    askIfAny(get("licence", person(personId) + "/licence"), "no-licence", readLicence, done, stop);
  }
  void photoOnFile(std::string personId, Done<std::optional<PhotoOnFile>> done,
                   std::stop_token stop) override {
    askIfAny(get("photo on file", person(personId) + "/photo"), "no-photo", readPhoto, done, stop);
  }
  void bodyProof(std::string personId, Done<std::optional<BodyProof>> done, std::stop_token stop) override {
    askIfAny(get("body proof", person(personId) + "/body-condition-proof"), "no-body-proof", readBodyProof,
             done, stop);
  }
  void applicationsOf(std::string personId, Done<std::vector<Application>> done,
                      std::stop_token stop) override {
    ask(get("applications of a person", person(personId) + "/applications"), readApplications, done, stop);
  }
  void checkEligibility(std::string personId, std::string procedure, Done<Eligibility> done,
                        std::stop_token stop) override {
    ask(post("check eligibility", "/eligibility-checks", procedureOfPersonJson(personId, procedure)),
        readEligibility, done, stop);
  }

  void uploadPhoto(IdempotencyKey key, std::string personId, PersonalBytes jpeg, Done<std::string> photoId,
                   std::stop_token stop) override {
    ask(post("upload photo", person(personId) + "/photos", newPhotoJson(jpeg), key), readPhotoId, photoId,
        stop);
  }
  void uploadDocument(IdempotencyKey key, std::string personId, std::string material, PersonalBytes pdf,
                      Done<std::string> documentId, std::stop_token stop) override {
    ask(post("upload document", person(personId) + "/documents", newDocumentJson(material, pdf), key),
        readDocumentId, documentId, stop);
  }
  void createPayment(IdempotencyKey key, std::string personId, std::string procedure, std::string delivery,
                     Done<Payment> done, std::stop_token stop) override {
    ask(post("create payment", "/payments", paymentJson(personId, procedure, delivery), key), readPayment,
        done, stop);
  }
  void submitApplication(IdempotencyKey key, ApplicationRequest request, Done<Application> done,
                         std::stop_token stop) override {
    ask(post("submit application", "/applications", applicationJson(request), key), readApplication, done,
        stop);
  }

  void findPayment(IdempotencyKey key, Done<std::optional<Payment>> done, std::stop_token stop) override {
    askIfAny(get("find payment", "/payments?idempotencyKey=" + urlEncoded(key)), "no-payment", readPayment,
             done, stop);
  }
  void findApplication(IdempotencyKey key, Done<std::optional<Application>> done,
                       std::stop_token stop) override {
    askIfAny(get("find application", "/applications?idempotencyKey=" + urlEncoded(key)), "no-application",
             readApplication, done, stop);
  }
  void payment(std::string paymentId, Done<Payment> done, std::stop_token stop) override {
    ask(get("payment", "/payments/" + urlEncoded(paymentId)), readPayment, done, stop);
  }
  void receipt(std::string applicationNumber, Done<Receipt> done, std::stop_token stop) override {
    ask(get("receipt", "/applications/" + urlEncoded(applicationNumber) + "/receipt"), readReceipt, done,
        stop);
  }

 private:
  static std::string person(const std::string& personId) { return "/persons/" + urlEncoded(personId); }

  Call get(std::string name, const std::string& path) const {
    return {.name = std::move(name), .method = "GET", .target = prefix_ + path, .body = {}, .key = {}};
  }
  Call post(std::string name, const std::string& path, Secret body, IdempotencyKey key = {}) const {
    return {.name = std::move(name),
            .method = "POST",
            .target = prefix_ + path,
            .body = std::move(body),
            .key = std::move(key)};
  }

  template <class T>
  void ask(Call&& call, Outcome<T> (*read)(const Secret&), Done<T> done, const std::stop_token& stop) {
    caller_.start(
        std::move(call),
        [read, done = std::move(done)](Outcome<HttpAnswer> answer) {
          done(std::move(answer).and_then([read](const HttpAnswer& found) { return read(found.body); }));
        },
        stop);
  }

  // Only the contract's own word for "there is none" means so, not a 404 of a gateway or a wrong address.
  template <class T>
  void askIfAny(Call&& call, std::string none, Outcome<T> (*read)(const Secret&), Done<std::optional<T>> done,
                const std::stop_token& stop) {
    const auto some = [none = std::move(none), done = std::move(done)](Outcome<T> found) {
      if (found) return done(std::optional<T>(std::move(*found)));
      if (found.error() == Problem{"platform.not-found", none}) return done(std::optional<T>());
      done(tl::unexpected(std::move(found.error())));
    };
    ask<T>(std::move(call), read, some, stop);
  }

  const std::string prefix_;
  Caller caller_;
};

bool isStationId(const std::string& text) {
  constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";
  return !text.empty() && text.size() <= 40 && text.find_first_not_of(kAllowed) == std::string::npos;
}

}  // namespace

Outcome<std::unique_ptr<Platform>> connectPlatform(const PlatformSettings& settings) {
  const auto url = parseBaseUrl(settings.baseUrl);
  if (!url) return problem("platform.bad-settings", "baseUrl " + settings.baseUrl + " is no https address");
  if (!isStationId(settings.stationId))
    return problem("platform.bad-settings", "stationId: 1 to 40 letters, digits and dashes");
  if (settings.deadline <= std::chrono::milliseconds::zero() || settings.retries < 0 ||
      settings.largestAnswer == 0)
    return problem("platform.bad-settings", "deadline, retries or largestAnswer makes every call fail");
  auto signer = RequestSigner::load(settings.signingKeyFile);
  if (!signer) return problem("platform.bad-settings", "signingKeyFile " + signer.error().detail);
  auto transport = Transport::open(url->origin, settings);
  if (!transport) return tl::unexpected(transport.error());
  return std::make_unique<RestPlatform>(
      url->prefix, std::move(*transport), std::move(*signer),
      Caller::Rules{settings.stationId, settings.deadline, settings.retries});
}

bool Payment::settled() const {
  return !orders.empty() && std::ranges::all_of(orders, &PaymentOrder::settled);
}

std::int64_t Payment::totalFen() const {
  std::int64_t total = 0;
  for (const auto& order : orders) total += order.amountFen;
  return total;
}

}  // namespace doorstep::services
