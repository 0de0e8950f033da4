#include <QJsonArray>

#include <doctest/doctest.h>

#include "findings_people.h"

using namespace doorstep;
using namespace std::chrono_literals;
using kiosk::Finding;

namespace {

const Date kToday = 2026y / 11 / 23;

QJsonObject facts() {
  return kiosk::factsOf(tests::ready(kToday), kToday);
}

}  // namespace

TEST_CASE("conditions over the facts") {
  kiosk::Evaluator evaluator;
  CHECK(evaluator.truth("licence.daysToExpiry === 30", facts()) == true);
  CHECK(evaluator.truth("person.age === 40 && !licence.longTerm", facts()) == true);
  CHECK(evaluator.truth("hasAny(licence.classes, 'A1 C1')", facts()) == true);
  CHECK(evaluator.truth("hasAny(licence.classes, 'A1 C')", facts()) == false);
  CHECK(evaluator.truth("today < '2027-01-01' ? licence.points > 5 : true", facts()) == false);
}

TEST_CASE("a record that was not fetched makes every rule that reads it unknown, and only those") {
  kiosk::Evaluator evaluator;
  kiosk::Records records = tests::ready(kToday);
  records.bodyProof = {};
  const auto withoutProof = evaluator.findings(tests::renewal(), kiosk::factsOf(records, kToday), kToday);
  CHECK(tests::rulesThat(Finding::Result::Unknown, withoutProof) ==
        "body-proof-present body-proof-fresh body-proof-passed");
  CHECK(tests::rulesThat(Finding::Result::Fail, withoutProof).empty());
  CHECK((kiosk::decide(withoutProof) == kiosk::Decision::Unknown));

  records = tests::ready(kToday);
  records.licence = {};
  const auto withoutLicence = evaluator.findings(tests::renewal(), kiosk::factsOf(records, kToday), kToday);
  CHECK(tests::rulesThat(Finding::Result::Pass, withoutLicence) == "identity-document");
  CHECK(withoutLicence.size() ==
        tests::renewal().rules.size() - 2);  // of two rules one version is not in force
  for (const auto& finding : withoutLicence)
    if (finding.result == Finding::Result::Unknown) {
      CHECK(finding.reason.zh.empty());
      CHECK_FALSE(finding.where.zh.empty());
      CHECK_FALSE(finding.phone.empty());
    }

  records = tests::ready(kToday);
  records.identity.birth = std::nullopt;
  records.licence.value->classes = "B2D";
  CHECK(tests::rulesThat(Finding::Result::Unknown,
                         evaluator.findings(tests::renewal(), kiosk::factsOf(records, kToday), kToday)) ==
        "age-limit-large age-limit-70 body-proof-yearly");
}

TEST_CASE("what a record does not have is unknown, never zero or false") {
  kiosk::Evaluator evaluator;
  kiosk::Records records = tests::ready(kToday);
  records.licence.value->validUntil = std::nullopt;
  records.photo.value = std::nullopt;
  const QJsonObject known = kiosk::factsOf(records, kToday);
  CHECK(evaluator.truth("licence.daysToExpiry <= 90", known) == std::nullopt);
  CHECK(evaluator.truth("licence.longTerm || licence.daysToExpiry <= 90", known) == true);
  CHECK(evaluator.truth("photo.exists && photo.monthsBegun <= 6", known) == false);
  CHECK(evaluator.truth("photo.monthsBegun <= 6", known) == std::nullopt);
}

TEST_CASE("a form field that is not filled in is unknown") {
  kiosk::Evaluator evaluator;
  CHECK(evaluator.truth("form.delivery === 'mail'", facts()) == std::nullopt);
  CHECK(evaluator.truth("form.delivery === 'mail'", facts(), {{"delivery", "mail"}}) == true);
  CHECK(evaluator.truth("form.delivery === 'mail'", facts(), {{"delivery", "pick-up"}}) == false);
}

TEST_CASE("a faulty condition is unknown at run time and does no harm") {
  kiosk::Evaluator evaluator;
  QJsonObject known = facts();
  for (const char* expression :
       {"licence.pionts > 3", "licence.points", "licence.points >", "(() => { while (true); })()",
        "while (true);", "licence.points = 0", "licence.points++", "licence.status.push('B')",
        "Math.constructor", "this", "/(a+)+$/", "`${today}`", "licence['points'] === 0", "true) && (() => 1",
        "today // comment", "", "form.x.y"}) {
    CAPTURE(std::string(expression));
    CHECK(evaluator.truth(expression, known) == std::nullopt);
  }
  CHECK(known == facts());
  CHECK(evaluator.truth("licence.points === 0", known) == true);
  CHECK(evaluator.truth(std::string(700, ' ') + "true", known) == std::nullopt);
}

TEST_CASE("placeholders read well in both languages") {
  kiosk::Evaluator evaluator;
  kiosk::Records records = tests::ready(kToday);
  records.licence.value->classes = "A2D";
  records.licence.value->status = "HS";
  const QJsonObject known = kiosk::factsOf(records, kToday);
  const auto fill = [&](const std::string& text) { return evaluator.fill({text, text}, known); };
  CHECK(fill("{licence.validUntil}") == Localized{"2026年12月23日", "23 Dec 2026"});
  CHECK(fill("{licence.validUntil-90d}|{today+1d}") ==
        Localized{"2026年9月24日|2026年11月24日", "24 Sep 2026|24 Nov 2026"});
  CHECK(fill("{licence.classes}") == Localized{"A2、D", "A2, D"});
  CHECK(fill("{person.age} {bodyProof.hospital}") == Localized{"40 云上县人民医院", "40 云上县人民医院"});
  CHECK(fill("no braces") == Localized{"no braces", "no braces"});
  CHECK(fill("{photo.nothing}") == Localized{"—", "—"});
}

TEST_CASE("what is due is shown right after the card") {
  kiosk::Evaluator evaluator;
  const auto due = evaluator.due(tests::shipped(), facts());
  REQUIRE(due.size() == 1);
  CHECK(due[0].procedureId == "licence-renewal");
  CHECK(due[0].text.zh == "驾驶证有效期到2026年12月23日，该换证了");
  CHECK(due[0].text.en == "Your licence is valid until 23 Dec 2026: time to renew it");

  kiosk::Records records = tests::ready(kToday);
  records.licence.value->validUntil = addDays(kToday, 91);
  CHECK(evaluator.due(tests::shipped(), kiosk::factsOf(records, kToday)).empty());
  records.licence.value->validUntil = addYears(kToday, -1);
  CHECK(evaluator.due(tests::shipped(), kiosk::factsOf(records, kToday)).empty());
  records.licence.value->validUntil = std::nullopt;
  CHECK(evaluator.due(tests::shipped(), kiosk::factsOf(records, kToday)).empty());
  records.licence = {};
  CHECK(evaluator.due(tests::shipped(), kiosk::factsOf(records, kToday)).empty());
}

TEST_CASE("materials: what the platform has is not asked for") {
  kiosk::Evaluator evaluator;
  const auto held = [&](const kiosk::Records& records) {
    std::string ids;
    for (const auto& material : tests::renewal().materials)
      if (!material.heldWhen.empty() &&
          evaluator.truth(material.heldWhen, kiosk::factsOf(records, kToday)) == true)
        ids += (ids.empty() ? "" : " ") + material.id;
    return ids;
  };
  kiosk::Records records = tests::ready(kToday);
  CHECK(held(records) == "body-proof photo");
  records.photo.value->takenOn = addDays(kToday, -200);
  CHECK(held(records) == "body-proof");
  records.bodyProof.value->passed = false;
  CHECK(held(records).empty());
}

TEST_CASE("a condition may read the same list more than once") {
  kiosk::Evaluator evaluator;
  CHECK(evaluator.truth("hasAny(licence.classes, 'D') || hasAny(licence.classes, 'C1')", facts()) == true);
  CHECK(evaluator.truth("!hasAny(licence.classes, 'D') && !hasAny(licence.classes, 'E')", facts()) == true);
}
