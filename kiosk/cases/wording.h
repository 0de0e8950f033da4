#pragma once

#include <QString>
#include <cstdint>

#include "kiosk/base/date.h"
#include "kiosk/base/localized.h"
#include "kiosk/base/secret.h"

namespace doorstep::kiosk {

QString inLanguage(const Localized& text, Language language);

// `text` with %1 (and %2) replaced.
Localized with(const Localized& text, const Localized& first, const Localized& second = {});
Localized same(const std::string& text);  // in both languages

Localized dateText(Date date);  // 2026年11月23日, 23 Nov 2026
// The time of day in China behind the date: 2026年11月23日 18:05, 23 Nov 2026, 18:05
Localized momentText(std::chrono::system_clock::time_point moment);
Localized moneyText(std::int64_t fen);             // 10元, 10 yuan; 10.50元
std::string maskedAddress(const Secret& address);  // the first six characters stay, of a longer one

}  // namespace doorstep::kiosk
