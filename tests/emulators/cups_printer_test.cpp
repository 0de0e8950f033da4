#include "devices/drivers/cups_printer.h"

#include <cstdlib>
#include <future>

#include <doctest/doctest.h>
#include <unistd.h>

#include "devices/drivers/drivers.h"
#include "tests/emulators/private_cups.h"
#include "tests/emulators/slip_qr.h"
#include "tests/unit/devices/conformance.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;
using conformance::becomes;
using conformance::eventually;

namespace {

PrintDocument notice() {
  return {"notice",
          {PrintText{"一次性告知书", Align::Centre, 2, true}, PrintPair{"业务", "机动车驾驶证期满换证"},
           PrintQr{"https://example.invalid/c/000017"}}};
}

Timing patient() {
  Timing timing;  // with a loaded test machine
  timing.openDeadline = 10s;
  timing.pollDeadline = 5s;
  return timing;
}

class CupsRig : public conformance::Rig {
 public:
  std::unique_ptr<Device> make() override {
    auto driver = makeCupsPrinter({{"queue", PrivateCups::queue()}, {"server", cups_.socket()}});
    REQUIRE(driver);
    return std::make_unique<DocumentPrinter>("pages", std::move(*driver), patient());
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    if (frozen_) cups_.freeze();
    static_cast<DocumentPrinter&>(device).print(
        notice(), deadline, [this, done](const Outcome<PrintReport>& report) {
          if (std::exchange(frozen_, false)) cups_.thaw();
          done(report ? Outcome<void>() : tl::unexpected(report.error()));
        });
  }
  void hold() override { cups_.put("hold", ""); }
  void release() override { cups_.remove("hold"); }
  // The latter when the deadline passed before the print system began.
  std::vector<std::string> heldCodes() const override {
    return {"document-printer.interrupted", "device.timed-out"};
  }
  void unplug() override { cups_.stop(); }
  void plug() override { cups_.start(); }
  std::optional<std::vector<std::string>> silence() override {
    frozen_ = true;
    return std::vector<std::string>{"document-printer.offline"};
  }

 private:
  PrivateCups cups_;
  bool frozen_ = false;
};

struct Station {
  explicit Station(const std::string& errorPolicy = "abort-job",
                   std::chrono::seconds news = CupsPrinter::kNews)
      : cups(errorPolicy), news_(news) {
    restart();
  }
  void restart() {
    printer.reset();
    auto server = CupsServer::at(cups.socket(), PrivateCups::queue());
    REQUIRE(server);
    printer = std::make_unique<DocumentPrinter>(
        "pages", std::make_unique<CupsPrinter>(std::move(*server), "iso_a4_210x297mm", news_), patient());
    REQUIRE(becomes(*printer, DeviceState::Online));
  }
  std::future<Outcome<PrintReport>> start(std::chrono::milliseconds deadline = 15s) {
    auto promise = std::make_shared<std::promise<Outcome<PrintReport>>>();
    printer->print(notice(), deadline,
                   [promise](Outcome<PrintReport> report) { promise->set_value(report); });
    return promise->get_future();
  }
  Outcome<PrintReport> print(std::chrono::milliseconds deadline = 15s) { return start(deadline).get(); }
  bool begins(int jobs = 1) {
    return eventually([&] { return cups.count("begun") == jobs; });
  }

  PrivateCups cups;
  std::unique_ptr<DocumentPrinter> printer;

 private:
  const std::chrono::seconds news_;
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("cups document-printer conforms") {
  CupsRig rig;
  conformance::check(rig);
}

TEST_CASE("a document lies in the tray as it was meant") {
  Station station;
  CHECK(station.printer->status().model == "Local Raw Printer");
  const auto report = station.print();
  REQUIRE(report);
  CHECK(report->blocks == 3);
  CHECK_FALSE(report->resumed);
  const std::string pdf = station.cups.lastPrinted(), png = PAPER_FOLDER "/printed";
  REQUIRE(std::system(("pdftoppm -png -singlefile -r 150 " + pdf + " " + png).c_str()) == 0);
  CHECK(qrOnSlip(png + ".png") == "https://example.invalid/c/000017");
}

TEST_CASE("each trouble of the printer is named; the job is taken back, and the next document comes out") {
  struct Trouble {
    const char *reasons, *code;
    DeviceState state;
  };
  for (const Trouble& trouble :
       {Trouble{"media-empty-warning", "document-printer.paper-out", DeviceState::UserError},
        Trouble{"media-needed", "document-printer.paper-out", DeviceState::UserError},
        Trouble{"media-jam-warning", "document-printer.jam", DeviceState::UserError},
        Trouble{"door-open-report", "document-printer.cover-open", DeviceState::UserError},
        Trouble{"cover-open,media-empty-error", "document-printer.cover-open", DeviceState::UserError},
        Trouble{"toner-empty-error", "document-printer.toner-out", DeviceState::UserError},
        Trouble{"connecting-to-device", "document-printer.offline", DeviceState::Offline},
        Trouble{"offline-report", "document-printer.offline", DeviceState::Offline}}) {
    CAPTURE(trouble.reasons);
    Station station;
    station.cups.put("trouble", trouble.reasons);
    auto printing = station.start(3s);
    REQUIRE(station.begins());
    const auto report = printing.get();
    REQUIRE_FALSE(report);
    CHECK(report.error().code == "document-printer.interrupted");
    CHECK(has(report.error().detail, trouble.code));
    CHECK(eventually([&] { return station.cups.count("cancelled") == 1; }));
    // CUPS takes back by itself that it is connecting, as soon as nothing is to be printed.
    if (std::string(trouble.reasons) != "connecting-to-device") {
      CHECK(eventually([&] { return station.printer->status().problem == trouble.code; }));
      CHECK(station.printer->status().state == trouble.state);
    }
    station.cups.remove("trouble");
    CHECK(station.print());
    CHECK(station.cups.count("printed") == 1);
  }
}

TEST_CASE("paper that is loaded in time lets the document come out, once") {
  Station station;
  station.cups.put("trouble", "media-empty-warning");
  auto printing = station.start();
  REQUIRE(station.begins());
  std::this_thread::sleep_for(600ms);
  CHECK(printing.wait_for(0s) == std::future_status::timeout);
  station.cups.remove("trouble");
  const auto report = printing.get();
  REQUIRE(report);
  CHECK(report->resumed);
  CHECK(station.cups.log().size() == 2);
  CHECK(becomes(*station.printer, DeviceState::Online));
  CHECK(station.printer->status().supplies == Supplies::Ok);
}

TEST_CASE("a printer that warns of its toner prints on, and its supplies are low") {
  Station station;
  station.cups.put("low", "toner-empty-warning");
  CHECK(station.print());
  CHECK(eventually([&] { return station.printer->status().supplies == Supplies::Low; }));
  CHECK(station.printer->status().ready());
}

TEST_CASE("a queue that is stopped or takes no jobs is not fed") {
  Station station;
  for (const auto& [close, open] :
       {std::pair{"cupsdisable a4", "cupsenable a4"}, {"cupsreject a4", "cupsaccept a4"}}) {
    const std::string command = close;
    CAPTURE(command);
    station.cups.run(close);
    CHECK(becomes(*station.printer, DeviceState::Offline));
    CHECK(station.printer->status().problem == "document-printer.stopped");
    CHECK(station.print().error().code == "document-printer.stopped");
    station.cups.run(open);
    CHECK(becomes(*station.printer, DeviceState::Online));
  }
  std::this_thread::sleep_for(300ms);
  CHECK(station.cups.log().empty());
  CHECK(station.print());
}

TEST_CASE("somebody takes the job away") {
  Station station;
  station.cups.put("hold", "");
  auto printing = station.start();
  REQUIRE(station.begins());
  station.cups.run("cancel -a a4");
  CHECK(printing.get().error().code == "document-printer.cancelled");
}

TEST_CASE("a queue stopped in mid-job ends it: it does not come out when the queue goes on") {
  Station station;
  station.cups.put("hold", "");
  auto printing = station.start();
  REQUIRE(station.begins());
  std::this_thread::sleep_for(400ms);  // until the driver has seen it begin
  station.cups.run("cupsdisable a4");
  const auto report = printing.get();
  REQUIRE_FALSE(report);
  CHECK(report.error().code == "document-printer.interrupted");
  CHECK(has(report.error().detail, "document-printer.stopped"));
  station.cups.remove("hold");
  station.cups.run("cupsenable a4");
  CHECK(becomes(*station.printer, DeviceState::Online));
  std::this_thread::sleep_for(500ms);
  CHECK(station.cups.count("printed") == 0);
}

TEST_CASE("a printer that fails: given up, or begun anew by CUPS, which the driver does not allow") {
  struct Policy {
    const char *name, *code, *detail;
  };
  for (const auto& [policy, code, detail] :
       {Policy{"abort-job", "document-printer.failed", ""},
        Policy{"retry-current-job", "document-printer.interrupted", "begin anew"},
        Policy{"retry-job", "document-printer.interrupted", "begin anew"},
        Policy{"stop-printer", "document-printer.interrupted", "document-printer.stopped"}}) {
    CAPTURE(policy);
    Station station(policy);
    station.cups.put("hold", "");
    auto printing = station.start();
    REQUIRE(station.begins());
    std::this_thread::sleep_for(1200ms);  // CUPS counts the beginnings in seconds
    station.cups.put("exit", "1");
    station.cups.remove("hold");
    const auto report = printing.get();
    REQUIRE_FALSE(report);
    CHECK(report.error().code == code);
    CHECK(has(report.error().detail, detail));
    station.cups.remove("exit");
    if (policy == std::string("stop-printer")) station.cups.run("cupsenable a4");
    std::this_thread::sleep_for(1500ms);
    CHECK(station.cups.count("printed") == 0);
  }
}

TEST_CASE("sent whole to a printer that then says it cannot print: not taken for printed") {
  Station station;
  station.cups.put("afterwards", "media-empty-warning");
  const auto report = station.print();
  REQUIRE_FALSE(report);
  CHECK(report.error().code == "document-printer.interrupted");
  CHECK(has(report.error().detail, "document-printer.paper-out"));
}

TEST_CASE("what a backend never takes back is believed for a while, and counts for no later document") {
  Station station("abort-job", 1s);
  station.cups.put("forgetful", "");
  station.cups.put("trouble", "media-empty-warning");
  auto printing = station.start(2s);
  REQUIRE(station.begins());
  CHECK_FALSE(printing.get());
  station.cups.remove("trouble");
  CHECK(eventually([&] { return station.printer->status().problem == "document-printer.paper-out"; }));
  CHECK(becomes(*station.printer, DeviceState::Online));  // nobody has loaded paper, as far as CUPS knows
  CHECK(station.printer->status().supplies == Supplies::Low);
  const auto report = station.print();
  CHECK(report);
  CHECK(station.cups.count("printed") == 1);
}

TEST_CASE("the server goes away in mid-job: the job does not come out when it is back") {
  Station station;
  station.cups.put("hold", "");
  auto printing = station.start();
  REQUIRE(station.begins());
  station.cups.stop();
  CHECK(printing.get().error().code == "device.removed");
  CHECK(becomes(*station.printer, DeviceState::NoDevice));
  station.cups.start();
  REQUIRE(becomes(*station.printer, DeviceState::Online));
  station.cups.remove("hold");
  std::this_thread::sleep_for(500ms);
  CHECK(station.cups.count("printed") == 0);
  CHECK(station.print());
  CHECK(station.cups.count("printed") == 1);
}

TEST_CASE("what an earlier run left in the queue is taken back; other people's jobs are not") {
  Station station;
  station.cups.put("hold", "");
  char host[256] = {};
  gethostname(host, sizeof host - 1);
  station.cups.run("lp -d a4 -t 'doorstep " + std::string(host) + " receipt' " FOLDER_BACKEND);
  station.cups.run("lp -d a4 -t 'the guide’s own' " FOLDER_BACKEND);
  REQUIRE(station.begins());
  station.restart();
  CHECK(eventually([&] { return station.cups.count("cancelled 1") == 1; }));
  station.cups.remove("hold");
  CHECK(eventually([&] { return station.cups.count("printed 2") == 1; }));
  CHECK(station.cups.count("printed 1") == 0);
}

TEST_CASE("a cancelled document never comes out") {
  Station station;
  station.cups.put("hold", "");
  auto printing = station.start();
  REQUIRE(station.begins());
  station.printer->cancel();
  CHECK(printing.get().error().code == "device.cancelled");
  CHECK(eventually([&] { return station.cups.count("cancelled 1") == 1; }));
  station.cups.remove("hold");
  CHECK(station.print());
  CHECK(station.cups.count("printed") == 1);
}

TEST_CASE("a queue that is deleted is a printer unplugged") {
  Station station;
  station.cups.run("lpadmin -x a4");
  CHECK(becomes(*station.printer, DeviceState::NoDevice));
  station.cups.addQueue();
  CHECK(becomes(*station.printer, DeviceState::Online));
  CHECK(station.print());
}

TEST_CASE("settings of a document printer that make no sense are refused") {
  CHECK(makeCupsPrinter({}).error().code == "device.bad-setting");
  CHECK(makeCupsPrinter({{"queue", "a/b"}}).error().code == "device.bad-setting");
  for (const char* server : {":631", "host:", "host:0", "host:70000", "host:ipp"}) {
    CAPTURE(server);
    CHECK(makeCupsPrinter({{"queue", "a4"}, {"server", server}}).error().code == "device.bad-setting");
  }
  CHECK(makeCupsPrinter({{"queue", "a4"}, {"server", "192.0.2.1:631"}}));
}
