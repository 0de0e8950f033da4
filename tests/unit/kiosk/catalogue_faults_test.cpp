#include <sstream>

#include <doctest/doctest.h>

#include "catalogue_copy.h"
#include "kiosk/catalogue/cli.h"

using doorstep::tests::ConfigCopy;

namespace {

const std::string kProcedure = "procedures/licence-renewal.yaml";
const std::string kRules = "rules/licence.yaml";
const std::string kStation = "stations/demo.yaml";
const std::string kMarker = "markers/example-verb-lines.yaml";

// One line of one file is broken; exactly these words are reported on it. `lineAfter`: how many lines below
// the replaced text the fault is.
struct Broken {
  const char* name;
  std::string file, from, to;
  std::string says;
  int lineAfter = 0;
};

const std::vector<Broken>& brokenLines() {
  static const std::vector<Broken> kAll{
      // YAML itself
      {"syntax error", kProcedure, "verb: {zh: 换证, en: Renew}", "verb: {zh: 换证, en: Renew",
       "is no valid YAML", 2},
      {"tab for indentation", kStation, "  width-px: 1080", "\twidth-px: 1080", "is no valid YAML"},
      {"key written twice", kStation, "phone: 199", "id: again\nphone: 199",
       "\"id\" is written twice; first on line 3"},
      {"not UTF-8", kProcedure, "code: D01", "code: \xff\xfe", "is not UTF-8 text"},
      // the schema
      {"unknown key", kStation, "  retries: 2", "  tries: 2",
       "unknown key \"tries\" in \"platform\"; known are: base-url"},
      {"unknown key in a list", kProcedure, "    capture: id-card", "    captures: id-card",
       "unknown key \"captures\" in \"materials[1]\""},
      {"text where a number belongs", kStation, "width-px: 1080", "width-px: wide",
       "\"screen.width-px\" must be a whole number"},
      {"number where text belongs", kProcedure, "code: D01", "code: 1", "\"code\" must be text"},
      {"nothing where text belongs", kProcedure, "code: D01", "code:", "\"code\" is empty; it must be text"},
      {"none of the allowed words", kProcedure, "class: tolerable", "class: optional",
       "\"materials[3].class\" is \"optional\"; it must be one of: core, tolerable, reduced"},
      {"wrong form", kProcedure, "code: D01", "code: renewal",
       "\"code\" is \"renewal\", which is not of the right form"},
      {"no TLS", kStation, "https://127", "http://127",
       "\"platform.base-url\" is \"http://127.0.0.1:7443/v1\""},
      {"listed twice", kStation, "  - licence-renewal", "  - licence-renewal\n  - licence-renewal",
       "\"procedures\" has the same entry twice", -1},
      {"empty translation", kProcedure, "verb: {zh: 换证, en: Renew}", "verb: {zh: 换证, en: \"\"}",
       "\"verb.en\" is empty"},
      {"blank translation", kProcedure, "verb: {zh: 换证, en: Renew}", "verb: {zh: \" \", en: Renew}",
       "\"verb.zh\" is empty"},
      {"missing translation", kProcedure, "verb: {zh: 换证, en: Renew}", "verb: {zh: 换证}",
       "\"en\" is missing in \"verb\""},
      {"missing translation of a problem", "problems.yaml", "kiosk.unregistered:",
       "kiosk.no-text:\n  kind: fault\n  retry: never\n  staff: {zh: 好, en: Good}\nkiosk.unregistered:",
       "\"citizen\" is missing in \"kiosk.no-text\""},
      {"missing translation of a code", "codes/sex.yaml", "{zh: 女, en: Female}", "{zh: 女}",
       "\"en\" is missing in \"codes.2\""},
      {"malformed problem code", "problems.yaml",
       "config.bad-record:", "Config_Bad:", "unknown key \"Config_Bad\""},
      // accessibility and law
      {"too little time to answer", kStation, "warn-seconds: 30", "warn-seconds: 10",
       "\"policies.warn-seconds\" is 10; it must be at least 20 (seconds from the warning"},
      {"too few extensions", kStation, "extensions: 10", "extensions: 3",
       "\"policies.extensions\" is 3; it must be at least 10"},
      // references
      {"procedure that does not exist", kStation, "  - licence-renewal", "  - licence-renewals",
       "no procedure has the id \"licence-renewals\""},
      {"rule that does not exist", kProcedure, "  - points-below-12", "  - points-below-13",
       "no rule has the id \"points-below-13\""},
      {"rule named twice", kProcedure, "  - body-proof-yearly", "  - points-below-12",
       "rule \"points-below-12\" is named twice"},
      {"material id twice", kProcedure, "  - id: photo", "  - id: body-proof",
       "id \"body-proof\" is used twice; first on line"},
      {"form field id twice", kProcedure, "  - id: delivery", "  - id: phone", "id \"phone\" is used twice"},
      {"option id twice", kProcedure, "{id: mail,", "{id: pick-up,", "id \"pick-up\" is used twice"},
      {"fee id twice", kProcedure, "  - id: postage", "  - id: licence", "id \"licence\" is used twice"},
      {"device id twice", kStation, "{id: camera,", "{id: card-reader,", "id \"card-reader\" is used twice"},
      {"choice without options", kProcedure, "    kind: address", "    kind: choice",
       "field \"mailingAddress\" is a choice without options", -1},
      // conditions
      {"syntax error in a condition", kRules, "pass: licence.daysToExpiry <= 90",
       "pass: licence.daysToExpiry <= ", "condition `"},
      {"misspelt fact", kRules, "pass: licence.daysToExpiry <= 90", "pass: licence.daysToExpire <= 90",
       "unknown name \"licence.daysToExpire\""},
      {"misspelt fact where evaluation would not come", kRules, "pass: bodyProof.exists\n",
       "pass: bodyProof.exists || bodyProof.exist\n", "unknown name \"bodyProof.exist\""},
      {"misspelt record", kProcedure, "held-when: photo.exists", "held-when: foto.exists",
       "unknown name \"foto.exists\""},
      {"misspelt form field", kProcedure, "    when: form.delivery", "    when: form.deliver",
       "no form field \"deliver\""},
      {"form field in a rule", kRules, "pass: licence.daysToExpiry <= 90", "pass: form.phone === ''",
       "no form field \"phone\""},
      {"assignment", kRules, "pass: licence.daysToExpiry <= 90", "pass: licence.points = 0",
       "unexpected \"="},
      {"endless loop", kRules, "pass: licence.daysToExpiry <= 90", "pass: (() => { for (;;); })()",
       "unexpected \"="},
      {"call of something else", kRules, "pass: licence.daysToExpiry <= 90",
       "pass: licence.status.includes('A')", "\"licence.status.includes\" cannot be called"},
      {"no truth value", kRules, "pass: licence.daysToExpiry <= 90", "pass: licence.daysToExpiry",
       "is neither true nor false"},
      {"list compared as text", kRules, "pass: licence.daysToExpiry <= 90", "pass: licence.status < 'B'",
       "a list cannot be compared"},
      {"letter that is no status", kRules, "hasAny(licence.status, 'D U K')", "hasAny(licence.status, 'DUK')",
       "'DUK' is no code of codes/licence-status.yaml"},
      {"class that is none", kRules, "hasAny(licence.classes, 'C5')", "hasAny(licence.classes, 'C7')",
       "'C7' is no code of codes/licence-class.yaml"},
      {"option that is none", kProcedure, "form.delivery === 'mail'", "form.delivery === 'mial'",
       "'mial' is no option of \"delivery\""},
      // what the platform takes
      {"form field the platform does not take", kProcedure, "- id: phone", "- id: fax",
       "the platform takes no field \"fax\""},
      {"form field the platform needs", kProcedure, "- id: phone", "- id: fax",
       "the form must ask for \"phone\"", -1},
      {"option the platform does not know", kProcedure, "{id: pick-up,", "{id: courier,",
       "the platform knows no delivery \"courier\"", -4},
      {"paper of what is no document", kProcedure, "    capture: photo", "    paper: a4\n    capture: photo",
       "material \"photo\" is no document", -3},
      {"too many pages", "procedures/licence-deferral.yaml", "most-pages: 3", "most-pages: 30",
       "\"materials[2].most-pages\" is 30; it must be at most 5"},
      {"device the station does not have", kStation, "kind: camera", "kind: receipt-printer",
       "needs a camera, which this station does not have", 28},
      // placeholders
      {"unknown placeholder", kRules, "{licence.points}分", "{licence.score}分",
       "unknown placeholder {licence.score}"},
      {"unknown station placeholder", "rules/person.yaml", "{station.name}户籍", "{station.desk}户籍",
       "unknown placeholder {station.desk}"},
      {"brace left open", kRules, "{licence.points}分", "{licence.points分", "is no placeholder"},
      {"placeholder that nobody fills", kProcedure, "verb: {zh: 换证, en: Renew}",
       "verb: {zh: \"{today}\", en: Renew}", "placeholder {today} would not be filled here"},
      // days
      {"impossible day", kRules, "until: \"2024-12-31\"", "until: \"2024-02-30\"",
       "\"2024-02-30\" is no day"},
      {"until before from", kRules, "until: \"2024-12-31\"", "until: \"2021-12-31\"",
       "until 2021-12-31 is before from 2022-04-01"},
      // devices
      {"unknown driver", kStation, "driver: simulated", "driver: simulation",
       "no driver is called \"simulation\""},
      {"driver of another kind", kStation, "driver: simulated", "driver: escpos-usb",
       "driver \"escpos-usb\" is not for a id-card-reader"},
      {"unknown setting", kStation, "driver: simulated}", "driver: sdt-usb, settings: {colour: red}}",
       "driver \"sdt-usb\" has no setting \"colour\""},
      // the staff's badges
      {"staff without the hub's key", kStation, "  hub-key-file: pki/hub-sm2.pub\n", "",
       "\"hub-key-file\" is missing in \"staff\"", -2},
      {"badges that stay fresh for hours", kStation, "fresh-seconds: 60", "fresh-seconds: 7200",
       "\"staff.fresh-seconds\" is 7200; it must be at most 600"},
      {"card's number instead of its digest", kStation, "digest: 482a614f", "digest: DEMO-CARD-",
       "\"staff.cards[1].digest\" is \"DEMO-CARD-"},
      {"role that is none", kStation, "role: guide", "role: chief",
       "\"staff.cards[1].role\" is \"chief\"; it must be one of: guide, administrator"},
      {"card until before from", kStation, "until: \"2036-12-31\"", "until: \"2025-12-31\"",
       "until 2025-12-31 is before from 2026-01-01"},
      {"card from an impossible day", kStation, "from: \"2026-01-01\"", "from: \"2026-02-30\"",
       "\"2026-02-30\" is no day"},
      {"card registered twice", kStation, "\n\nprocedures:",
       "\n    - {digest: 482a614f87cd895337f50a97683d83431ed474e9eaaeb8cf2f826260b5571aa5, staff: \"022\", "
       "role: guide, from: \"2026-01-01\", until: \"2026-12-31\"}\n\nprocedures:",
       "digest \"482a614f87cd895337f50a97683d83431ed474e9eaaeb8cf2f826260b5571aa5\" is used twice", 1},
      {"badges without a reader for them", kStation, "kind: barcode-reader", "kind: camera",
       "badges are shown to a barcode-reader, which this station does not have", 13},
      // profiles of machines
      {"profile that does not exist", kStation, "driver: simulated}\n  - {id: receipt",
       "driver: simulated}\n  - {id: m, kind: plate-marker, driver: marker-serial, settings: {port: /dev/x, "
       "profile: none}}\n  - {id: receipt",
       "there is no profile \"none\" for a plate-marker", 1},
      {"profile of another kind", kStation, "driver: simulated}\n  - {id: receipt",
       "driver: simulated}\n  - {id: m, kind: signal-lines, driver: lines-serial, settings: {port: /dev/x, "
       "profile: example-stx-sum}}\n  - {id: receipt",
       "there is no profile \"example-stx-sum\" for a signal-lines", 1},
      {"profile that is not named", kStation, "driver: simulated}\n  - {id: receipt",
       "driver: simulated}\n  - {id: m, kind: plate-marker, driver: marker-serial, settings: {port: "
       "/dev/x}}\n"
       "  - {id: receipt",
       "driver \"marker-serial\" needs the setting \"profile\"", 1},
      {"profile nobody has compared with the manual", kStation, "driver: simulated}\n  - {id: receipt",
       "driver: simulated}\n  - {id: m, kind: plate-marker, driver: marker-serial, settings: {port: /dev/x, "
       "profile: example-verb-lines}}\n  - {id: receipt",
       "profile \"example-verb-lines\" is not to be used before markers/example-verb-lines.yaml", 1},
      {"profile with an unknown key", kMarker, "  - {send: \"RUN\"", "  - {sends: 1, send: \"RUN\"",
       "unknown key \"sends\" in \"steps[3]\""},
      {"profile with a meaning that is none", kMarker, "says: progress", "says: working",
       "\"answers[3].says\" is \"working\"; it must be one of: acknowledged"},
      {"profile with a check that is none", "markers/example-stx-sum.yaml", "kind: sum8", "kind: crc16",
       "\"command.check.kind\" is \"crc16\""},
      {"profile with an open brace", kMarker, "SETVAR CODE {code}", "SETVAR CODE {code",
       "braces hold a name"},
      {"profile with a rate that is none", kMarker, "baud: 9600", "baud: 10000",
       "\"baud\" is 10000; a serial line"},
      {"profile that would engrave twice", kMarker, "steps:",
       "steps:\n  - {send: X, awaits: finished, starts-marking: true}", "two steps start the marking"},
      {"profile that never engraves", kMarker, ", starts-marking: true", "", "no step starts the marking",
       -3},
      {"profile that would take one piece for another", "markers/example-soh-stx-etx.yaml", "MARKED {code}",
       "MARKED ?", "must name {code}", -13},
      {"input that raises nothing known", "signals/example-io-board.yaml", "raises: door-open",
       "raises: door", "\"inputs[2].raises\" is \"door\""},
      {"output named twice", "signals/example-io-board.yaml", "name: lamp-red", "name: lamp-green",
       "name \"lamp-green\" is used twice"},
      {"setting that is a list", kStation, "driver: simulated}", "driver: sdt-usb, settings: {vid: [1]}}",
       "\"devices[1].settings.vid\" must be text or a number"},
  };
  return kAll;
}

bool holds(const std::vector<std::string>& faults, const std::string& place, const std::string& words) {
  for (const auto& fault : faults)
    if (fault.starts_with(place) && fault.find(words) != std::string::npos) return true;
  return false;
}

std::string shown(const std::vector<std::string>& faults) {
  std::string text;
  for (const auto& fault : faults) text += '\n' + fault;
  return text;
}

}  // namespace

TEST_CASE("the shipped configuration has no faults") {
  for (const char* station : {"/stations/demo.yaml", "/stations/wired.yaml"}) {
    const auto loaded = doorstep::kiosk::loadCatalogue(doorstep::tests::kConfig,
                                                       doorstep::tests::kConfig + station, "/state");
    for (const auto& fault : loaded.faults) FAIL_CHECK(fault.text());
    CHECK(loaded.catalogue != nullptr);
  }
}

TEST_CASE("a broken line is reported with its file and line") {
  for (const Broken& broken : brokenLines()) {
    CAPTURE(std::string(broken.name));
    const ConfigCopy copy;
    const int line = copy.replace(broken.file, broken.from, broken.to) + broken.lineAfter;
    const auto faults = copy.faults();
    const std::string place = broken.file + ':' + std::to_string(line) + ": ";
    CHECK_MESSAGE(holds(faults, place, broken.says), place << broken.says << "\nnot among:" << shown(faults));
  }
}

TEST_CASE("every fault is reported, not only the first") {
  const ConfigCopy copy;
  const int verb = copy.replace(kProcedure, "verb: {zh: 换证, en: Renew}", "verb: {zh: 换证}\nverbs: {}");
  const int driver = copy.replace(kStation, "driver: simulated", "driver: none, extra: 1, more: 2");
  const int pass = copy.replace(kRules, "pass: licence.daysToExpiry <= 90", "pass: licence.days <= 90");
  const auto faults = copy.faults();
  CAPTURE(shown(faults));
  CHECK(faults.size() == 6);
  CHECK(holds(faults, kProcedure + ':' + std::to_string(verb), "\"en\" is missing"));
  CHECK(holds(faults, kProcedure + ':' + std::to_string(verb + 1), "unknown key \"verbs\""));
  CHECK(holds(faults, kStation + ':' + std::to_string(driver), "no driver is called \"none\""));
  CHECK(holds(faults, kStation + ':' + std::to_string(driver), "unknown key \"extra\""));
  CHECK(holds(faults, kStation + ':' + std::to_string(driver), "unknown key \"more\""));
  CHECK(holds(faults, kRules + ':' + std::to_string(pass), "unknown name \"licence.days\""));
}

TEST_CASE("two things with one id: both places are named") {
  const ConfigCopy copy;
  copy.write("procedures/second.yaml", copy.read(kProcedure));
  CHECK(holds(copy.faults(), "procedures/second.yaml:2: ",
              "procedure \"licence-renewal\" has the id of the one at procedures/licence-renewal.yaml:2"));

  const ConfigCopy rules;
  const int second = rules.replace("rules/person.yaml", "  - id: licence-held", "  - id: not-locked");
  const auto faults = rules.faults();
  CAPTURE(shown(faults));
  CHECK(holds(faults, "rules/person.yaml:" + std::to_string(second) + ": ",
              "rule \"not-locked\" has the id of the one at rules/licence.yaml:"));
}

TEST_CASE("two versions of a rule may share an id while their days do not overlap") {
  const ConfigCopy copy;
  CHECK(copy.faults().empty());
  copy.replace(kRules, "until: \"2024-12-31\"", "until: \"2025-01-01\"");
  CHECK(holds(copy.faults(), "rules/licence.yaml:", "both are in force at one time"));
}

TEST_CASE("files and folders that are missing or empty") {
  const ConfigCopy copy;
  copy.write(kProcedure, "");
  CHECK(holds(copy.faults(), kProcedure + ":1: ", "is empty"));
  copy.write(kProcedure, "# only a comment\n");
  CHECK(holds(copy.faults(), kProcedure + ":1: ", "is empty"));
  copy.write(kProcedure, "just text\n");
  CHECK(holds(copy.faults(), kProcedure + ":1: ", "the file must be a group of keys"));
  copy.write(kProcedure, "a: 1\n---\nb: 2\n");
  CHECK(holds(copy.faults(), kProcedure + ":2: ", "a second document begins here"));

  std::filesystem::remove(copy.path("problems.yaml"));
  std::filesystem::remove_all(copy.path("rules"));
  std::filesystem::remove(copy.path(kStation));
  const auto faults = copy.faults();
  CHECK(holds(faults, "problems.yaml:1: ", "cannot be read"));
  CHECK(holds(faults, "rules:1: ", "cannot be read: no such folder"));
  CHECK(holds(faults, kStation + ":1: ", "cannot be read"));
}

TEST_CASE("a schema that is missing or broken is a fault too") {
  const ConfigCopy copy;
  copy.write("schema/rules.schema.json", "{");
  std::filesystem::remove(copy.path("schema/codes.schema.json"));
  const auto faults = copy.faults();
  CHECK(holds(faults, "schema/rules.schema.json:1: ", "is no usable schema"));
  CHECK(holds(faults, "schema/codes.schema.json:1: ", "cannot be read"));
}

TEST_CASE("--check-config prints every fault, or that there is none") {
  const ConfigCopy copy;
  std::ostringstream good;
  CHECK(doorstep::kiosk::checkConfig(copy.path(""), copy.path(kStation), "/state", good) == 0);
  CHECK(good.str() == copy.path(kStation) + ": no faults\n");

  const int line = copy.replace(kStation, "warn-seconds: 30", "warn-seconds: 5");
  std::ostringstream bad;
  CHECK(doorstep::kiosk::checkConfig(copy.path(""), copy.path(kStation), "/state", bad) == 1);
  CHECK(bad.str().starts_with(kStation + ':' + std::to_string(line) + ": "));
}
