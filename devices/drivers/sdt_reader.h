#pragma once

#include <functional>
#include <optional>

#include "devices/drivers/sdt_link.h"
#include "devices/drivers/wlt_decoder.h"
#include "devices/id_card_reader.h"

namespace doorstep::devices {

// A resident-ID-card reader with a SAM-V module, whatever it hangs on. The card is found, selected and read
// every time. Readers differ in what they say of a card that was read and still lies there: some find it
// again, others say "no card" until it is lifted; both are understood.
class SdtReader : public IdCardDriver {
 public:
  // Finds the module and makes sure that it answers. Errors: those of Driver::open.
  using Connect = std::function<Outcome<std::unique_ptr<SdtLink>>(Action&)>;

  SdtReader(Connect connect, std::optional<WltDecoder> decoder)
      : connect_(std::move(connect)), decoder_(std::move(decoder)) {}

  Outcome<std::string> open(Action& action) override;
  void close() noexcept override;
  Outcome<Health> poll(Action& action) override;
  Outcome<IdCard> read(const CardReadOptions& options, Action& action) override;
  Outcome<void> waitForRemoval(Action& action) override;

 private:
  enum class Presence { Absent, Found, StillThere };

  Outcome<Presence> look(Action& action);
  Outcome<Presence> awaitCard(Action& action);
  Outcome<bool> stillThere(Action& action);
  // The module's answer to 30 03; nothing when it gave none, this time or ever.
  Outcome<std::optional<wire::SdtReply>> askNewest(Action& action);
  // id-card.unreadable: worth another try while the card lies there.
  Outcome<wire::SdtCardData> readData(Presence presence, Action& action);
  Outcome<wire::SdtCardData> readWithRetries(Presence presence, Action& action);
  Outcome<void> addNewestAddress(IdCard& card, Action& action);
  Outcome<void> addPhoto(IdCard& card, wire::ByteView packed, Action& action);

  const Connect connect_;
  std::optional<WltDecoder> decoder_;
  std::unique_ptr<SdtLink> link_;
  bool cardRead_ = false;  // a card was read and not yet seen to be gone
  // How often in a row the module has not answered 30 03: old ones do not know it. Seldom is a hiccup.
  int newestFailures_ = 0;
};

}  // namespace doorstep::devices
