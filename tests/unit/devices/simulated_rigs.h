#pragma once

#include "devices/simulated/drivers.h"
#include "devices/simulated/world.h"
#include "tests/unit/devices/conformance.h"

// Simulated devices as rigs: disturbed as the bench does it.
namespace doorstep::devices::simulated_rigs {

using Codes = std::vector<std::string>;

// Simulated hardware, disturbed as the bench does it.
class SimulatedRig : public conformance::Rig {
 public:
  explicit SimulatedRig(DeviceKind kind) : hardware_(world_.device("it", kind)) {}

  void unplug() override { say("unplug"); }
  void plug() override { say("plug"); }
  void replug() override { say("replug"); }
  bool ghost() override {
    say("ghost");
    return true;
  }
  std::optional<int> holders() override { return world_.state("it")->holders; }
  void say(const std::string& line) { REQUIRE(world_.command("it", line)); }

 protected:
  Codes saying(const std::string& line, Codes codes) {
    say(line);
    return codes;
  }

  SimulatedWorld world_;
  std::shared_ptr<SimulatedDevice> hardware_;
};

class ReaderRig : public SimulatedRig {
 public:
  ReaderRig() : SimulatedRig(DeviceKind::IdCardReader) {
    world_.registerCard("li-lei", IdCard{});
    say("insert li-lei");
  }
  std::unique_ptr<Device> make() override {
    return std::make_unique<IdCardReader>("it", makeSimulatedIdCardReader(hardware_));
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    dynamic_cast<IdCardReader&>(device).read({}, deadline, [done](const Outcome<IdCard>& card) {
      done(card ? Outcome<void>{} : tl::unexpected(card.error()));
    });
  }
  void hold() override { say("remove"); }
  void release() override { say("insert li-lei"); }
  Codes heldCodes() const override { return {"id-card.absent"}; }
  std::optional<Codes> silence() override { return saying("silence 1", {"id-card.reader-silent"}); }
  std::optional<Codes> garbage() override { return saying("garbage 1", {"id-card.reader-garbled"}); }
};

class PrinterRig : public SimulatedRig {
 public:
  PrinterRig() : SimulatedRig(DeviceKind::ReceiptPrinter) {}
  std::unique_ptr<Device> make() override {
    return std::make_unique<ReceiptPrinter>("it", makeSimulatedPrinter(hardware_));
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    const PrintDocument document{"test", {PrintText{"one"}, PrintRule{}, PrintPair{"label", "value"}}};
    dynamic_cast<ReceiptPrinter&>(device).print(
        document, deadline, [done](const Outcome<PrintReport>& report) {
          done(report ? Outcome<void>{} : tl::unexpected(report.error()));
        });
  }
  void hold() override { say("paper-out-after 1"); }
  void release() override { say("paper ok"); }
  Codes heldCodes() const override { return {"printer.interrupted"}; }
  std::optional<Codes> silence() override { return saying("silence 1", {"printer.offline"}); }
  std::optional<Codes> garbage() override { return saying("garbage 1", {"printer.offline"}); }
};

class CameraRig : public SimulatedRig {
 public:
  CameraRig() : SimulatedRig(DeviceKind::Camera) {}
  std::unique_ptr<Device> make() override {
    return std::make_unique<Camera>("it", makeSimulatedCamera(hardware_));
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    auto& camera = dynamic_cast<Camera&>(device);
    camera.stream([&camera](const Frame&) { camera.stop(); }, deadline, std::move(done));
  }
  void hold() override { say("freeze"); }
  void release() override { say("thaw"); }
  std::optional<Codes> silence() override { return saying("silence 1", {"camera.silent"}); }
  std::optional<Codes> garbage() override { return saying("garbage 1", {"camera.silent"}); }
};

class DocumentScannerRig : public SimulatedRig {
 public:
  DocumentScannerRig() : SimulatedRig(DeviceKind::DocumentScanner) {}
  std::unique_ptr<Device> make() override {
    return std::make_unique<DocumentScanner>("it", makeSimulatedDocumentScanner(hardware_));
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    dynamic_cast<DocumentScanner&>(device).scan(300, deadline, [done](const Outcome<Frame>& page) {
      done(page ? Outcome<void>{} : tl::unexpected(page.error()));
    });
  }
  void hold() override { say("freeze"); }
  void release() override { say("thaw"); }
  std::optional<Codes> silence() override { return saying("silence 1", {"document-scanner.silent"}); }
  std::optional<Codes> garbage() override { return saying("garbage 1", {"document-scanner.silent"}); }
};

class BarcodeRig : public SimulatedRig {
 public:
  BarcodeRig() : SimulatedRig(DeviceKind::BarcodeReader) {}
  std::unique_ptr<Device> make() override {
    return std::make_unique<BarcodeReader>("it", makeSimulatedBarcodeReader(hardware_));
  }
  // Somebody holds a code before the reader as soon as it listens, unless the rig holds it back.
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    auto& reader = dynamic_cast<BarcodeReader&>(device);
    const auto ended = std::make_shared<std::atomic<bool>>(false);
    reader.listen([&reader](const Scan&) { reader.stop(); }, deadline,
                  [ended, done](Outcome<void> outcome) {
                    *ended = true;
                    done(std::move(outcome));
                  });
    const auto giveUp = Clock::now() + deadline;
    while (!held_ && !*ended && Clock::now() < giveUp) {
      if (world_.state("it")->listening && world_.state("it")->scanCount == scans_)
        say("scan https://example.invalid/" + std::to_string(++scans_));
      std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
  }
  void hold() override { held_ = true; }
  void release() override {
    held_ = false;
    if (world_.state("it")->listening) say("scan https://example.invalid/" + std::to_string(++scans_));
  }
  std::optional<Codes> silence() override { return saying("silence 1", {"barcode-reader.silent"}); }
  std::optional<Codes> garbage() override { return saying("garbage 1", {"barcode-reader.garbled"}); }

 private:
  bool held_ = false;
  std::uint64_t scans_ = 0;
};

class DocumentPrinterRig : public SimulatedRig {
 public:
  DocumentPrinterRig() : SimulatedRig(DeviceKind::DocumentPrinter) {}
  std::unique_ptr<Device> make() override {
    return std::make_unique<DocumentPrinter>("it", makeSimulatedDocumentPrinter(hardware_));
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    const PrintDocument document{"test", {PrintText{"one"}, PrintRule{}, PrintPair{"label", "value"}}};
    dynamic_cast<DocumentPrinter&>(device).print(
        document, deadline, [done](const Outcome<PrintReport>& report) {
          done(report ? Outcome<void>{} : tl::unexpected(report.error()));
        });
  }
  void hold() override { say("paper-out-after 1"); }
  void release() override { say("paper ok"); }
  Codes heldCodes() const override { return {"document-printer.interrupted"}; }
  std::optional<Codes> silence() override { return saying("silence 1", {"document-printer.offline"}); }
  std::optional<Codes> garbage() override { return saying("garbage 1", {"document-printer.offline"}); }
};

class MarkerRig : public SimulatedRig {
 public:
  MarkerRig() : SimulatedRig(DeviceKind::PlateMarker) {}
  std::unique_ptr<Device> make() override {
    return std::make_unique<PlateMarker>("it", makeSimulatedPlateMarker(hardware_));
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    dynamic_cast<PlateMarker&>(device).mark({"990000000000001", {}}, deadline,
                                            [done](const Outcome<MarkReport>& report) {
                                              done(report ? Outcome<void>{} : tl::unexpected(report.error()));
                                            });
  }
  void hold() override { say("hold"); }
  void release() override { say("release"); }
  std::optional<Codes> silence() override { return saying("silence 1", {"plate-marker.silent"}); }
  std::optional<Codes> garbage() override { return saying("garbage 1", {"plate-marker.garbled"}); }
};

class SignalRig : public SimulatedRig {
 public:
  SignalRig() : SimulatedRig(DeviceKind::SignalLines) {}
  std::unique_ptr<Device> make() override {
    return std::make_unique<SignalLines>("it", makeSimulatedSignalLines(hardware_));
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    dynamic_cast<SignalLines&>(device).set("lamp-green", true, deadline, std::move(done));
  }
  void hold() override { say("hold"); }
  void release() override { say("release"); }
  std::optional<Codes> silence() override { return saying("silence 1", {"signal-lines.silent"}); }
  std::optional<Codes> garbage() override { return saying("garbage 1", {"signal-lines.garbled"}); }
};

}  // namespace doorstep::devices::simulated_rigs
