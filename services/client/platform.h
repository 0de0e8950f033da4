#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "kiosk/base/date.h"
#include "kiosk/base/outcome.h"
#include "kiosk/base/personal_bytes.h"
#include "kiosk/base/secret.h"

// The provincial platform as the kiosk sees it: typed calls, typed answers. services/api/platform.yaml is the
// contract; the names here are its names. No other file outside services/client sees HTTP or JSON.
namespace doorstep::services {

// Made once per citizen intent and stored before the first byte is sent (ULID, 26 characters).
using IdempotencyKey = std::string;

struct IdentityClaim {
  Secret idNumber;
  Secret name;
  std::string documentKind;  // sfzmmc code: "A" resident card, "I" foreign permanent resident, "F" permit
  std::optional<Date> validUntil;  // nothing: long-term
};

// A person as the platform knows them. `personId` is opaque: numbers never stand in a URL.
struct Identity {
  std::string personId;
  std::optional<Date> birth;
};

// Is the person before the camera the holder of the document? Unclear: another picture may tell.
enum class FaceComparison { Same, Different, Unclear };

struct LicenceRecord {
  std::string fileNumber;          // dabh, 12 digits
  std::string classes;             // zjcx, e.g. "C1", "A2D"
  std::string status;              // zt, letters of regulations G.6, e.g. "A", "HS"
  Date firstIssued;                // cclzrq
  Date validFrom;                  // yxqs
  std::optional<Date> validUntil;  // yxqz; nothing: long-term
  int termYears = 6;               // 6, 10, or 0 for long-term
  int points = 0;                  // ljjf in the present cycle; may exceed 12
  Date cycleEnd;                   // qfrq, next clearing date
  bool everyCycleUnder12 = true;   // of the present term: decides 6 -> 10 -> long-term
  int unsettledViolations = 0;
  int unsettledAccidents = 0;
  std::string issuingOffice;  // fzjg, e.g. "鲁D"
  Secret phone;               // sjhm
  Secret mailingAddress;      // lxzsxxdz
};

struct PhotoOnFile {
  std::string photoId;
  Date takenOn;
  PersonalBytes jpeg;  // 260x378 px
};

struct BodyProof {
  std::string proofId;
  Date examinedOn;
  std::string hospital;
  bool passed = true;
};

struct Reason {
  std::string code;
  std::string text;  // Chinese, as the platform words it
};
struct Eligibility {
  enum class Decision { Eligible, Refused, ToCounter };
  Decision decision = Decision::Refused;
  std::vector<Reason> reasons;
};

// The states of regulations D.9.
enum class OrderState { Created, QrShown, Paying, Paid, NotifiedTreasury, WrittenOff, Expired, Reversed };
struct PaymentOrder {
  std::string orderId;
  std::string payee;  // who receives the money; orders are split by payee
  std::string item;   // what for, Chinese
  std::int64_t amountFen = 0;
  std::string qrContent;  // what the payment QR says
  OrderState state = OrderState::Created;
  bool settled() const {
    return state == OrderState::Paid || state == OrderState::NotifiedTreasury ||
           state == OrderState::WrittenOff;
  }
};
struct Payment {  // one citizen's basket
  std::string paymentId;
  std::vector<PaymentOrder> orders;
  std::chrono::system_clock::time_point expiresAt;
  bool settled() const;
  std::int64_t totalFen() const;
};

inline constexpr std::size_t kLargestDocument = std::size_t{3} << 20;  // bytes of one uploaded PDF
struct FiledDocument {
  std::string material;  // the procedure's id of it
  std::string documentId;
};
struct ApplicationRequest {
  std::string procedure;  // the procedure's id: "licence-renewal"
  std::string personId;
  std::string photoId;  // empty when the procedure needs none
  std::string bodyProofId;
  std::string paymentId;  // empty when nothing is due
  Secret phone;
  Secret mailingAddress;
  std::string delivery;  // "pick-up" or "mail"; empty when there is nothing to deliver
  std::vector<FiledDocument> documents;
  std::map<std::string, std::string> choices;  // on the procedure's own form: the option's id by the field's
  std::string documentDigest;                  // SM3 of the confirmed application text, hex
  Secret signaturePng;                         // the finger's signature
};
enum class ApplicationState { Accepted, InReview, Approved, Made, Delivered, Refused, ToCounter };
struct Application {
  std::string applicationNumber;  // lsh, 13 digits
  std::string procedure;
  ApplicationState state = ApplicationState::Accepted;
  Date acceptedOn;
  Date promisedBy;
  std::optional<Date> newValidFrom;
  std::optional<Date> newValidUntil;  // with newLongTerm: nothing
  bool newLongTerm = false;
};
struct Receipt {
  std::string receiptNumber;
  std::string applicationNumber;
  std::string title;                                       // Chinese
  std::vector<std::pair<std::string, std::string>> lines;  // label, value: Chinese, names masked
  std::string qrContent;                                   // where the e-receipt is
};

// Calls may be made from any thread. They answer on the client's own thread, exactly once and one at a time:
// a callback is brief, may make other calls, and must not wait for them. Every call has a deadline and can be
// stopped; after a stop the answer is platform.cancelled. Destroying the Platform answers what is under way
// with platform.cancelled before it returns; after that no callback comes. A callback may destroy it, too.
// Stopping does not undo: an effect that was stopped under way may have happened, as after platform.unknown.
// So may one that ended with platform.bad-answer, platform.answer-too-large, platform.failed or
// platform.station-refused: ask before sending again.
// Problems of every call: platform.unreachable (nothing was sent, or it was a read and the answer got lost),
// platform.unknown (only of effects: the answer did not come, it may or may not have happened, ask with
// find... before sending again), platform.refused-certificate and platform.expired-certificate (nothing was
// sent), platform.replayed (nonce or timestamp refused), platform.bad-signature (or the station is not
// known), platform.station-refused (the platform's TLS does not accept the station's certificate; known only
// when its alert arrives before the connection is reset), platform.bad-answer (malformed, or a refusal that
// is not the platform's but a gateway's), platform.answer-too-large, platform.overloaded (nothing was done),
// platform.failed (5xx; like platform.unknown for an effect), platform.identity-mismatch,
// platform.person-unknown, platform.key-reused, platform.not-found and platform.rejected (any other 4xx;
// detail of these two is the platform's reason code), platform.cancelled.
class Platform {
 public:
  virtual ~Platform() = default;

  virtual void checkIdentity(IdentityClaim claim, Done<Identity> done, std::stop_token stop = {}) = 0;
  // The picture (JPEG, 260x378 px) is kept by nobody.
  virtual void compareFace(std::string personId, PersonalBytes jpeg, Done<FaceComparison> done,
                           std::stop_token stop = {}) = 0;
  virtual void licence(std::string personId, Done<std::optional<LicenceRecord>> done,
                       std::stop_token stop = {}) = 0;
  virtual void photoOnFile(std::string personId, Done<std::optional<PhotoOnFile>> done,
                           std::stop_token stop = {}) = 0;
  virtual void bodyProof(std::string personId, Done<std::optional<BodyProof>> done,
                         std::stop_token stop = {}) = 0;
  virtual void applicationsOf(std::string personId, Done<std::vector<Application>> done,
                              std::stop_token stop = {}) = 0;
  virtual void checkEligibility(std::string personId, std::string procedure, Done<Eligibility> done,
                                std::stop_token stop = {}) = 0;

  // Effects: the same key with the same content gives the same answer, with other content
  // platform.key-reused.
  virtual void uploadPhoto(IdempotencyKey key, std::string personId, PersonalBytes jpeg,
                           Done<std::string> photoId, std::stop_token stop = {}) = 0;
  // PDF/A-1b, at most kLargestDocument.
  virtual void uploadDocument(IdempotencyKey key, std::string personId, std::string material,
                              PersonalBytes pdf, Done<std::string> documentId, std::stop_token stop = {}) = 0;
  // `delivery` as in the application: with "mail" postage is due as well.
  virtual void createPayment(IdempotencyKey key, std::string personId, std::string procedure,
                             std::string delivery, Done<Payment> done, std::stop_token stop = {}) = 0;
  virtual void submitApplication(IdempotencyKey key, ApplicationRequest request, Done<Application> done,
                                 std::stop_token stop = {}) = 0;

  // Asking what became of an effect. Nothing: the platform never saw the key.
  virtual void findPayment(IdempotencyKey key, Done<std::optional<Payment>> done,
                           std::stop_token stop = {}) = 0;
  virtual void findApplication(IdempotencyKey key, Done<std::optional<Application>> done,
                               std::stop_token stop = {}) = 0;
  virtual void payment(std::string paymentId, Done<Payment> done, std::stop_token stop = {}) = 0;
  virtual void receipt(std::string applicationNumber, Done<Receipt> done, std::stop_token stop = {}) = 0;
};

// From the station file. Paths are absolute or relative to the station file's folder.
struct PlatformSettings {
  std::string baseUrl;    // "https://127.0.0.1:7443/v1"
  std::string stationId;  // sent with every request
  std::string trustFile;  // PEM: the only authorities that are trusted
  std::vector<std::string>
      pins;  // SHA-256 of the server key's SubjectPublicKeyInfo, base64; empty: trust file alone
  std::string certificateFile;  // PEM: this station's TLS certificate (chain)
  std::string keyFile;          // PEM: its key
  std::string signingKeyFile;   // PEM: SM2 key that signs requests
  std::chrono::milliseconds deadline{8000};
  int retries = 2;                      // of calls that were not sent at all, with back-off
  std::size_t largestAnswer = 1 << 20;  // bytes
};

// platform.bad-settings when a file is missing, is no key, or the policy is unsound (no trust, plain http).
Outcome<std::unique_ptr<Platform>> connectPlatform(const PlatformSettings& settings);

// A new idempotency key: a ULID, sorted by time.
IdempotencyKey newIdempotencyKey();

}  // namespace doorstep::services
