#include "devices/drivers/sdt_reader.h"

#include "devices/wire/id_card_text.h"
#include "kiosk/base/log.h"

namespace doorstep::devices {
namespace {

using namespace std::chrono_literals;
using wire::Sw3;
namespace sdt = wire::sdt;

constexpr auto betweenLooks = 100ms;
constexpr int readAttempts = 3;
constexpr int newestAttempts = 3;  // unanswered in a row, then the module does not know 30 03

std::string words(Sw3 status) {
  constexpr const char* digits = "0123456789ABCDEF";
  const int byte = static_cast<int>(status);
  return std::string("SW3 ") + digits[byte >> 4] + digits[byte & 15] + ": " +
         std::string(wire::meaning(status));
}

bool samFault(Sw3 status) {
  return status == Sw3::SelfTestFailed || status == Sw3::NotAuthorised || status == Sw3::CardRejectsSam;
}

bool garbles(Sw3 status) {
  return status == Sw3::CommandError || status == Sw3::NotPermitted || status == Sw3::UnknownError ||
         status == Sw3::BadChecksum || status == Sw3::BadLength;
}

// What a status other than success means for a card that lies on the reader.
tl::unexpected<Problem> cardProblem(Sw3 status) {
  if (samFault(status)) return problem("id-card.sam-fault", words(status));
  if (status == Sw3::UnknownCardType) return problem("id-card.unknown-kind", words(status));
  if (garbles(status)) return problem("id-card.reader-garbled", words(status));
  return problem("id-card.unreadable", words(status));
}

// A card all the same.
bool liesBadly(const Problem& why) {
  return why.code == "id-card.unreadable" || why.code == "id-card.unknown-kind";
}

bool noCard(Sw3 status) {
  return status == Sw3::NoCard || status == Sw3::SelectFailed;
}

}  // namespace

Outcome<std::string> SdtReader::open(Action& action) {
  auto link = connect_(action);
  if (!link) return tl::unexpected(link.error());
  const auto id = (*link)->ask(sdt::samId, action);
  if (!id) return tl::unexpected(id.error());
  link_ = std::move(*link);
  cardRead_ = false;
  newestFailures_ = 0;
  return "SAM-V " + (id->sw3 == Sw3::Done ? wire::samIdText(id->data) : std::string("without a number"));
}

void SdtReader::close() noexcept {
  link_.reset();
}

Outcome<Health> SdtReader::poll(Action& action) {
  const auto reply = link_->ask(sdt::samStatus, action);
  if (!reply && reply.error().code == "device.timed-out")
    return problem("id-card.reader-silent", "no answer to a poll");
  if (!reply) return tl::unexpected(reply.error());
  if (!samFault(reply->sw3)) return Health{};
  const Problem fault = problem("id-card.sam-fault", words(reply->sw3)).value();
  return Health{Supplies::Ok, fault.code, fault.detail, DeviceState::HardwareError};
}

Outcome<std::optional<wire::SdtReply>> SdtReader::askNewest(Action& action) {
  if (newestFailures_ >= newestAttempts) return std::nullopt;
  auto reply = link_->ask(sdt::readNewestAddress, action, 1);
  if (reply) {
    newestFailures_ = 0;
    return std::move(*reply);
  }
  const std::string& code = reply.error().code;
  if (code != "id-card.reader-silent" && code != "id-card.reader-garbled")
    return tl::unexpected(reply.error());
  ++newestFailures_;
  return std::nullopt;
}

Outcome<bool> SdtReader::stillThere(Action& action) {
  if (!cardRead_) return false;
  // Each time it is not answered could be the hiccup: the card is gone only when the module says so, or never
  // says anything.
  while (newestFailures_ < newestAttempts) {
    const auto reply = askNewest(action);
    if (!reply) return tl::unexpected(reply.error());
    if (*reply) return (*reply)->sw3 == Sw3::Done || (*reply)->sw3 == Sw3::NoSuchItem;
  }
  return false;
}

Outcome<SdtReader::Presence> SdtReader::look(Action& action) {
  const auto reply = link_->ask(sdt::findCard, action);
  if (!reply) return tl::unexpected(reply.error());
  if (reply->sw3 == Sw3::CardFound) return Presence::Found;
  if (!noCard(reply->sw3)) return cardProblem(reply->sw3);
  const auto there = stillThere(action);
  if (!there) return tl::unexpected(there.error());
  if (*there) return Presence::StillThere;
  cardRead_ = false;
  return Presence::Absent;
}

Outcome<SdtReader::Presence> SdtReader::awaitCard(Action& action) {
  bool heard = false;
  int unreadable = 0;  // in a row: a card on its way into the field is unreadable for a moment
  for (;;) {
    auto presence = look(action);
    if (presence && *presence != Presence::Absent) return presence;
    unreadable = !presence && presence.error().code == "id-card.unreadable" ? unreadable + 1 : 0;
    const bool lookAgain = presence || (unreadable > 0 && unreadable < readAttempts);
    heard = heard || lookAgain;
    const auto go = lookAgain ? action.pause(betweenLooks) : Outcome<void>(tl::unexpected(presence.error()));
    if (go) continue;
    if (go.error().code != "device.timed-out") return tl::unexpected(go.error());
    if (heard) return problem("id-card.absent");
    return problem("id-card.reader-silent", "no answer until the deadline");
  }
}

Outcome<wire::SdtCardData> SdtReader::readData(Presence presence, Action& action) {
  if (presence == Presence::Found) {
    const auto selected = link_->ask(sdt::selectCard, action);
    if (!selected) return tl::unexpected(selected.error());
    if (selected->sw3 != Sw3::Done) return cardProblem(selected->sw3);
  }
  const auto reply = link_->ask(sdt::readText, action);
  if (!reply) return tl::unexpected(reply.error());
  if (reply->sw3 != Sw3::Done) return cardProblem(reply->sw3);
  auto data = wire::cardData(sdt::readText, *reply);
  if (!data) return problem("id-card.unreadable", "lengths of text and photo do not add up");
  return std::move(*data);
}

Outcome<wire::SdtCardData> SdtReader::readWithRetries(Presence presence, Action& action) {
  for (int attempt = 1;; ++attempt) {
    auto data = readData(presence, action);
    if (data || data.error().code != "id-card.unreadable") return data;
    // Lifted, or only badly placed? Some modules need to look twice.
    auto again = look(action);
    if (again && *again == Presence::Absent) again = look(action);
    if (!again) return tl::unexpected(again.error());
    if (*again == Presence::Absent) return problem("id-card.removed", data.error().detail);
    if (attempt == readAttempts) return data;
    presence = *again;
  }
}

Outcome<void> SdtReader::addNewestAddress(IdCard& card, Action& action) {
  if (card.kind != CardKind::Resident) return {};
  const auto reply = askNewest(action);
  if (!reply) return tl::unexpected(reply.error());
  if (!*reply) return action.check();
  if ((*reply)->sw3 != Sw3::Done) return {};
  const Secret address = wire::newestAddress((*reply)->data);
  if (!address.empty()) card.address = address;
  return {};
}

// The visit needs the text; without a photo it goes on.
Outcome<void> SdtReader::addPhoto(IdCard& card, wire::ByteView packed, Action& action) {
  auto photo = decoder_->decode(packed, action);
  if (photo)
    card.photo = std::move(*photo);
  else if (photo.error().code == "device.cancelled")
    return tl::unexpected(photo.error());
  else
    logWarning("id-card", "no photo: ", photo.error().code, " ", photo.error().detail);
  return {};
}

Outcome<IdCard> SdtReader::read(const CardReadOptions& options, Action& action) {
  const auto presence = awaitCard(action);
  if (!presence) return tl::unexpected(presence.error());
  const auto data = readWithRetries(*presence, action);
  if (!data) return tl::unexpected(data.error());
  cardRead_ = true;  // whatever it says, it was read: the module may not find it again until it is lifted
  auto card = wire::decodeIdCardText(data->text);
  if (!card) return card;
  if (auto added = addNewestAddress(*card, action); !added) return tl::unexpected(added.error());
  if (options.photo && decoder_)
    if (auto added = addPhoto(*card, data->photo, action); !added) return tl::unexpected(added.error());
  return card;
}

Outcome<void> SdtReader::waitForRemoval(Action& action) {
  constexpr int sure = 2;  // a card at the edge of the field comes and goes
  for (int absent = 0; absent < sure;) {
    const auto presence = look(action);
    if (!presence && !liesBadly(presence.error())) return tl::unexpected(presence.error());
    absent = presence && *presence == Presence::Absent ? absent + 1 : 0;
    if (absent == sure) break;
    if (auto go = action.pause(betweenLooks); !go) return go;
  }
  return {};
}

}  // namespace doorstep::devices
