#include "tests/emulators/scanner_rig.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;
using conformance::becomes;
using conformance::eventually;

TEST_CASE("hid-pos-usb barcode-reader conforms") {
  UsbRig rig;
  conformance::check(rig);
}

TEST_CASE("scanner-serial barcode-reader conforms") {
  SerialRig rig;
  conformance::check(rig);
}

TEST_CASE("scanner-keyboard barcode-reader conforms") {
  KeyboardRig rig;
  conformance::check(rig);
}

TEST_CASE("what the code says arrives, in whatever report the device describes") {
  using enum HidPosModel::Report;
  for (const auto report : {Long, Short, IdentifierFirst}) {
    CAPTURE(static_cast<int>(report));
    UsbRig rig(report);
    Listener listener(rig);
    CHECK(listener.reader().status().model == "Doorstep Emulated Scanner");
    rig.model->scan("京A12345");
    rig.model->scan("\xBE\xA9\x41", "]L2");  // GBK
    const std::string longCode = std::string(111, 'x') + "京" + std::string(500, 'y');
    rig.model->scan(longCode);
    rig.model->scan(std::string(56, 'z'), "]C0");  // fills its report
    rig.model->scan(std::string("\xFF\0\x01", 3), "]d2");
    REQUIRE(eventually([&] { return listener.count() == 5; }));
    const auto scans = listener.scans();
    CHECK(scans[0].text.reveal() == "京A12345");
    CHECK(scans[0].symbology == Symbology::QrCode);
    CHECK(scans[1].text.reveal() == "京A");
    CHECK(scans[1].bytes.size() == 3);
    CHECK(scans[1].symbology == Symbology::Pdf417);
    CHECK(scans[2].text.reveal() == longCode);
    CHECK(scans[3].text.reveal() == std::string(56, 'z'));
    CHECK(scans[3].symbology == Symbology::Code128);
    CHECK(scans[4].text.empty());
    CHECK(scans[4].bytes == PersonalBytes{std::byte{0xFF}, std::byte{0}, std::byte{1}});
  }
}

TEST_CASE("codes from every wire: one event each, nothing lost, whoever is slow") {
  const auto check = [](ScannerRig& rig) {
    Listener listener(rig);
    std::string expected;
    for (int i = 0; i < 20; ++i) {
      rig.send("https://example.invalid/" + std::to_string(i));
      expected += (i > 0 ? "|" : "") + ("https://example.invalid/" + std::to_string(i));
    }
    CHECK(listener.texts(20) == expected);
    rig.send("same");
    rig.send("same");
    CHECK(listener.texts(2) == "same|same");
    listener.reader().stop();
    CHECK(listener.ending->await().empty());
  };
  SUBCASE("USB") {
    UsbRig rig;
    check(rig);
  }
  SUBCASE("serial") {
    SerialRig rig;
    check(rig);
  }
  SUBCASE("keyboard") {
    KeyboardRig rig;
    check(rig);
  }
}

TEST_CASE("what is scanned while nobody listens is nobody's, on every wire") {
  const auto check = [](ScannerRig& rig) {
    Listener listener(rig);
    listener.reader().stop();
    CHECK(listener.ending->await().empty());
    rig.send("the last citizen's");
    std::this_thread::sleep_for(700ms);  // polled meanwhile
    rig.send("and what nobody saw come");
    listener.begin();
    std::this_thread::sleep_for(400ms);
    CHECK(listener.count() == 0);
    rig.send("mine");
    CHECK(listener.texts(1) == "mine");
  };
  SUBCASE("USB") {
    UsbRig rig;
    check(rig);
  }
  SUBCASE("serial") {
    SerialRig rig;
    check(rig);
  }
  SUBCASE("keyboard") {
    KeyboardRig rig;
    check(rig);
  }
}

TEST_CASE("a code whose rest never comes is garbled, after the one before it arrived") {
  UsbRig rig;
  Listener listener(rig);
  rig.model->scan("whole");
  Bytes begun{2, 1, ']', 'Q', '1', 'x'};
  begun.resize(63);
  begun.push_back(1);  // more follows
  rig.model->send(begun);
  CHECK(listener.ending->await() == "barcode-reader.garbled");
  CHECK(listener.texts(1) == "whole");
  CHECK(becomes(listener.reader(), DeviceState::Online));
}

TEST_CASE("a reader that types is switched only when the station file says so") {
  UsbRig rig(HidPosModel::Report::Long, false);
  rig.model->setKeyboard();
  rig.plug();
  auto reader = rig.makeReader();
  REQUIRE(becomes(*reader, DeviceState::HardwareError));
  CHECK(reader->status().problem == "device.unsupported");
  CHECK(rig.model->isKeyboard());
  reader = rig.makeReader({{"switch-mode", "yes"}});
  REQUIRE(eventually([&] { return !rig.model->isKeyboard(); }));
  rig.replug();
  CHECK(becomes(*reader, DeviceState::Online));
}

TEST_CASE("a device of a maker nobody named is left alone: it may be the touch screen") {
  UsbRig rig(HidPosModel::Report::Long, false);
  rig.model->setVendor(0x1209);
  rig.plug();
  auto reader = rig.makeReader({{"switch-mode", "yes"}});
  REQUIRE(eventually([&] { return reader->status().problem == "device.not-found"; }));
  CHECK(rig.model->claims() == 0);
  reader = rig.makeReader({{"vid", "1209"}, {"pid", "0b61"}, {"serial", "S1"}});
  CHECK(becomes(*reader, DeviceState::Online));
}

TEST_CASE("what a HID device says of itself can be nonsense, or nothing") {
  UsbRig rig(HidPosModel::Report::Long, false);
  SUBCASE("nonsense") {
    rig.model->setDescriptor({0xA1, 0x01, 0xC0, 0xC0});
    rig.plug();
    const auto reader = rig.makeReader();
    REQUIRE(becomes(*reader, DeviceState::HardwareError));
    CHECK(reader->status().problem == "barcode-reader.garbled");
  }
  SUBCASE("nothing, then it recovers") {
    rig.plug();
    rig.model->setDeaf(true);
    const auto reader = rig.makeReader();
    REQUIRE(becomes(*reader, DeviceState::HardwareError));
    CHECK(reader->status().problem == "barcode-reader.silent");
    rig.model->setDeaf(false);
    CHECK(becomes(*reader, DeviceState::Online));
  }
}

TEST_CASE("a reader that another program holds is waited for") {
  UsbRig rig;
  rig.bus.setBusy(rig.number(), true);
  const auto reader = rig.makeReader();
  REQUIRE(becomes(*reader, DeviceState::HardwareError));
  CHECK(reader->status().problem == "device.in-use");
  rig.bus.setBusy(rig.number(), false);
  CHECK(becomes(*reader, DeviceState::Online));
}

TEST_CASE("a line's codes end as the station file says, or with silence") {
  SerialRig rig;
  SUBCASE("by default with CR, LF, both, or silence") {
    Listener listener(rig);
    rig.write("one\r\ntwo\nthree\rfo");
    rig.write("ur");
    CHECK(listener.texts(4) == "one|two|three|four");
  }
  SUBCASE("with CR alone") {
    Listener listener(rig, {{"terminator", "cr"}, {"baud", "115200"}});
    rig.write("line\nline\rrest");
    CHECK(listener.texts(1) == "line\nline");
    CHECK(listener.ending->await() == "barcode-reader.garbled");
  }
  SUBCASE("with silence alone, as long as the file says") {
    Listener listener(rig, {{"terminator", "none"}, {"pause-ms", "150"}});
    rig.write("one\rmore");
    CHECK(listener.texts(1) == "one\rmore");
  }
}

TEST_CASE("noise on a line is garbled, after the code before it arrived") {
  SerialRig rig;
  Listener listener(rig);
  rig.write("]E04006381333931\r\xFF\xFE\x01\r");
  CHECK(listener.ending->await() == "barcode-reader.garbled");
  const auto scans = listener.scans();
  REQUIRE(scans.size() == 1);
  CHECK(scans[0].text.reveal() == "4006381333931");
  CHECK(scans[0].symbology == Symbology::Ean13);
}

TEST_CASE("a line that another program holds is in use") {
  SerialRig rig;
  const auto first = rig.makeReader();
  REQUIRE(becomes(*first, DeviceState::Online));
  const auto second = rig.makeReader();
  REQUIRE(becomes(*second, DeviceState::HardwareError));
  CHECK(second->status().problem == "device.in-use");
}

TEST_CASE("a reader that types is heard by nobody else, in every case and layout") {
  KeyboardRig rig;
  rig.keyboard.setCapsLock(true);
  auto settings = Settings{{"alt-codes", "unicode"}};
  Listener listener(rig, settings);
  CHECK(rig.keyboard.grabbed());
  CHECK(listener.reader().status().model == "Doorstep Emulated Wedge");
  rig.keyboard.type("aB1");  // with the light on
  rig.keyboard.press(KEY_TAB);
  rig.keyboard.press(KEY_CAPSLOCK);
  rig.keyboard.type("]C0aB1!");
  rig.keyboard.press(KEY_KPENTER);
  rig.keyboard.typeAlt("20140");
  rig.keyboard.type("A");
  CHECK(listener.texts(3) == "Ab1|aB1!|京A");
}

TEST_CASE("a keyboard that is held by another, or is none, says so") {
  KeyboardRig rig;
  SUBCASE("held") {
    rig.keyboard.setBusy(true);
    const auto reader = rig.makeReader();
    REQUIRE(becomes(*reader, DeviceState::HardwareError));
    CHECK(reader->status().problem == "device.in-use");
    rig.keyboard.setBusy(false);
    CHECK(becomes(*reader, DeviceState::Online));
  }
  SUBCASE("a mouse") {
    rig.keyboard.setKeyless(true);
    const auto reader = rig.makeReader();
    REQUIRE(becomes(*reader, DeviceState::HardwareError));
    CHECK(reader->status().problem == "device.unsupported");
  }
}

TEST_CASE("a key that writes nothing spoils the code it stands in") {
  KeyboardRig rig;
  Listener listener(rig, {{"terminator", "enter"}, {"pause-ms", "200"}});
  rig.keyboard.type("1");
  rig.keyboard.press(KEY_TAB);
  rig.keyboard.type("2");
  rig.keyboard.press(KEY_ENTER);
  rig.keyboard.type("3");
  rig.keyboard.press(KEY_F5);
  rig.keyboard.press(KEY_ENTER);
  CHECK(listener.ending->await() == "barcode-reader.garbled");
  CHECK(listener.texts(1) == "1\t2");
  listener.begin();
  std::this_thread::sleep_for(300ms);
  rig.keyboard.type("cut off");
  CHECK(listener.ending->await() == "barcode-reader.garbled");
}

TEST_CASE("settings that make no sense are refused by name") {
  const auto refused = [](const Outcome<std::unique_ptr<BarcodeDriver>>& driver, const char* setting) {
    CAPTURE(setting);
    REQUIRE_FALSE(driver);
    CHECK(driver.error().code == "device.bad-setting");
    CHECK(driver.error().detail.starts_with(setting));
  };
  refused(makeHidPosUsb({{"vid", "honeywell"}}), "vid");
  refused(makeHidPosUsb({{"switch-mode", "maybe"}}), "switch-mode");
  refused(makeScannerSerial({}), "port");
  refused(makeScannerSerial({{"port", "/dev/ttyACM0"}, {"baud", "1"}}), "baud");
  refused(makeScannerSerial({{"port", "/dev/ttyACM0"}, {"terminator", "tab"}}), "terminator");
  refused(makeScannerSerial({{"port", "/dev/ttyACM0"}, {"pause-ms", "0"}}), "pause-ms");
  refused(makeScannerKeyboard({}), "device");
  refused(makeScannerKeyboard({{"device", "/dev/input/event0"}, {"terminator", "cr"}}), "terminator");
  refused(makeScannerKeyboard({{"device", "/dev/input/event0"}, {"alt-codes", "big5"}}), "alt-codes");
  refused(makeScannerKeyboard({{"device", "/dev/input/event0"}, {"pause-ms", "9999"}}), "pause-ms");
}
