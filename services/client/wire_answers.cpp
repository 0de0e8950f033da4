#include "services/client/wire_answers.h"

#include <limits>

#include "services/client/wire_reader.h"

namespace doorstep::services {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kDecimal = "0123456789";
constexpr std::int64_t kAny = std::numeric_limits<int>::max();

std::string opaqueId(WireReader& in, std::string_view field, std::string_view prefix) {
  return in.id(field, prefix, 16, kHex);
}

std::string applicationNumber(WireReader& in) {
  return in.id("applicationNumber", "", 13, kDecimal);
}

Identity identity(WireReader& in) {
  return {.personId = opaqueId(in, "personId", "P"), .birth = in.dateIfAny("birthDate")};
}

FaceComparison faceComparison(WireReader& in) {
  return in.word<FaceComparison>("result", {"same", "different", "unclear"});
}

LicenceRecord licence(WireReader& in) {
  LicenceRecord record{.fileNumber = in.id("fileNumber", "", 12, kDecimal),
                       .classes = in.text("classes"),
                       .status = in.text("status"),
                       .firstIssued = in.date("firstIssued"),
                       .validFrom = in.date("validFrom"),
                       .validUntil = in.dateIfAny("validUntil"),
                       .termYears = static_cast<int>(in.number("termYears", 0, 10)),
                       .points = static_cast<int>(in.number("points", 0, kAny)),
                       .cycleEnd = in.date("cycleEnd"),
                       .everyCycleUnder12 = in.flag("everyCycleUnder12"),
                       .unsettledViolations = static_cast<int>(in.number("unsettledViolations", 0, kAny)),
                       .unsettledAccidents = static_cast<int>(in.number("unsettledAccidents", 0, kAny)),
                       .issuingOffice = in.text("issuingOffice"),
                       .phone = in.secret("phone"),
                       .mailingAddress = in.secret("mailingAddress")};
  if (record.termYears != 0 && record.termYears != 6 && record.termYears != 10)
    in.refuse("termYears", "impossible number");
  if (record.validUntil.has_value() == (record.termYears == 0))
    in.refuse("validUntil", "contradicts termYears");
  if (record.validUntil && *record.validUntil < record.validFrom) in.refuse("validUntil", "before validFrom");
  return record;
}

PhotoOnFile photo(WireReader& in) {
  return {.photoId = opaqueId(in, "photoId", "F"), .takenOn = in.date("takenOn"), .jpeg = in.bytes("jpeg")};
}

std::string photoId(WireReader& in) {
  return opaqueId(in, "photoId", "F");
}

std::string documentId(WireReader& in) {
  return opaqueId(in, "documentId", "D");
}

BodyProof bodyProof(WireReader& in) {
  return {.proofId = opaqueId(in, "proofId", "B"),
          .examinedOn = in.date("examinedOn"),
          .hospital = in.text("hospital"),
          .passed = in.flag("passed")};
}

Reason reason(WireReader& in) {
  return {.code = in.text("code"), .text = in.text("text")};
}

Eligibility eligibility(WireReader& in) {
  Eligibility record{
      .decision = in.word<Eligibility::Decision>("decision", {"eligible", "refused", "to-counter"}),
      .reasons = in.list("reasons", reason)};
  if (record.decision != Eligibility::Decision::Eligible && record.reasons.empty())
    in.refuse("reasons", "a refusal without a reason");
  return record;
}

PaymentOrder order(WireReader& in) {
  return {.orderId = opaqueId(in, "orderId", "O"),
          .payee = in.text("payee"),
          .item = in.text("item"),
          .amountFen = in.number("amountFen", 1, kAny),
          .qrContent = in.text("qrContent"),
          .state = in.word<OrderState>("state", {"created", "qr-shown", "paying", "paid", "notified-treasury",
                                                 "written-off", "expired", "reversed"})};
}

Payment payment(WireReader& in) {
  Payment record{.paymentId = opaqueId(in, "paymentId", "M"),
                 .orders = in.list("orders", order),
                 .expiresAt = in.moment("expiresAt")};
  // Without this an empty basket would count as settled.
  if (record.orders.empty()) in.refuse("orders", "empty");
  return record;
}

Application application(WireReader& in) {
  return {.applicationNumber = applicationNumber(in),
          .procedure = in.text("procedure"),
          .state = in.word<ApplicationState>(
              "state", {"accepted", "in-review", "approved", "made", "delivered", "refused", "to-counter"}),
          .acceptedOn = in.date("acceptedOn"),
          .promisedBy = in.date("promisedBy"),
          .newValidFrom = in.dateIfAny("newValidFrom"),
          .newValidUntil = in.dateIfAny("newValidUntil"),
          .newLongTerm = in.flagOr("newLongTerm", false)};
}

std::vector<Application> applications(WireReader& in) {
  return in.list("applications", application);
}

std::pair<std::string, std::string> line(WireReader& in) {
  return {in.text("label"), in.textOrEmpty("value")};
}

Receipt receipt(WireReader& in) {
  return {.receiptNumber = in.id("receiptNumber", "R", 13, kDecimal),
          .applicationNumber = applicationNumber(in),
          .title = in.text("title"),
          .lines = in.list("lines", line),
          .qrContent = in.text("qrContent")};
}

std::string refusal(WireReader& in) {
  auto code = in.text("code");
  // It goes into logs: it must be a code and can be nothing else.
  if (code.size() > 40 || code.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") != std::string::npos)
    in.refuse("code", "no code");
  in.text("message");
  in.skip("detail");
  return code;
}

}  // namespace

Outcome<Identity> readIdentity(const Secret& body) {
  return readWire(body, identity);
}
Outcome<FaceComparison> readFaceComparison(const Secret& body) {
  return readWire(body, faceComparison);
}
Outcome<LicenceRecord> readLicence(const Secret& body) {
  return readWire(body, licence);
}
Outcome<PhotoOnFile> readPhoto(const Secret& body) {
  return readWire(body, photo);
}
Outcome<std::string> readPhotoId(const Secret& body) {
  return readWire(body, photoId);
}
Outcome<std::string> readDocumentId(const Secret& body) {
  return readWire(body, documentId);
}
Outcome<BodyProof> readBodyProof(const Secret& body) {
  return readWire(body, bodyProof);
}
Outcome<Eligibility> readEligibility(const Secret& body) {
  return readWire(body, eligibility);
}
Outcome<Payment> readPayment(const Secret& body) {
  return readWire(body, payment);
}
Outcome<Application> readApplication(const Secret& body) {
  return readWire(body, application);
}
Outcome<std::vector<Application>> readApplications(const Secret& body) {
  return readWire(body, applications);
}
Outcome<Receipt> readReceipt(const Secret& body) {
  return readWire(body, receipt);
}

std::string readReason(const Secret& body) {
  return readWire(body, refusal).value_or(std::string());
}

}  // namespace doorstep::services
