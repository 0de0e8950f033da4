#include "kiosk/cases/case.h"

#include <doctest/doctest.h>

using namespace doorstep::kiosk;

namespace {

Case after(std::initializer_list<What> what) {
  Case one("01KATM3Z8Q5V7W9X2Y4B6C8D0E", "licence-renewal");
  for (const auto each : what) REQUIRE(one.add({each, {}, Actor::Citizen, {}}).has_value());
  return one;
}

}  // namespace

TEST_CASE("a case is folded from what was done") {
  const auto done = after({What::Opened, What::Judged, What::PhotoTaken, What::FormFilled, What::Signed,
                           What::PaymentOpened, What::Parked, What::Resumed, What::Paid, What::Submitted,
                           What::Accepted, What::ReceiptPrinted, What::ReceiptPrinted});
  CHECK(done.state() == CaseState::Accepted);
  CHECK(done.actions().size() == 13);
  CHECK(after({What::Opened, What::Signed, What::FormFilled}).state() == CaseState::Preparing);
  CHECK(after({What::Opened, What::Signed, What::Submitted}).state() == CaseState::Submitted);
}

TEST_CASE("what is out of order is refused and leaves no trace") {
  auto fresh = after({What::Opened});
  for (const auto what : {What::Opened, What::Paid, What::Submitted, What::Accepted, What::ReceiptPrinted}) {
    const auto added = fresh.add({what, {}, Actor::Kiosk, {}});
    REQUIRE_FALSE(added.has_value());
    CHECK(added.error().code == "case.bad-order");
  }
  CHECK(fresh.actions().size() == 1);
  CHECK(fresh.state() == CaseState::Preparing);
}

TEST_CASE("money that moved cannot be forgotten") {
  for (const auto state : {CaseState::Paid, CaseState::Submitted, CaseState::Accepted, CaseState::Refused})
    CHECK_FALSE(next(state, What::Abandoned).has_value());
}

TEST_CASE("a case that is over stays over") {
  for (const auto state : {CaseState::Refused, CaseState::Abandoned})
    for (int what = 0; what <= static_cast<int>(What::Abandoned); ++what)
      CHECK_FALSE(next(state, static_cast<What>(what)).has_value());
}
