#pragma once

#include <QImage>
#include <optional>

#include "devices/camera.h"
#include "devices/id_card_reader.h"

namespace doorstep::kiosk {

// The frame as a face can show it: shares the frame's bytes and keeps them alive, and they are wiped with the
// last that shows them.
QImage pictureOf(const devices::Frame& frame);
// The portrait on the card's chip, in the same way; none without a card, or where nothing can unpack it.
QImage pictureOn(const std::optional<devices::IdCard>& card);

}  // namespace doorstep::kiosk
