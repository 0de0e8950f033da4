#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <sstream>

#include <doctest/doctest.h>

#include "catalogue_copy.h"
#include "findings_people.h"
#include "kiosk/catalogue/cli.h"
#include "kiosk/catalogue/schema_check.h"

using namespace doorstep;
using namespace std::chrono_literals;
using tests::ConfigCopy;

namespace {

const Date kToday = 2026y / 11 / 23;

const std::string kRecord = R"({
  "identity": {"personId": "P8c1f0a77e2b94d36", "birthDate": "1981-11-23"},
  "document": {"validUntil": "2041-05-20"},
  "licence": {"fileNumber": "990100000017", "classes": "C1", "status": "H", "firstIssued": "2011-01-22",
    "validFrom": "2017-01-22", "validUntil": "2027-01-22", "termYears": 10, "points": 3, "cycleEnd": "2027-01-22",
    "everyCycleUnder12": true, "unsettledViolations": 2, "unsettledAccidents": 0, "issuingOffice": "鲁D",
    "phone": "19900000001", "mailingAddress": "云上县清溪镇柳下村1号"},
  "photo": null,
  "bodyProof": {"proofId": "B71c3e9a04d5f2b68", "examinedOn": "2026-11-13", "hospital": "云上县人民医院", "passed": true}
})";

// Writes `text` beside the copied configuration and loads it.
Outcome<kiosk::Records> load(const ConfigCopy& copy, const std::string& text) {
  copy.write("record.json", text);
  return kiosk::loadRecords(copy.path("record.json"));
}

std::string with(const std::string& from, const std::string& to) {
  std::string text = kRecord;
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("the demo station as values") {
  const kiosk::Station& station = tests::shipped().station();
  CHECK(station.id == "demo-station-1");
  CHECK(station.screen.heightPx == 1920);
  CHECK(station.screen.mountMm == 700);
  CHECK(station.policies.warnSeconds == 30);
  CHECK(station.devices.size() == 5);
  CHECK((station.devices[1].kind == devices::DeviceKind::ReceiptPrinter));
  CHECK(station.platform.baseUrl == "https://127.0.0.1:7443/v1");
  CHECK(station.platform.stationId == "demo-station-1");
  CHECK(station.platform.signingKeyFile == "/state/pki/station-sm2.key");
  CHECK(station.notices.size() == 4);
  REQUIRE(station.staff);
  CHECK(station.staff->hubKeyFile == "/state/pki/hub-sm2.pub");
  CHECK(station.staff->policy.station == "demo-station-1");
  CHECK(station.staff->policy.fresh == 60s);
  CHECK(station.staff->policy.ahead == 10s);
  REQUIRE(station.staff->cards.size() == 1);
  CHECK(station.staff->cards[0].badge ==
        kiosk::Badge{"021", kiosk::StaffRole::Guide, 2026y / 1 / 1, 2036y / 12 / 31});
}

TEST_CASE("a station without the section takes no badges; what it leaves out is as usual") {
  const ConfigCopy copy;
  const std::string whole = copy.read("stations/demo.yaml");
  const auto staff = whole.find("\nstaff:") + 1, next = whole.find("procedures:");
  const auto loaded = [&](const std::string& text) {
    copy.write("stations/demo.yaml", text);
    return kiosk::loadCatalogue(copy.path(""), copy.path("stations/demo.yaml"), "/state").catalogue;
  };
  const auto without = loaded(whole.substr(0, staff) + whole.substr(next));
  REQUIRE(without);
  CHECK_FALSE(without->station().staff);
  const auto bare =
      loaded(whole.substr(0, staff) + "staff: {hub-key-file: /etc/hub.pub}\n" + whole.substr(next));
  REQUIRE(bare);
  CHECK(bare->station().staff->hubKeyFile == "/etc/hub.pub");
  CHECK(bare->station().staff->policy.fresh == 60s);
  CHECK(bare->station().staff->cards.empty());
}

TEST_CASE("a path that is absolute is left alone") {
  const ConfigCopy copy;
  copy.replace("stations/demo.yaml", "trust-file: pki/ca.pem", "trust-file: /etc/doorstep/ca.pem");
  const auto loaded = kiosk::loadCatalogue(copy.path(""), copy.path("stations/demo.yaml"), "/state");
  REQUIRE(loaded.catalogue != nullptr);
  CHECK(loaded.catalogue->station().platform.trustFile == "/etc/doorstep/ca.pem");
  CHECK(loaded.catalogue->station().platform.keyFile == "/state/pki/station-key.pem");
}

TEST_CASE("the procedure as values") {
  const kiosk::Procedure& procedure = tests::renewal();
  CHECK(procedure.code == "D01");
  CHECK(procedure.verb == Localized{"换证", "Renew"});
  CHECK(procedure.needs.size() == 3);
  CHECK(procedure.declarations.size() == 3);
  REQUIRE(procedure.materials.size() == 3);
  CHECK((procedure.materials[2].kind == kiosk::MaterialClass::Tolerable));
  CHECK((procedure.materials[2].capture == kiosk::Capture::Photo));
  REQUIRE(procedure.form.size() == 3);
  CHECK(procedure.form[1].options.size() == 2);
  REQUIRE(procedure.fees.size() == 2);
  CHECK(procedure.fees[0].fen == 1000);
  CHECK(procedure.fees[1].when == "form.delivery === 'mail'");
  // A station's own words are filled in while loading.
  CHECK(procedure.rules[0].where.zh == "云上县公安局山湖派出所户籍窗口");
  CHECK(tests::shipped().find("no-such-procedure") == nullptr);
}

TEST_CASE("problem and code texts") {
  const auto& record = tests::shipped().problemText("config.bad-record");
  CHECK((record.retry == kiosk::Retry::Never));
  CHECK_FALSE(record.hint);
  CHECK(tests::shipped().problemText("no.such-code").citizen ==
        tests::shipped().problemText("kiosk.unregistered").citizen);
  CHECK(tests::shipped().codeText("ethnicity", "01") == Localized{"汉族", "Han"});
  CHECK(tests::shipped().codeText("ethnicity", "57") == Localized{"57", "57"});
  CHECK(tests::shipped().codeText("licence-status", "M").en == "Overdue for renewal");
  CHECK(tests::shipped().codeText("no-table", "1").zh == "1");
}

TEST_CASE("the facts are those of their schema, in name and type") {
  kiosk::Records nothing, none = tests::ready(kToday);
  none.licence.value = std::nullopt;
  none.photo.value = std::nullopt;
  none.bodyProof.value = std::nullopt;
  kiosk::Records longTerm = tests::ready(kToday);
  longTerm.licence.value->validUntil = std::nullopt;
  const ConfigCopy copy;
  std::vector<kiosk::Fault> faults;
  kiosk::Schemas schemas(copy.path("schema"), "schema");
  for (const QJsonObject& facts : {kiosk::sampleFacts(), kiosk::factsOf(nothing, kToday),
                                   kiosk::factsOf(none, kToday), kiosk::factsOf(longTerm, kToday)}) {
    copy.write("facts.yaml", QJsonDocument(facts).toJson().toStdString());
    schemas.check(kiosk::readYaml(copy.path("facts.yaml"), "facts.yaml", faults), "facts", "facts.yaml",
                  faults);
  }
  for (const auto& fault : faults) FAIL_CHECK(fault.text());
  // ... and the schema names none that is not there.
  const QJsonObject schema =
      QJsonDocument::fromJson(QByteArray::fromStdString(copy.read("schema/facts.schema.json"))).object();
  for (const QString& record : schema["properties"].toObject().keys())
    for (const QString& name : schema["properties"][record]["properties"].toObject().keys())
      CHECK_MESSAGE(kiosk::sampleFacts()[record].toObject().contains(name), record.toStdString()
                                                                                << '.' << name.toStdString());
}

TEST_CASE("a record file: what is there, what is known not to be, what is not known") {
  const ConfigCopy copy;
  const auto records = load(copy, kRecord);
  REQUIRE(records.has_value());
  CHECK((records->identity.birth == Date(1981y / 11 / 23)));
  CHECK((records->document->validUntil == Date(2041y / 5 / 20)));
  CHECK(records->licence.value->unsettledViolations == 2);
  CHECK(records->licence.value->phone.reveal() == "19900000001");
  CHECK(records->photo.known);
  CHECK_FALSE(records->photo.value);
  CHECK(records->bodyProof.value->hospital == "云上县人民医院");
  const auto empty = load(copy, "{}");
  REQUIRE(empty.has_value());
  CHECK_FALSE(empty->licence.known);
  CHECK_FALSE(empty->document);
}

TEST_CASE("a faulty record file is refused with file and field") {
  const ConfigCopy copy;
  const auto complaint = [&](const std::string& text) {
    const auto records = load(copy, text);
    REQUIRE_FALSE(records.has_value());
    CHECK(records.error().code == "config.bad-record");
    CHECK(records.error().detail.starts_with(copy.path("record.json") + ": "));
    return records.error().detail.substr(copy.path("record.json").size() + 2);
  };
  CHECK(complaint(with("\"2027-01-22\", \"termYears\"", "\"2027-02-30\", \"termYears\"")) ==
        "licence.validUntil: must be a day like 2026-11-23");
  CHECK(complaint(with("\"points\": 3", "\"points\": -3")) ==
        "licence.points: must be a whole number, 0 or more");
  CHECK(complaint(with("\"points\": 3", "\"points\": \"3\"")) ==
        "licence.points: must be a whole number, 0 or more");
  CHECK(complaint(with("\"status\": \"H\", ", "")) == "licence.status: must be text");
  CHECK(complaint(with("\"passed\": true", "\"passed\": 1")) == "bodyProof.passed: must be true or false");
  CHECK(complaint(with("\"photo\": null", "\"photo\": 7")) ==
        "photo: must be an object, or null when there is none");
  CHECK(complaint("[]") == "must be an object");
  CHECK(complaint("{").find("at byte") != std::string::npos);
  CHECK(kiosk::loadRecords("/no/such/file").error().detail == "/no/such/file: cannot be read");
}

TEST_CASE("--findings prints what stands in the way, why, and what to do") {
  const ConfigCopy copy;
  copy.write("record.json", kRecord);
  std::ostringstream out;
  REQUIRE(kiosk::printFindings(tests::kConfig, tests::kConfig + "/stations/demo.yaml", "licence-renewal",
                               copy.path("record.json"), "2026-11-23", out) == 0);
  const QJsonObject answer = QJsonDocument::fromJson(QByteArray::fromStdString(out.str())).object();
  CHECK(answer["procedure"].toString() == "licence-renewal");
  CHECK(answer["date"].toString() == "2026-11-23");
  CHECK(answer["decision"].toString() == "refused");
  int failed = 0;
  for (const QJsonValue finding : answer["findings"].toArray()) {
    if (finding["result"].toString() != "fail") continue;
    ++failed;
    CHECK(finding["rule"].toString() == "violations-settled");
    CHECK(finding["reason"]["zh"].toString() == "您有2条交通违法还没处理。");
    CHECK(finding["law"]["en"].toString().endsWith("Art. 72, 73"));
    CHECK(finding["where"]["zh"].toString() == "山湖派出所服务大厅1号窗口");
    CHECK(finding["phone"].toString() == "199 0000 0000");
  }
  CHECK(failed == 1);
  CHECK(out.str().find("19900000001") == std::string::npos);
}

TEST_CASE("--findings takes any station and procedure, and tells missing materials too") {
  const ConfigCopy copy;
  copy.write("record.json", kRecord);
  // A second procedure that no station offers, with a document that nobody has.
  copy.write("procedures/second.yaml", copy.read("procedures/licence-renewal.yaml"));
  copy.replace("procedures/second.yaml", "id: licence-renewal", "id: second");
  copy.replace("procedures/second.yaml", "  - id: photo", "  - id: certificate");
  copy.replace("procedures/second.yaml", "capture: photo", "capture: none");
  copy.replace("stations/wired.yaml", "1号窗口", "9号窗口");
  std::ostringstream out;
  REQUIRE(kiosk::printFindings(copy.path(""), copy.path("stations/wired.yaml"), "second",
                               copy.path("record.json"), "2026-11-23", out) == 0);
  CHECK(out.str().find("\"certificate\"") != std::string::npos);
  CHECK(out.str().find("9号窗口") != std::string::npos);
}

TEST_CASE("--findings says plainly what it cannot work with") {
  const ConfigCopy copy;
  copy.write("record.json", kRecord);
  const auto say = [&](const std::string& config, const std::string& procedure, const std::string& record,
                       const std::string& date, int status) {
    std::ostringstream out;
    CHECK(kiosk::printFindings(config, config + "/stations/demo.yaml", procedure, record, date, out) ==
          status);
    return out.str();
  };
  const std::string record = copy.path("record.json");
  CHECK(say(tests::kConfig, "licence-renewals", record, "2026-11-23", 2) ==
        "no procedure is called \"licence-renewals\"\n");
  CHECK(say(tests::kConfig, "licence-renewal", record, "tomorrow", 2) ==
        "\"tomorrow\" is no day; write it like 2026-11-23\n");
  CHECK(say(tests::kConfig, "licence-renewal", "/no/such/file", "2026-11-23", 2) ==
        "/no/such/file: cannot be read\n");
  CHECK(say("/no/such/folder", "licence-renewal", record, "2026-11-23", 1).find("rules:1: cannot be read") !=
        std::string::npos);
}
