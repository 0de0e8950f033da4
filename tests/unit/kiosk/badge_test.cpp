#include "kiosk/desk/badge.h"

#include <cstdlib>

#include <doctest/doctest.h>

#include "badge_codes.h"
#include "disturb_rig.h"

using namespace doorstep;
using namespace doorstep::kiosk;
using namespace std::chrono_literals;
using Fields = tests::BadgeFields;

namespace {

// 2026-11-23 16:30 in China.
const auto kNow = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + 8h + 30min;

struct Hub {
  Hub() : folder(tests::freshFolder()) {
    for (const std::string name : {"hub", "other"}) {
      const std::string make = "cd " + folder + " && openssl genpkey -quiet -algorithm SM2 -out " + name +
                               ".key && openssl pkey -in " + name + ".key -pubout -out " + name + ".pub";
      REQUIRE(std::system(make.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe)
    }
  }
  std::string sign(const std::string& text, const std::string& key = "hub") const {
    return tests::signedBadge(text, folder + "/" + key + ".key");
  }
  BadgeReader reader(BadgeReader::Moment since = kNow - 1h) const {
    return BadgeReader::open(folder + "/hub.pub", {"demo-station-1", 60s, 10s}, since).value();
  }
  std::string folder;
};

const Hub& hub() {
  static const Hub made;
  return made;
}

std::string code(const Outcome<Badge>& badge) {
  return badge ? "" : badge.error().code;
}

std::string codeOf(const Fields& fields) {
  auto reader = hub().reader();
  return code(reader.read(hub().sign(fields.text()), kNow));
}

}  // namespace

TEST_CASE("a badge says who stands here") {
  auto reader = hub().reader();
  const auto badge = reader.read(hub().sign(Fields{}.text()), kNow);
  REQUIRE(badge);
  CHECK(badge->staff == "G-7");
  CHECK(badge->role == StaffRole::Guide);
  CHECK(isoDate(badge->until) == "2026-11-30");
  CHECK(reader.read(hub().sign(Fields{.role = "administrator", .nonce = std::string(32, 'a')}.text()), kNow)
            ->role == StaffRole::Administrator);
  CHECK(codeOf({.station = "*"}).empty());
}

TEST_CASE("a badge that anybody but the hub signed, or changed, is forged") {
  auto reader = hub().reader();
  CHECK(code(reader.read(hub().sign(Fields{}.text(), "other"), kNow)) == "badge.forged");
  const std::string good = hub().sign(Fields{}.text());
  // Every character counts, those of the signature too.
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = changed[i] == '1' ? '2' : '1';
    const auto says = code(reader.read(changed, kNow));
    CAPTURE(changed);
    CHECK((says == "badge.forged" || says == "badge.not-one"));
  }
  std::string promoted = good;
  promoted.replace(promoted.find("guide"), 5, "administrator");
  CHECK(code(reader.read(promoted, kNow)) == "badge.forged");
  CHECK(code(reader.read(good, kNow)).empty());  // none of the forgeries used it up
}

TEST_CASE("what is no badge is not called a forgery") {
  auto reader = hub().reader();
  const std::vector<std::string> others{"",
                                        "https://example.invalid/",
                                        "doorstep-badge/1",
                                        "doorstep-badge/1||||||||",
                                        std::string(8, '|'),
                                        std::string(5000, 'x'),
                                        "doorstep-badge/2" + hub().sign(Fields{}.text()).substr(16),
                                        hub().sign(Fields{}.text()) + "|"};
  for (const std::string& text : others) CHECK(code(reader.read(text, kNow)) == "badge.not-one");
  CHECK(codeOf({.role = "chief"}) == "badge.not-one");
  CHECK(codeOf({.from = "2026-02-30"}) == "badge.not-one");
  CHECK(codeOf({.made = "2026-11-23 08:29:50"}) == "badge.not-one");
  CHECK(codeOf({.made = "2026-11-23T08:29:5 Z"}) == "badge.not-one");
  CHECK(codeOf({.nonce = "1"}) == "badge.not-one");
  CHECK(codeOf({.staff = ""}) == "badge.not-one");
}

TEST_CASE("a badge is good at its station, on its days, by China's calendar") {
  CHECK(codeOf({.station = "demo-station-2"}) == "badge.elsewhere");
  CHECK(codeOf({.until = "2026-11-22"}) == "badge.expired");
  CHECK(codeOf({.until = "2026-11-23"}).empty());
  CHECK(codeOf({.from = "2026-11-24"}) == "badge.expired");
  CHECK(codeOf({.from = "2026-11-23"}).empty());
  auto reader = hub().reader();
  // 16:00 UTC is the next day in China.
  const auto night = std::chrono::sys_days(std::chrono::year(2026) / 11 / 23) + 16h;
  CHECK(code(reader.read(hub().sign(Fields{.until = "2026-11-23", .made = "2026-11-23T16:00:00Z"}.text()),
                         night)) == "badge.expired");
}

TEST_CASE("a code is good for a minute, and for one time") {
  CHECK(codeOf({.made = "2026-11-23T08:29:00Z"}).empty());
  CHECK(codeOf({.made = "2026-11-23T08:28:59Z"}) == "badge.stale");
  CHECK(codeOf({.made = "2026-11-23T08:30:10Z"}).empty());
  CHECK(codeOf({.made = "2026-11-23T08:30:11Z"}) == "badge.stale");

  auto reader = hub().reader();
  const std::string text = hub().sign(Fields{}.text());
  CHECK(code(reader.read(text, kNow)).empty());
  CHECK(code(reader.read(text, kNow)) == "badge.used");
  CHECK(code(reader.read(text, kNow + 50s)) == "badge.used");  // the last moment it is fresh
  CHECK(code(reader.read(text, kNow + 51s)) == "badge.stale");
  // Signed anew over the same nonce it is the same code.
  CHECK(code(reader.read(hub().sign(Fields{}.text()), kNow + 1s)) == "badge.used");
  CHECK(code(reader.read(hub().sign(Fields{.nonce = std::string(32, 'b')}.text()), kNow + 1s)).empty());
}

TEST_CASE("a restart does not make a used code good again") {
  const std::string text = hub().sign(Fields{}.text());
  auto before = hub().reader();
  REQUIRE(before.read(text, kNow));
  auto after = hub().reader(kNow + 5s);
  CHECK(code(after.read(text, kNow + 6s)) == "badge.stale");
}

TEST_CASE("a key that is none is a matter of configuration") {
  CHECK(BadgeReader::open(hub().folder + "/nothing.pub", {}, kNow).error().code == "signing.bad-key");
}

TEST_CASE("a card is known by its digest, while its badge is valid") {
  const Date from = *parseDate("2026-11-01"), until = *parseDate("2026-11-23");
  const std::vector<StaffCard> cards{
      {services::sm3Hex("0001234567"), {"G-7", StaffRole::Guide, from, until}}};
  CHECK(badgeOfCard(Secret("0001234567"), cards, kNow)->staff == "G-7");
  CHECK(code(badgeOfCard(Secret("0001234568"), cards, kNow)) == "badge.unknown-card");
  CHECK(code(badgeOfCard(Secret(), cards, kNow)) == "badge.unknown-card");
  CHECK(code(badgeOfCard(Secret("0001234567"), cards, kNow + 24h)) == "badge.expired");
}

TEST_CASE("a station takes codes and cards through one reader; what is neither is not called a card") {
  const Date from = *parseDate("2026-11-01"), until = *parseDate("2026-11-30");
  StaffSettings settings{hub().folder + "/hub.pub",
                         {"demo-station-1", 60s, 10s},
                         {{services::sm3Hex("CARD-0001234567"), {"G-8", StaffRole::Guide, from, until}}}};
  auto badges = StaffBadges::open(settings, kNow - 1h).value();
  const auto read = [&](const std::string& text) { return badges.read(Secret(text), kNow); };
  const std::string good = hub().sign(Fields{}.text());
  CHECK(read(good)->staff == "G-7");
  CHECK(code(read(good)) == "badge.used");
  CHECK(read("CARD-0001234567")->staff == "G-8");
  CHECK(read("CARD-0001234567")->staff == "G-8");  // a card is shown as often as needed
  CHECK(code(read("CARD-0001234568")) == "badge.unknown-card");
  CHECK(code(read("https://example.invalid/")) == "badge.not-one");
  CHECK(code(read(std::string(65, '1'))) == "badge.not-one");
  CHECK(code(read("")) == "badge.not-one");

  settings.cards.clear();
  auto codesOnly = StaffBadges::open(settings, kNow - 1h).value();
  CHECK(code(codesOnly.read(Secret("CARD-0001234567"), kNow)) == "badge.not-one");
  settings.hubKeyFile = hub().folder + "/nothing.pub";
  CHECK(StaffBadges::open(settings, kNow).error().code == "signing.bad-key");
}
