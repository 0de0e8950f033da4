#include "devices/self_test.h"

#include "devices/document_scanner.h"
#include "devices/imaging/page_find.h"
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

void print(ReceiptPrinter& printer, milliseconds deadline, const Told& done) {
  printer.print(testSlip(printer.id()), deadline, [done](const Outcome<PrintReport>& report) {
    if (!report) return done(failed(report.error()));
    const std::string blocks = std::to_string(report->blocks);
    done({{}, {"已打印自检凭条，共" + blocks + "段", "a test slip was printed, " + blocks + " blocks"}, {}});
  });
}

std::string sizeOf(const Frame& frame) {
  return std::to_string(frame.width) + "x" + std::to_string(frame.height);
}

void takePicture(Camera& camera, milliseconds deadline, const Told& done) {
  const auto seen = std::make_shared<Frame>();
  camera.stream(
      [seen, &camera](Frame frame) {
        *seen = std::move(frame);
        camera.stop();
      },
      deadline,
      [seen, done](const Outcome<void>& ended) {
        if (!ended) return done(failed(ended.error()));
        const std::string size = sizeOf(*seen);
        done({{}, {"已拍一帧，" + size + "像素", "one frame was taken, " + size + " px"}, *seen});
      });
}

// A scanner's glass is empty when nobody put anything there; a camera over the desk says what it made out.
Localized seenOnDesk(const Frame& frame) {
  const std::string papers = std::to_string(findPages(frame).size());
  return {"，桌面上看到" + papers + "份材料", ", papers on the desk: " + papers};
}

void scanPage(DocumentScanner& scanner, milliseconds deadline, const Told& done) {
  constexpr int kDpi = 100;  // enough to see whether it scans
  scanner.scan(kDpi, deadline, [live = scanner.hasPreview(), done](const Outcome<Frame>& page) {
    if (!page) return done(failed(page.error()));
    const Localized seen = live ? seenOnDesk(*page) : Localized{};
    const std::string size = sizeOf(*page);
    done({{},
          {"已扫一页，" + size + "像素" + seen.zh, "one page was scanned, " + size + " px" + seen.en},
          *page});
  });
}

SelfTest asPolled(const DeviceStatus& status) {
  return {{}, {"应答正常：" + status.model, "it answers: " + status.model}, {}};
}

}  // namespace

void selfTest(Device& device, milliseconds deadline, const Told& done) {
  const DeviceStatus status = device.status();
  if (!status.problem.empty()) return done(failed({status.problem, device.id() + ": " + status.detail}));
  if (!status.ready())
    return done(
        failed(problem("device.offline", device.id() + ": " + std::string(word(status.state))).value()));
  if (auto* printer = dynamic_cast<ReceiptPrinter*>(&device)) return print(*printer, deadline, done);
  if (auto* camera = dynamic_cast<Camera*>(&device)) return takePicture(*camera, deadline, done);
  if (auto* scanner = dynamic_cast<DocumentScanner*>(&device)) return scanPage(*scanner, deadline, done);
  done(asPolled(status));
}

}  // namespace doorstep::devices
