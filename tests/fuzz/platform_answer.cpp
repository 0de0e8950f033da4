#include "services/client/judgement.h"
#include "services/client/wire_answers.h"
#include "tests/fuzz/target.h"

// What the platform, or somebody on the way to it, answers.
namespace doorstep::fuzz {
namespace {

using namespace services;

// It goes into logs: a place in the document, never what stands there.
void checkDetail(const std::string& detail) {
  MUST(detail.size() < 100);
  MUST(detail.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:-' ") ==
       std::string::npos);
}

template <class Record>
void checkRead(const Outcome<Record>& record) {
  if (record) return;
  MUST(record.error().code == "platform.bad-answer");
  checkDetail(record.error().detail);
}

}  // namespace

std::vector<std::string> seeds() {
  return {
      R"({"personId":"P8c1f0a77e2b94d36","birthDate":"1981-11-23"})",
      R"({"fileNumber":"990100012345","classes":"C1","status":"A","firstIssued":"2014-11-23","validFrom":"2020-11-23",)"
      R"("validUntil":"2026-12-23","termYears":6,"points":0,"cycleEnd":"2027-11-23","everyCycleUnder12":true,)"
      R"("unsettledViolations":0,"unsettledAccidents":0,"issuingOffice":"示例市车管所","phone":"19900000000",)"
      R"("mailingAddress":"示例路1号"})",
      R"({"photoId":"F8c1f0a77e2b94d36","takenOn":"2026-11-01","jpeg":"/9j/2Q=="})",
      R"({"proofId":"B8c1f0a77e2b94d36","examinedOn":"2026-11-01","hospital":"示例医院","passed":true})",
      R"({"decision":"refused","reasons":[{"code":"points","text":"记分"}]})",
      R"({"paymentId":"M3a9f1c7e5b2d8064","expiresAt":"2026-11-23T14:45:00Z","orders":[{"orderId":"O0b4d6f8a1c3e5729",)"
      R"("payee":"财政","item":"工本费","amountFen":1000,"qrContent":"http://127.0.0.1/pay","state":"qr-shown"}]})",
      R"({"applications":[{"applicationNumber":"2026112300017","procedure":"licence-renewal","state":"accepted",)"
      R"("acceptedOn":"2026-11-23","promisedBy":"2026-11-30","newLongTerm":true}]})",
      R"({"receiptNumber":"R2026112300017","applicationNumber":"2026112300017","title":"回执","lines":[)"
      R"({"label":"办理人","value":""}],"qrContent":"http://127.0.0.1/c"})",
      R"({"code":"already-open","message":"已在办","detail":"for repairs"})",
      std::string(500, '[') + std::string(500, ']'),
  };
}

void run(Input input) {
  const Secret body(asText(input));
  checkRead(readIdentity(body));
  checkRead(readLicence(body));
  checkRead(readPhoto(body));
  checkRead(readPhotoId(body));
  checkRead(readDocumentId(body));
  checkRead(readBodyProof(body));
  checkRead(readEligibility(body));
  checkRead(readPayment(body));
  checkRead(readApplication(body));
  checkRead(readApplications(body));
  checkRead(readReceipt(body));
  const std::string reason = readReason(body);
  MUST(reason.size() <= 40);
  checkDetail(reason);
  for (const int status : {200, 302, 404, 409, 503}) {
    const auto judged = judge({.status = status, .body = body});
    MUST(judged.has_value() == (status == 200));
    if (!judged) checkDetail(judged.error().detail);
  }
}

}  // namespace doorstep::fuzz
