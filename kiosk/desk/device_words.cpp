#include "kiosk/desk/device_words.h"

namespace doorstep::kiosk {
namespace {

using devices::DeviceKind;
using devices::DeviceState;
using devices::Supplies;

const char* inChinese(DeviceState state) {
  switch (state) {
    case DeviceState::NoDevice:
      return "未连接";
    case DeviceState::Offline:
      return "脱机";
    case DeviceState::Online:
      return "就绪";
    case DeviceState::Busy:
      return "使用中";
    case DeviceState::HardwareError:
      return "设备故障";
    case DeviceState::UserError:
      return "需人工处理";
  }
  return "?";
}

const char* inChinese(Supplies supplies) {
  return supplies == Supplies::Ok ? "充足" : supplies == Supplies::Low ? "将尽" : "用完";
}

}  // namespace

Localized nameOf(DeviceKind kind) {
  switch (kind) {
    case DeviceKind::IdCardReader:
      return {"读卡器", "card reader"};
    case DeviceKind::ReceiptPrinter:
      return {"打印机", "printer"};
    case DeviceKind::Camera:
      return {"摄像头", "camera"};
    case DeviceKind::BarcodeReader:
      return {"扫码器", "barcode reader"};
    case DeviceKind::DocumentPrinter:
      return {"文件打印机", "document printer"};
    case DeviceKind::PlateMarker:
      return {"打码器", "marking machine"};
    case DeviceKind::SignalLines:
      return {"指示灯和门磁", "lamp and door unit"};
    case DeviceKind::DocumentScanner:
      return {"高拍仪", "document scanner"};
  }
  return {};
}

Localized nameOf(DeviceState state) {
  return {inChinese(state), std::string(devices::word(state))};
}

Localized nameOf(Supplies supplies) {
  return {inChinese(supplies), std::string(devices::word(supplies))};
}

}  // namespace doorstep::kiosk
