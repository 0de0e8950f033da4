#include "kiosk/cases/wording.h"

#include <array>

namespace doorstep::kiosk {
namespace {

std::string replaced(std::string text, std::string_view mark, const std::string& value) {
  if (const auto at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), value);
  return text;
}

}  // namespace

QString inLanguage(const Localized& text, Language language) {
  return QString::fromStdString(text.in(language));
}

Localized with(const Localized& text, const Localized& first, const Localized& second) {
  return {replaced(replaced(text.zh, "%2", second.zh), "%1", first.zh),
          replaced(replaced(text.en, "%2", second.en), "%1", first.en)};
}

Localized same(const std::string& text) {
  return {text, text};
}

Localized dateText(Date date) {
  constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                               "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto year = std::to_string(static_cast<int>(date.year()));
  const unsigned month = static_cast<unsigned>(date.month());
  const auto day = std::to_string(static_cast<unsigned>(date.day()));
  return {year + "年" + std::to_string(month) + "月" + day + "日",
          day + " " + kMonths.at((month - 1) % kMonths.size()) + " " + year};
}

Localized momentText(std::chrono::system_clock::time_point moment) {
  const auto minute = std::chrono::floor<std::chrono::minutes>(moment + std::chrono::hours{8});
  const std::chrono::hh_mm_ss time(minute - std::chrono::floor<std::chrono::days>(minute));
  const auto two = [](auto count) { return (count < 10 ? "0" : "") + std::to_string(count); };
  const std::string clock = two(time.hours().count()) + ":" + two(time.minutes().count());
  const auto day = dateText(todayInChina(moment));
  return {day.zh + " " + clock, day.en + ", " + clock};
}

Localized moneyText(std::int64_t fen) {
  auto yuan = std::to_string(fen / 100);
  if (fen % 100 != 0) yuan += (fen % 100 < 10 ? ".0" : ".") + std::to_string(fen % 100);
  return {yuan + "元", yuan + " yuan"};
}

std::string maskedAddress(const Secret& address) {
  constexpr int kShown = 6;
  const auto whole = address.reveal();
  const auto text = QString::fromUtf8(whole.data(), static_cast<qsizetype>(whole.size()));
  if (text.size() <= kShown) return std::string(static_cast<std::size_t>(text.size()), '*');
  return text.left(kShown).toStdString() + "******";
}

}  // namespace doorstep::kiosk
