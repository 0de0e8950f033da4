#include "kiosk/app/person_time.h"

#include <QRegularExpression>

namespace doorstep::app {
namespace {

constexpr double kDecide = 1.35;          // M
constexpr double kPoint = 1.1;            // P
constexpr double kPress = 0.2;            // K
constexpr double kNextDigit = 0.6;        // the finger is over the pad already
constexpr double kCharactersASecond = 4;  // an unhurried reader of Chinese: 240 characters a minute
constexpr double kWordsASecond = 3;       // and of English: 180 words a minute
constexpr double kSignature = 5;
constexpr double kCard = 3;       // to lay a card down or to take it
constexpr double kPhonePay = 15;  // take out the phone, scan, confirm

}  // namespace

void PersonTime::read(const QStringList& texts) {
  static const QRegularExpression word("[A-Za-z0-9][A-Za-z0-9'.,:/-]*");
  for (const QString& text : texts) {
    if (seen_.contains(text)) continue;
    seen_.insert(text);
    for (const QChar c : text)
      if (c.unicode() >= 0x3400 && c.unicode() <= 0x9FFF) ++chinese_;
    for (auto i = word.globalMatch(text); i.hasNext(); i.next()) ++words_;
  }
}

double PersonTime::seconds() const {
  return taps_ * (kDecide + kPoint + kPress) + keys_ * kNextDigit + chinese_ / kCharactersASecond +
         words_ / kWordsASecond + signatures_ * kSignature + cards_ * kCard + payments_ * kPhonePay;
}

}  // namespace doorstep::app
