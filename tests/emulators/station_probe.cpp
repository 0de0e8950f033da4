// A stand-in for the kiosk in program_test.sh, in a process of its own: waits for a card on the first USB
// reader, prints its masked name on the first USB printer, says what the first USB barcode reader reads and
// waits for the card to be taken away.
#include <cstdio>
#include <future>

#include "devices/drivers/drivers.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace std::chrono_literals;

namespace {

template <class T>
Outcome<T> await(const std::function<void(Done<T>)>& begin) {
  std::promise<Outcome<T>> promise;
  begin([&promise](Outcome<T> outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

bool awaitOnline(const Device& device) {
  for (int i = 0; i < 500 && device.status().state != DeviceState::Online; ++i)
    std::this_thread::sleep_for(20ms);
  return device.status().state == DeviceState::Online;
}

int fail(const Problem& why) {
  std::fprintf(stderr, "%s %s\n", why.code.c_str(), why.detail.c_str());
  return 3;
}

}  // namespace

int main() {
  IdCardReader reader("reader", std::move(*makeSdtUsb({})));
  ReceiptPrinter printer("printer", std::move(*makeEscposUsb({})));
  BarcodeReader scanner("scanner", std::move(*makeHidPosUsb({})));
  if (!awaitOnline(reader) || !awaitOnline(printer) || !awaitOnline(scanner)) return 2;
  std::puts("ready");
  std::fflush(stdout);
  const auto card = await<IdCard>([&](auto done) { reader.read({}, 20s, done); });
  if (!card) return fail(card.error());
  const PrintDocument slip{"probe",
                           {PrintText{"家门口的车管所"}, PrintPair{"办理人", maskedName(card->name)}}};
  const auto report = await<PrintReport>([&](auto done) { printer.print(slip, 20s, done); });
  if (!report) return fail(report.error());
  std::puts("printed");
  std::fflush(stdout);
  std::string code;
  const auto listened = await<void>([&](auto done) {
    scanner.listen(
        [&](const Scan& scan) {
          code = scan.text.reveal();
          scanner.stop();
        },
        20s, done);
  });
  if (!listened) return fail(listened.error());
  std::printf("scanned %s\n", code.c_str());
  std::fflush(stdout);
  const auto removed = await<void>([&](auto done) { reader.waitForRemoval(20s, done); });
  return removed ? 7 : fail(removed.error());
}
