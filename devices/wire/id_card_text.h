#pragma once

#include <string_view>

#include "devices/id_card_reader.h"
#include "devices/wire/bytes.h"

// The 256 bytes of text on an identity card's chip (GA/T 490 and its successors for other holders), UTF-16LE.
namespace doorstep::devices::wire {

inline constexpr std::size_t idCardTextLength = 256;

// Errors: id-card.unknown-kind (a type letter that is not known), id-card.unreadable (not 256 bytes, no
// number, or an end of validity that is neither a day nor 长期: it must not pass for "long-term").
Outcome<IdCard> decodeIdCardText(ByteView text);

// The same, the other way: what an emulated or test card carries. Fields that are too long are cut.
Bytes encodeIdCardText(const IdCard& card);

}  // namespace doorstep::devices::wire
