#include <QElapsedTimer>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>

#include "disturb_rig.h"

// Nothing a device does holds up the screen: on the pages that work with devices each of them jams, falls
// silent or is pulled out, while a heartbeat on the screen's thread looks for gaps.
using namespace doorstep;
using namespace doorstep::tests;

namespace {

constexpr double longGap = 50;  // ms

// How long the calling thread has been ready to run, and another had the processor, ms. That is the machine's
// load, nobody's fault.
double waitedForProcessor() {
  double ran = 0, waited = 0;
  std::ifstream("/proc/thread-self/schedstat") >> ran >> waited;
  return waited / 1e6;
}

// Beats on the thread that made it, and keeps the gaps in which the thread was held up.
class Heartbeat {
 public:
  Heartbeat() {
    QObject::connect(&timer_, &QTimer::timeout, [this] { beat(); });
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.start(5);
    clock_.start();
    waited_ = waitedForProcessor();
  }
  int longGaps() const { return longGaps_; }
  double longest() const { return longest_; }

 private:
  void beat() {
    const double waited = waitedForProcessor();
    const double gap = static_cast<double>(clock_.nsecsElapsed()) / 1e6 - (waited - waited_);
    clock_.restart();
    waited_ = waited;
    longest_ = std::max(longest_, gap);
    longGaps_ += gap > longGap ? 1 : 0;
  }

  QTimer timer_;
  QElapsedTimer clock_;
  double waited_ = 0, longest_ = 0;
  int longGaps_ = 0;
};

struct Measured {
  int longGaps = 0;
  double longest = 0;
};

// The event loop runs for a while after each line.
Measured measure(Rig& rig, const std::string& device, const std::vector<std::string>& lines) {
  const Heartbeat heart;
  for (const auto& line : lines) {
    if (!line.empty()) rig.device(device, line);
    rig.until([] { return false; }, 0.15);
  }
  return {heart.longGaps(), heart.longest()};
}

struct Trouble {
  const char* name;
  std::vector<std::string> lines;  // the last one puts it right
};

const std::vector<Trouble>& troubles() {
  static const std::vector<Trouble> all{
      {"unplugged", {"unplug", "plug"}},
      {"replugged", {"replug", "replug"}},
      {"a ghost node", {"ghost", "replug"}},
      {"silent", {"silence 1000", "silence 0"}},
      {"garbage", {"garbage 1000", "garbage 0"}},
      {"slow", {"slow 3000", "slow 0"}},
      {"in use", {"taken yes", "replug", "taken no"}},
      {"no permission", {"denied yes", "replug", "denied no"}},
  };
  return all;
}

Measured calm(Rig& rig) {
  return measure(rig, "", std::vector<std::string>(4));
}

// What is tried is compared with the undisturbed loop of the same page; a gap counts when it comes every
// time.
void check(Rig& rig, const QString& page, const std::string& device, const Trouble& trouble,
           Measured undisturbed) {
  Measured disturbed;
  for (int attempt = 0; attempt < 4; ++attempt) {
    if (attempt > 0) undisturbed = calm(rig);
    disturbed = measure(rig, device, trouble.lines);
    if (disturbed.longGaps <= undisturbed.longGaps) break;
  }
  std::printf("screen: %-12s %-16s %-14s gaps over 50 ms: %d (undisturbed %d), longest %.0f ms\n",
              qPrintable(page), device.c_str(), trouble.name, disturbed.longGaps, undisturbed.longGaps,
              disturbed.longest);
  CAPTURE(page.toStdString());
  CAPTURE(device);
  CAPTURE(trouble.name);
  CHECK(disturbed.longGaps <= undisturbed.longGaps);
}

}  // namespace

TEST_CASE("a heartbeat sees what holds up the screen's thread, and only that") {
  Rig rig("due");
  const auto stallFor = [&rig](int ms) {
    const Heartbeat heart;
    rig.until([] { return false; }, 0.1);
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
    rig.until([] { return false; }, 0.1);
    return heart.longGaps();
  };
  CHECK(stallFor(120) >= 1);
  int calm = 1;
  for (int attempt = 0; attempt < 5 && calm > 0; ++attempt) calm = stallFor(1);
  CHECK(calm == 0);
}

TEST_CASE("no device holds up the screen, whatever becomes of it") {
  for (const QString page : {"AttractStep", "PhotoStep", "ReceiptStep"}) {
    Rig rig("due");
    REQUIRE(rig.walkTo(page));
    const Measured undisturbed = calm(rig);
    for (const auto& device : rig.world().devices())
      for (const auto& trouble : troubles()) check(rig, page, device, trouble, undisturbed);
  }
}

TEST_CASE("no jam, open cover, empty roll or frozen picture holds up the screen") {
  struct Case {
    const char* page;
    const char* device;
    Trouble trouble;
  };
  for (const Case& c :
       {Case{"PhotoStep", "camera", {"frozen", {"freeze", "thaw"}}},
        Case{"ReceiptStep", "receipt-printer", {"paper out", {"paper out", "paper ok"}}},
        Case{"ReceiptStep", "receipt-printer", {"cover open", {"cover open", "cover closed"}}},
        Case{"ReceiptStep", "receipt-printer", {"cutter jam", {"cutter jam", "cutter ok"}}}}) {
    Rig rig("due");
    const bool printed = std::string(c.page) == "ReceiptStep";
    if (printed) rig.device("receipt-printer", "paper-out-after 1");  // a slip hangs out half-way
    REQUIRE(rig.walkTo(printed ? "PayStep" : c.page));
    if (printed) rig.act();
    rig.until([&] { return rig.stepName() == c.page; });
    check(rig, c.page, c.device, c.trouble, calm(rig));
  }
}
