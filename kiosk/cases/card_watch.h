#pragma once

#include <QObject>
#include <QTimer>
#include <functional>

#include "devices/id_card_reader.h"

namespace doorstep::kiosk {

struct Tools;

// The one user of the card reader. It does one thing at a time; whoever asks for another ends the one before,
// and none of its callbacks comes afterwards. A reader that is busy or away is tried again until it answers.
class CardWatch : public QObject {
  Q_OBJECT

 public:
  using OnCard = std::function<void(Outcome<devices::IdCard>)>;

  explicit CardWatch(const Tools& tools);
  ~CardWatch() override { stop(); }

  // Reports every card that is read, and every problem other than that there is none; goes on after problems,
  // not after a card.
  void lookFor(devices::CardReadOptions options, const OnCard& onCard);
  // Reports once, when the card that was read last has been taken away. Also when the reader was away in
  // between and comes back without the card: `stillThere` is asked with every card found then.
  void awaitRemoval(std::function<bool(const devices::IdCard&)> stillThere, std::function<void()> onRemoved);
  void stop();

 private:
  struct Watch {
    std::function<bool(const devices::IdCard&)> stillThere;
    std::function<void()> onRemoved;
  };
  // Runs `then` after a while, unless something else was asked for in the meantime.
  void later(std::chrono::milliseconds pause, std::function<void()> then);
  void look(devices::CardReadOptions options, const OnCard& onCard);
  void watch(const Watch& watch);
  void findAgain(const Watch& watch);
  void beginAnew();

  const Tools& tools_;
  int turn_ = 0;  // what was asked for under another number is over
  QTimer timer_;
  std::function<void()> then_;
};

}  // namespace doorstep::kiosk
