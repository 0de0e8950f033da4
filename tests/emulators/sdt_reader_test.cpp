#include <map>

#include <doctest/doctest.h>

#include "tests/emulators/reader_rig.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;
using Disturbance = SamReaderModel::Disturbance;

TEST_CASE("sdt-usb id-card-reader with four pipes conforms") {
  UsbReaderRig rig(SamUsb::Wiring::FourPipes);
  conformance::check(rig);
}

TEST_CASE("sdt-usb id-card-reader with one pair of pipes conforms") {
  UsbReaderRig rig(SamUsb::Wiring::OnePair);
  conformance::check(rig);
}

TEST_CASE("sdt-serial id-card-reader conforms") {
  SerialReaderRig rig;
  conformance::check(rig);
}

TEST_CASE("what the card says arrives") {
  UsbReaderRig rig(SamUsb::Wiring::FourPipes);
  const auto reader = online(rig);
  CHECK(reader->status().model == "SAM-V 05.01-20190101-0000000042-0123456789");
  const auto card = readCard(*reader);
  REQUIRE(card);
  const IdCard expected = sampleResident();
  CHECK(card->kind == CardKind::Resident);
  CHECK(card->name == expected.name);
  CHECK(card->number == expected.number);
  CHECK(card->address == expected.address);
  CHECK(card->birth == expected.birth);
  CHECK(card->validUntil == expected.validUntil);
  CHECK(card->photo.empty());
}

TEST_CASE("a newer address on the card is the one that counts") {
  UsbReaderRig rig(SamUsb::Wiring::FourPipes);
  rig.model->insert(textOf(sampleResident()), "示例省示例市新家路2号");
  const auto reader = online(rig);
  const auto card = readCard(*reader);
  REQUIRE(card);
  CHECK(card->address.reveal() == "示例省示例市新家路2号");
}

TEST_CASE("old firmware that does not know the newer address reads all the same") {
  UsbReaderRig rig(SamUsb::Wiring::FourPipes);
  rig.model->setOldFirmware(true);
  const auto reader = online(rig);
  CHECK(readCard(*reader));
}

TEST_CASE("a damaged reply is asked for again") {
  for (const Disturbance how : {Disturbance::Noise, Disturbance::WrongChecksum, Disturbance::Short}) {
    CAPTURE(static_cast<int>(how));
    UsbReaderRig rig(SamUsb::Wiring::FourPipes);
    rig.timing.pollEvery = 1h;  // the disturbed replies shall be the read's
    const auto reader = online(rig);
    rig.model->disturb(how, 2);
    CHECK(readCard(*reader));
    rig.model->disturb(how, 3);
    CHECK(codeOf(readCard(*reader)) == "id-card.reader-garbled");
    rig.insert();
    CHECK(readCard(*reader));
  }
}

TEST_CASE("a reply that comes too late is not taken for the next one") {
  for (const auto wiring : {SamUsb::Wiring::FourPipes, SamUsb::Wiring::OnePair}) {
    UsbReaderRig rig(wiring);
    rig.timing.pollEvery = 1h;
    const auto reader = online(rig);
    rig.model->disturb(Disturbance::Late, 1);
    const auto card = readCard(*reader);
    CAPTURE(codeOf(card));
    CHECK(card);
  }
}

TEST_CASE("a reply that drips in is put together") {
  for (const auto wiring : {SamUsb::Wiring::FourPipes, SamUsb::Wiring::OnePair}) {
    UsbReaderRig rig(wiring);
    const auto reader = online(rig);
    rig.model->disturb(Disturbance::Drip, 100);
    CHECK(readCard(*reader));
  }
}

TEST_CASE("a card lifted in mid-read is a hint, and the next read works") {
  for (const int commands : {1, 2}) {
    for (const bool findsAgain : {true, false}) {
      CAPTURE(commands);
      UsbReaderRig rig(SamUsb::Wiring::FourPipes);
      rig.model->setFindsAgain(findsAgain);
      const auto reader = online(rig);
      rig.model->liftAfter(commands);
      CHECK(codeOf(readCard(*reader)) == "id-card.removed");
      rig.insert();
      CHECK(readCard(*reader));
    }
  }
}

TEST_CASE("status words of the module become hints and faults") {
  struct Case {
    std::uint8_t command, status;
    const char* code;
  };
  for (const Case& c :
       {Case{0x20, 0x60, "id-card.sam-fault"}, Case{0x20, 0x66, "id-card.sam-fault"},
        Case{0x30, 0x31, "id-card.sam-fault"}, Case{0x30, 0x32, "id-card.unreadable"},
        Case{0x30, 0x41, "id-card.unreadable"}, Case{0x30, 0x81, "id-card.unreadable"},
        Case{0x30, 0x40, "id-card.unknown-kind"}, Case{0x30, 0x21, "id-card.reader-garbled"}}) {
    CAPTURE(static_cast<int>(c.status));
    UsbReaderRig rig(SamUsb::Wiring::OnePair);
    const auto reader = online(rig);
    rig.model->answerWith(c.command, c.status);
    CHECK(codeOf(readCard(*reader)) == c.code);
    rig.model->answerWith(c.command, std::nullopt);
    rig.insert();
    CHECK(readCard(*reader));
  }
}

TEST_CASE("every status word of find has its meaning, also those that say there is a card") {
  const std::map<std::uint8_t, std::string> meanings{
      {0x80, "id-card.absent"},         {0x81, "id-card.absent"},         {0x40, "id-card.unknown-kind"},
      {0x10, "id-card.reader-garbled"}, {0x11, "id-card.reader-garbled"}, {0x21, "id-card.reader-garbled"},
      {0x23, "id-card.reader-garbled"}, {0x24, "id-card.reader-garbled"}, {0x90, "id-card.reader-garbled"},
      {0x31, "id-card.sam-fault"},      {0x60, "id-card.sam-fault"},      {0x66, "id-card.sam-fault"},
      {0x32, "id-card.unreadable"},     {0x33, "id-card.unreadable"},     {0x37, "id-card.unreadable"},
      {0x3F, "id-card.unreadable"},     {0x41, "id-card.unreadable"},     {0x47, "id-card.unreadable"},
      {0x91, "id-card.unreadable"}};
  UsbReaderRig rig(SamUsb::Wiring::OnePair);
  rig.timing.pollEvery = 1h;
  const auto reader = online(rig);
  for (const auto& [status, code] : meanings) {
    const int word = status;
    CAPTURE(word);
    rig.model->answerWith(0x20, status);
    CHECK(codeOf(readCard(*reader, code == "id-card.absent" ? 400ms : 10s)) == code);
  }
  rig.model->answerWith(0x20, std::nullopt);
  CHECK(readCard(*reader));
}

TEST_CASE("one hiccup does not hide the newest address for ever") {
  UsbReaderRig rig(SamUsb::Wiring::FourPipes);
  const auto insert = [&rig] { rig.model->insert(textOf(sampleResident()), "示例省示例市新家路2号"); };
  insert();
  const auto reader = online(rig);
  rig.model->ignoreNewest(1);
  REQUIRE(readCard(*reader));
  insert();
  const auto card = readCard(*reader);
  REQUIRE(card);
  CHECK(card->address.reveal() == "示例省示例市新家路2号");
}

TEST_CASE("a module that never answers for the newest address reads, and sees the card go") {
  UsbReaderRig rig(SamUsb::Wiring::FourPipes);
  rig.model->ignoreNewest(1000);
  const auto reader = online(rig);
  REQUIRE(readCard(*reader));
  rig.model->remove();
  CHECK(awaitRemoval(*reader, 15s));
  rig.insert();
  CHECK(readCard(*reader));
}

TEST_CASE("a module that failed its self-test is shown as broken") {
  UsbReaderRig rig(SamUsb::Wiring::FourPipes);
  rig.model->answerWith(0x11, 0x60);
  const auto reader = rig.makeReader();
  REQUIRE(conformance::becomes(*reader, DeviceState::HardwareError));
  CHECK(reader->status().problem == "id-card.sam-fault");
  rig.model->answerWith(0x11, std::nullopt);
  CHECK(conformance::becomes(*reader, DeviceState::Online));
}

TEST_CASE("a card that was read and lies there is read again, and its removal is seen") {
  for (const bool findsAgain : {true, false}) {
    CAPTURE(findsAgain);
    UsbReaderRig rig(SamUsb::Wiring::FourPipes);
    rig.model->setFindsAgain(findsAgain);
    const auto reader = online(rig);
    REQUIRE(readCard(*reader));
    CHECK(readCard(*reader));
    const auto waited = awaitRemoval(*reader, 400ms);
    REQUIRE_FALSE(waited);
    CHECK(waited.error().code == "device.timed-out");
    rig.model->remove();
    CHECK(awaitRemoval(*reader, 5s));
    CHECK(codeOf(readCard(*reader, 300ms)) == "id-card.absent");
  }
}

TEST_CASE("a card of a letter nobody knows is named, not guessed") {
  UsbReaderRig rig(SamUsb::Wiring::FourPipes);
  Bytes text = textOf(sampleResident());
  text[248] = 'Q';
  rig.model->insert(text);
  const auto reader = online(rig);
  CHECK(codeOf(readCard(*reader)) == "id-card.unknown-kind");
}

TEST_CASE("the photo goes through the station's decoder") {
  UsbReaderRig rig(SamUsb::Wiring::FourPipes);
  const auto reader = online(rig, {{"wlt-library", TEST_WLT_DECODER}});
  const auto card = readCard(*reader);
  REQUIRE(card);
  const std::string_view bmp = card->photo.reveal();
  REQUIRE(bmp.size() == 38862);
  CHECK(bmp.substr(0, 2) == "BM");
  CHECK(static_cast<unsigned char>(bmp[18]) == 102);
  CHECK(static_cast<unsigned char>(bmp[22]) == 126);
  CHECK(bmp[54] == 0x4C);  // the lowest row comes first
  CHECK(static_cast<unsigned char>(bmp[54 + 125 * 308]) == 255);
  CHECK(bmp[54 + 125 * 308 + 1] == 0);
}

TEST_CASE("a decoder that is not there is a setting to put right") {
  for (const std::string path : {"/nowhere/libdecoder.so", "libc.so.6"}) {
    const auto driver = makeSdtUsb({{"wlt-library", path}});
    REQUIRE_FALSE(driver);
    CHECK(driver.error().code == "device.bad-setting");
  }
}

TEST_CASE("a reader of the HID kind is refused by name") {
  UsbReaderRig rig(SamUsb::Wiring::Hid);
  const auto reader = rig.makeReader();
  CHECK(conformance::becomes(*reader, DeviceState::HardwareError));
  CHECK(reader->status().problem == "device.unsupported");
}

TEST_CASE("a reader that another program holds is waited for") {
  UsbReaderRig rig(SamUsb::Wiring::FourPipes);
  rig.bus.setBusy(rig.number(), true);
  const auto reader = rig.makeReader();
  REQUIRE(conformance::becomes(*reader, DeviceState::HardwareError));
  CHECK(reader->status().problem == "device.in-use");
  rig.bus.setBusy(rig.number(), false);
  CHECK(conformance::becomes(*reader, DeviceState::Online));
}

TEST_CASE("one reader of several is chosen by its serial number") {
  UsbReaderRig rig(SamUsb::Wiring::FourPipes);
  const auto other = rig.makeReader({{"serial", "another"}});
  REQUIRE(conformance::eventually([&] { return other->status().problem == "device.not-found"; }));
  const auto reader = online(rig, {{"serial", "990101"}, {"vid", "0400"}, {"pid", "c35a"}});
  CHECK(readCard(*reader));
}

TEST_CASE("the rate of a serial reader is found out") {
  for (const int baud : {115200, 38400, 9600}) {
    CAPTURE(baud);
    SerialReaderRig rig(baud);
    const auto reader = online(rig);
    CHECK(readCard(*reader));
  }
}

TEST_CASE("a serial reader at another rate than the station's file says does not answer") {
  SerialReaderRig rig(9600);
  const auto reader = rig.makeReader({{"baud", "115200"}});
  CHECK(conformance::becomes(*reader, DeviceState::HardwareError));
  CHECK(reader->status().problem == "id-card.reader-silent");
}
