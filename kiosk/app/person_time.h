#pragma once

#include <QSet>
#include <QString>
#include <QStringList>

namespace doorstep::app {

// What a person does in a visit, and how long it takes them by the keystroke-level model (Card, Moran and
// Newell: M 1.35 s to make up one's mind, P 1.1 s to point, K 0.2 s to press), with reading counted in full.
class PersonTime {
 public:
  // The texts of the page in front of the person; only what was not yet read in this visit counts.
  void read(const QStringList& texts);
  void tap() { ++taps_; }
  void key() { ++keys_; }  // one of a run of presses that needs no new decision: a digit of a number
  void sign() { ++signatures_; }
  void handleCard() { ++cards_; }
  void payByPhone() { ++payments_; }

  int taps() const { return taps_; }
  int keys() const { return keys_; }
  int charactersRead() const { return chinese_; }
  int wordsRead() const { return words_; }
  int signatures() const { return signatures_; }
  int payments() const { return payments_; }
  double seconds() const;

 private:
  QSet<QString> seen_;
  int taps_ = 0, keys_ = 0, chinese_ = 0, words_ = 0, signatures_ = 0, cards_ = 0, payments_ = 0;
};

}  // namespace doorstep::app
