#pragma once

#include <optional>
#include <variant>

#include "devices/device.h"
#include "kiosk/base/date.h"
#include "kiosk/base/secret.h"

namespace doorstep::devices {

// Which document lies on the reader; decided by the flag at offset 248 of the text and by the number.
enum class CardKind { Resident, ForeignResident2017, ForeignResident2023, HkMacauTaiwanPermit };

// What the chip says (GA/T 490; protocols of the SAM-V reader). Immutable once read.
struct IdCard {
  CardKind kind = CardKind::Resident;
  Secret name;              // Chinese name; foreign cards without one: the English name
  Secret englishName;       // foreign cards only
  char sex = '0';           // GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated
  std::string ethnicity;    // GB/T 3304 two digits; empty on foreign cards
  std::string nationality;  // GB/T 2659 code on foreign cards
  std::optional<Date> birth;
  Secret address;
  Secret number;  // 18 characters; 15 on the 2017 foreign card
  std::string authority;
  std::optional<Date> validFrom;
  std::optional<Date> validUntil;  // nothing: long-term (长期)
  Secret passNumber;               // HK/Macau/Taiwan permit only
  Secret photo;                    // decoded: a picture file, BMP or JPEG; empty when no decoder is fitted
};

struct CardReadOptions {
  bool photo = true;
};

// Hints the citizen can act on: id-card.absent (nothing on the reader until the deadline), id-card.removed
// (lifted in mid-read), id-card.unreadable (move it to the middle), id-card.unknown-kind. Faults:
// id-card.reader-garbled (checksum or frame wrong after retries), id-card.reader-silent, id-card.sam-fault.
class IdCardDriver : public Driver {
 public:
  // Waits for a card until the action's deadline, then reads it.
  virtual Outcome<IdCard> read(const CardReadOptions& options, Action& action) = 0;
  // Returns when the card that was read has been taken away.
  virtual Outcome<void> waitForRemoval(Action& action) = 0;
};

class IdCardReader : public Device {
 public:
  IdCardReader(std::string id, std::unique_ptr<IdCardDriver> driver, Timing timing = {});

  void read(CardReadOptions options, std::chrono::milliseconds deadline, Done<IdCard> done);
  void waitForRemoval(std::chrono::milliseconds deadline, Done<void> done);
};

}  // namespace doorstep::devices
