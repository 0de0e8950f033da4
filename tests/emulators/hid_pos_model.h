#pragma once

#include <atomic>
#include <deque>
#include <mutex>

#include "tests/emulators/usb_function.h"

namespace doorstep::emulators {

// A barcode reader of USB's point-of-sale class, report by report. Written from makers' manuals, not from the
// driver's codec. All functions may be called from any thread.
class HidPosModel : public UsbFunction {
 public:
  enum class Report {
    Long,             // 64 bytes: id, count, identifier, 56 data, code id, reserved, flags
    Short,            // 62 bytes: without the two before the flags
    IdentifierFirst,  // 63 bytes: id, identifier, count, 56 data, reserved, flags
  };

  explicit HidPosModel(Report report = Report::Long) : report_(report) {}

  // A code is held before it: in as many reports as it needs.
  void scan(const std::string& data, const std::string& identifier = "]Q1");
  // Any bytes as a report.
  void send(Bytes report);
  // Answers nothing and sends nothing, as a node does that a bad replug left behind.
  void setDeaf(bool deaf) { deaf_ = deaf; }
  // Of another maker than the one known for such readers.
  void setVendor(std::uint16_t vendor) { vendor_ = vendor; }
  // The report descriptor of another device.
  void setDescriptor(Bytes descriptor) { descriptor_ = std::move(descriptor); }
  // A keyboard until it is switched: then it must be plugged anew.
  void setKeyboard() { keyboard_ = true; }
  bool isKeyboard() const { return keyboard_; }
  // How often a program has taken it.
  int claims() const { return claims_; }

  Bytes descriptors() const override;
  std::vector<std::string> strings() const override { return {"Doorstep", "Emulated Scanner", "S1"}; }
  bool out(std::uint8_t, std::span<const std::uint8_t>) override { return true; }
  std::optional<Bytes> in(std::uint8_t endpoint) override;
  std::optional<Bytes> control(const ControlSetup& setup) override;
  bool controlOut(const ControlSetup& setup, std::span<const std::uint8_t> data) override;
  bool answers() override { return !deaf_; }
  void claimed() override { ++claims_; }

 private:
  Bytes reportDescriptor() const;
  Bytes reportOf(const std::string& data, const std::string& identifier, bool more) const;

  const Report report_;
  std::uint16_t vendor_ = 0x0C2E;
  Bytes descriptor_;
  std::atomic<bool> deaf_{false};
  std::atomic<bool> keyboard_{false};
  std::atomic<int> claims_{0};
  std::mutex mutex_;
  std::deque<Bytes> reports_;
};

}  // namespace doorstep::emulators
