#include "kiosk/base/secret.h"

#include <sstream>

#include <doctest/doctest.h>

using namespace doorstep;

TEST_CASE("check characters of ID numbers (GB 11643-1999)") {
  // The standard's own examples, and the samples for foreign permanent residents' cards.
  for (const char* good : {"11010519491231002X", "440524188001010014", "932682198501010017",
                           "911124198108030024", "931586198001010028"})
    CHECK(validIdNumber(good));
  for (const char* bad : {"110101199003071234", "11010519491231002x", "1101051949123100", "",
                          "11010519491231002A", "A10105194912310021"})
    CHECK_FALSE(validIdNumber(bad));
}

TEST_CASE("a secret shows itself to nobody by accident") {
  const Secret secret("990101199003070017");
  std::ostringstream out;
  out << secret;
  CHECK(out.str() == "***");
  CHECK(secret.reveal() == "990101199003070017");
}

TEST_CASE("a secret that moved away or was wiped is empty") {
  Secret first("abc");
  const Secret second = std::move(first);
  CHECK(first.empty());  // NOLINT(bugprone-use-after-move): that is the point
  CHECK(second.reveal() == "abc");
  Secret third("abc");
  third.wipe();
  CHECK(third.empty());
}

TEST_CASE("masks show only what a screen may show") {
  CHECK(maskedIdNumber(Secret("990101199003070017")) == "990101********0017");
  CHECK(maskedIdNumber(Secret("short")) == "*****");
  CHECK(maskedName(Secret("司马相如")) == "司***");
  CHECK(maskedName(Secret("Anna")) == "A***");
  CHECK(maskedPhone(Secret("19900001234")) == "199****1234");
  CHECK(maskedPhone(Secret("1990")) == "****");
}
