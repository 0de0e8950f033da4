#pragma once

#include <future>

#include <doctest/doctest.h>

#include "devices/drivers/drivers.h"
#include "tests/emulators/emulated_usb.h"
#include "tests/emulators/printer_model.h"
#include "tests/unit/devices/conformance.h"

// An emulated receipt printer on libusb's own path, the driver that talks to it, and a slip to print.
namespace doorstep::emulators {

using namespace devices;
using namespace std::chrono_literals;

inline PrintDocument sampleSlip() {
  PrintDocument slip;
  slip.title = "sample";
  slip.blocks = {
      PrintText{"家门口的车管所", Align::Centre, 2, true},
      PrintText{"示例市公安局家门口派出所", Align::Centre},
      PrintRule{},
      PrintPair{"业务", "机动车驾驶证期满换证"},
      PrintPair{"办理人", "张*丰"},
      PrintPair{"受理编号", "DS-20261123-000017"},
      PrintPair{"受理时间", "2026-11-23 09:41"},
      PrintRule{},
      PrintPair{"工本费", "10.00 元"},
      PrintPair{"合计", "10.00 元"},
      PrintRule{},
      PrintText{"请在30日内凭本人身份证到制证窗口领取新证，或等待邮寄。办理进度可以扫描下面的二维码查询。"},
      PrintFeed{1},
      PrintQr{"https://example.invalid/c/000017", 6},
      PrintText{"咨询电话 199 0000 0000", Align::Centre},
  };
  return slip;
}

class PrinterRig : public conformance::Rig {
 public:
  explicit PrinterRig(PrinterModel::Traits traits = {}) : model(std::make_shared<PrinterModel>(traits)) {
    plug();
  }

  std::unique_ptr<Device> make() override { return makePrinter(); }
  std::unique_ptr<ReceiptPrinter> makePrinter(const Settings& settings = {}) {
    auto driver = makeEscposUsb(settings);
    REQUIRE(driver);
    Timing timing;  // patient with a loaded test machine
    timing.openDeadline = 10s;
    timing.pollDeadline = 5s;
    return std::make_unique<ReceiptPrinter>("receipt-printer", std::move(*driver), timing);
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    if (disturb_) std::exchange(disturb_, nullptr)(disturbed_ = true);
    static_cast<ReceiptPrinter&>(device).print(
        sampleSlip(), deadline, [this, done](const Outcome<PrintReport>& report) {
          if (disturbed_.exchange(false)) calm();
          done(report ? Outcome<void>() : Outcome<void>(tl::unexpected(report.error())));
        });
  }
  void hold() override { model->paperOutAfter(3); }
  void release() override { model->setPaper(PrinterModel::Paper::Enough); }
  std::vector<std::string> heldCodes() const override { return {"printer.interrupted"}; }
  void plug() override { number_ = bus_.plug(model); }
  void unplug() override {
    if (number_ != 0) bus_.unplug(std::exchange(number_, 0));
  }
  std::optional<std::vector<std::string>> silence() override {
    disturb_ = [this](bool on) { model->setSilent(on); };
    return std::vector<std::string>{"printer.offline"};
  }
  std::optional<std::vector<std::string>> garbage() override {
    disturb_ = [this](bool on) { model->setNoise(on); };
    return std::vector<std::string>{"printer.offline"};
  }
  bool ghost() override {
    unplug();
    plug();
    const auto deaf = std::make_shared<PrinterModel>();
    deaf->setSilent(true);
    bus_.plug(deaf);
    return true;
  }

  std::optional<int> holders() override { return bus_.holders(); }

  std::shared_ptr<PrinterModel> model;
  EmulatedUsb& bus() { return bus_; }

 private:
  void calm() {
    model->setSilent(false);
    model->setNoise(false);
  }

  EmulatedUsb bus_;
  int number_ = 0;
  std::function<void(bool)> disturb_;  // before the next action
  std::atomic<bool> disturbed_{false};
};

inline std::future<Outcome<PrintReport>> startPrinting(ReceiptPrinter& printer, PrintDocument slip,
                                                       std::chrono::milliseconds deadline = 15s) {
  auto promise = std::make_shared<std::promise<Outcome<PrintReport>>>();
  printer.print(std::move(slip), deadline,
                [promise](Outcome<PrintReport> report) { promise->set_value(report); });
  return promise->get_future();
}

inline Outcome<PrintReport> printSlip(ReceiptPrinter& printer, PrintDocument slip,
                                      std::chrono::milliseconds deadline = 15s) {
  return startPrinting(printer, std::move(slip), deadline).get();
}

inline std::unique_ptr<ReceiptPrinter> online(PrinterRig& rig, const Settings& settings = {}) {
  auto printer = rig.makePrinter(settings);
  REQUIRE(conformance::becomes(*printer, DeviceState::Online));
  return printer;
}

// The sample slip, as it comes out of an 80 mm printer.
inline const std::string complete =
    "家门口的车管所\n"
    "示例市公安局家门口派出所\n"
    "------------------------------------------------\n"
    "业务                        机动车驾驶证期满换证\n"
    "办理人                                     张*丰\n"
    "受理编号                      DS-20261123-000017\n"
    "受理时间                        2026-11-23 09:41\n"
    "------------------------------------------------\n"
    "工本费                                  10.00 元\n"
    "合计                                    10.00 元\n"
    "------------------------------------------------\n"
    "请在30日内凭本人身份证到制证窗口领取新证，或等待\n"
    "邮寄。办理进度可以扫描下面的二维码查询。\n"
    "\n"
    "[QR https://example.invalid/c/000017]\n"
    "\n"
    "咨询电话 199 0000 0000\n"
    "\n\n\n";

}  // namespace doorstep::emulators
