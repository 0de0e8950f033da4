#include "devices/self_test.h"

#include "devices/printer.h"

namespace doorstep::devices {
namespace {

using Told = std::function<void(SelfTest)>;
using std::chrono::milliseconds;

SelfTest failed(Problem why) {
  return {std::move(why), {}, {}};
}

// Everything a slip of the kiosk consists of: whoever holds it sees what does not come out.
PrintDocument testSlip(const std::string& id) {
  return {
      "self-test",
      {PrintText{"打印自检", Align::Centre, 2, true}, PrintText{"Printer self-test", Align::Centre},
       PrintRule{}, PrintText{"户政车管自助服务：驾驶证、行驶证、号牌。"},
       PrintText{"ABCDEFGHIJKLM nopqrstuvwxyz 0123456789"}, PrintPair{"设备 Device", id}, PrintRule{},
       PrintQr{"DOORSTEP SELF-TEST " + id}, PrintText{"字迹清楚、二维码能扫出，就是好的。", Align::Centre},
       PrintText{"Legible, and the code scans: all is well.", Align::Centre}}};
}

void print(ReceiptPrinter& printer, milliseconds deadline, Told done) {
  printer.print(testSlip(printer.id()), deadline, [done](const Outcome<PrintReport>& report) {
    if (!report) return done(failed(report.error()));
    const std::string blocks = std::to_string(report->blocks);
    done({{}, {"已打印自检凭条，共" + blocks + "段", "a test slip was printed, " + blocks + " blocks"}, {}});
  });
}

void takePicture(Camera& camera, milliseconds deadline, Told done) {
  const auto seen = std::make_shared<Frame>();
  camera.stream(
      [seen, &camera](Frame frame) {
        *seen = std::move(frame);
        camera.stop();
      },
      deadline,
      [seen, done](const Outcome<void>& ended) {
        if (!ended) return done(failed(ended.error()));
        const std::string size = std::to_string(seen->width) + "x" + std::to_string(seen->height);
        done({{}, {"已拍一帧，" + size + "像素", "one frame was taken, " + size + " px"}, *seen});
      });
}

SelfTest asPolled(const DeviceStatus& status) {
  return {{}, {"应答正常：" + status.model, "it answers: " + status.model}, {}};
}

}  // namespace

void selfTest(Device& device, milliseconds deadline, Told done) {
  const DeviceStatus status = device.status();
  if (!status.problem.empty()) return done(failed({status.problem, device.id() + ": " + status.detail}));
  if (!status.ready())
    return done(
        failed(problem("device.offline", device.id() + ": " + std::string(word(status.state))).value()));
  if (auto* printer = dynamic_cast<ReceiptPrinter*>(&device))
    return print(*printer, deadline, std::move(done));
  if (auto* camera = dynamic_cast<Camera*>(&device)) return takePicture(*camera, deadline, std::move(done));
  done(asPolled(status));
}

}  // namespace doorstep::devices
