#include <doctest/doctest.h>

#include "devices/drivers/receipt_layout.h"
#include "devices/wire/escpos.h"

using namespace doorstep::devices;
using namespace doorstep::devices::wire;

TEST_CASE("commands are the bytes of the manual") {
  const Bytes bytes = EscPos()
                          .initialise()
                          .justify(Justify::Centre)
                          .bold(true)
                          .scale(2)
                          .chinese(true)
                          .chinese(false)
                          .newLine()
                          .askInTurn()
                          .cut()
                          .take();
  const Bytes expected{0x1B, 0x40, 0x1B, 0x61, 1,    0x1B, 0x45, 1,    0x1D, 0x21, 0x11, 0x1C, 0x57,
                       1,    0x1C, 0x26, 0x1C, 0x2E, 0x0A, 0x1D, 0x72, 1,    0x1D, 0x56, 0x42, 0};
  CHECK(bytes == expected);
}

TEST_CASE("a QR code is model 2, its data length counts three more") {
  const std::string content(300, 'x');
  const Bytes bytes = EscPos().qr(content, 6, QrCorrection::Medium).take();
  const Bytes head{0x1D, 0x28, 0x6B, 4,    0,    0x31, 0x41,       0x32,     0,    0x1D, 0x28,
                   0x6B, 3,    0,    0x31, 0x43, 6,    0x1D,       0x28,     0x6B, 3,    0,
                   0x31, 0x45, 0x31, 0x1D, 0x28, 0x6B, 303 & 0xFF, 303 >> 8, 0x31, 0x50, 0x30};
  REQUIRE(bytes.size() == head.size() + content.size() + 8);
  CHECK(std::equal(head.begin(), head.end(), bytes.begin()));
  const Bytes tail{0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30};
  CHECK(std::equal(tail.begin(), tail.end(), bytes.end() - 8));
}

TEST_CASE("a picture goes row by row, the left dot in the highest bit") {
  Bitmap picture(9, 2);
  picture.blacken(0, 0);
  picture.blacken(8, 1);
  CHECK(EscPos().raster(picture).bytes() == Bytes{0x1D, 0x76, 0x30, 0, 2, 0, 2, 0, 0x80, 0, 0, 0x80});
  CHECK(picture.black(8, 1));
  CHECK_FALSE(picture.black(7, 1));
}

TEST_CASE("real-time status") {
  CHECK(statusRequest(StatusQuestion::Paper) == Bytes{0x10, 0x04, 4});
  CHECK(isStatusAnswer(0x12));
  CHECK(isStatusAnswer(0x7E));
  CHECK_FALSE(isStatusAnswer(0x00));
  CHECK_FALSE(isStatusAnswer(0x93));
  CHECK(isAnswerInTurn(0x00));
  CHECK(isAnswerInTurn(0x0F));
  CHECK_FALSE(isAnswerInTurn(0x12));

  PrinterStatus status;
  for (const int question : {1, 2, 3, 4}) addAnswer(status, static_cast<StatusQuestion>(question), 0x12);
  CHECK_FALSE(status.offline);
  CHECK(status.paper == PaperLevel::Enough);
  addAnswer(status, StatusQuestion::Printer, 0x1A);
  CHECK(status.offline);
  addAnswer(status, StatusQuestion::OfflineCause, 0x16);
  CHECK(status.coverOpen);
  CHECK_FALSE(status.stoppedByPaperEnd);
  addAnswer(status, StatusQuestion::OfflineCause, 0x32);
  CHECK(status.stoppedByPaperEnd);
  addAnswer(status, StatusQuestion::ErrorCause, 0x1A);
  CHECK(status.cutterError);
  addAnswer(status, StatusQuestion::ErrorCause, 0x72);
  CHECK(status.unrecoverableError);
  CHECK(status.recoverableError);
  addAnswer(status, StatusQuestion::Paper, 0x1E);
  CHECK(status.paper == PaperLevel::NearEnd);
  addAnswer(status, StatusQuestion::Paper, 0x72);
  CHECK(status.paper == PaperLevel::Out);
}

TEST_CASE("a presenter's bit is no end of paper, where the model says so") {
  constexpr PaperBits kPresenter{.nearEnd = 0x0C, .out = 0x20, .presenter = 0x40};
  PrinterStatus status;
  addAnswer(status, StatusQuestion::Paper, 0x52, kPresenter);
  CHECK(status.paper == PaperLevel::Enough);
  CHECK(status.slipInPresenter);
  addAnswer(status, StatusQuestion::Paper, 0x32, kPresenter);
  CHECK(status.paper == PaperLevel::Out);
  CHECK_FALSE(status.slipInPresenter);
  addAnswer(status, StatusQuestion::Paper, 0x52);
  CHECK(status.paper == PaperLevel::Out);
}

TEST_CASE("port status of a printer without a way back") {
  CHECK(fromPortStatus(0x18).paper == PaperLevel::Enough);
  CHECK_FALSE(fromPortStatus(0x18).offline);
  CHECK_FALSE(fromPortStatus(0x18).unrecoverableError);
  CHECK(fromPortStatus(0x38).paper == PaperLevel::Out);
  CHECK(fromPortStatus(0x08).offline);
  CHECK(fromPortStatus(0x10).unrecoverableError);
}

TEST_CASE("Chinese goes as two bytes a character; what would need four does not go as text") {
  CHECK(gb18030("a中") == Bytes{'a', 0xD6, 0xD0});
  CHECK(gb18030("￥") == Bytes{0xA3, 0xA4});
  CHECK_FALSE(gb18030("¥"));
  CHECK_FALSE(gb18030("王𬭎"));
  CHECK_FALSE(gb18030("\xFF"));
  CHECK(gb18030("")->empty());
}

TEST_CASE("lines are broken where a reader would break them") {
  using Lines = std::vector<std::string>;
  CHECK(wrapped("", 10) == Lines{""});
  CHECK(wrapped("一二三四五六", 10) == Lines{"一二三四五", "六"});
  CHECK(wrapped("一二三四五。六", 10) == Lines{"一二三四", "五。六"});
  CHECK(wrapped("hello brave world", 11) == Lines{"hello brave", "world"});
  CHECK(wrapped("hello brave world", 12) == Lines{"hello brave", "world"});
  CHECK(wrapped("abcdefghijklm", 5) == Lines{"abcde", "fghij", "klm"});
  CHECK(wrapped("a\n\nb", 5) == Lines{"a", "", "b"});
  CHECK(wrapped("查询12345号", 8) == Lines{"查询", "12345号"});
}

TEST_CASE("pairs share a line where they fit") {
  using Lines = std::vector<std::string>;
  CHECK(pairLines({"费用", "10"}, 12) == Lines{"费用      10"});
  CHECK(pairLines({"费用", "1234567"}, 12) == Lines{"费用 1234567"});
  CHECK(pairLines({"地址", "示例省示例市"}, 14) == Lines{"地址  示例省示", "      例市"});
  CHECK(pairLines({"很长很长的标签", "示例省示例市"}, 14) ==
        Lines{"很长很长的标签", "    示例省示例", "    市"});
}

TEST_CASE("control bytes in a text are no commands") {
  const auto bytes = gb18030(
      "a\x1B@\x10\x04\x01\x7F"
      "b\n");
  REQUIRE(bytes);
  CHECK(std::string(bytes->begin(), bytes->end()) == "a @    b ");
}
