#include "kiosk/cases/offers.h"

#include <QVariantMap>
#include <array>

#include "devices/manager.h"
#include "kiosk/cases/slip.h"
#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"

namespace doorstep::kiosk {
namespace {

using devices::DeviceKind;

const Localized& notReady(DeviceKind kind) {
  static const std::array<Localized, 8> kTexts{
      {{"读卡器暂时用不了", "the card reader is not available"},
       {"打印机暂时用不了", "the printer is not available"},
       {"摄像头暂时用不了", "the camera is not available"},
       {"扫码器暂时用不了", "the barcode reader is not available"},
       {"文件打印机暂时用不了", "the document printer is not available"},
       {"打码器暂时用不了", "the marking machine is not available"},
       {"指示灯和门磁暂时用不了", "lamps and door contact are not available"},
       {"高拍仪暂时用不了", "the document scanner is not available"}}};
  return kTexts.at(static_cast<std::size_t>(kind));
}

const devices::Device* deviceOf(const devices::DeviceManager& manager, DeviceKind kind) {
  switch (kind) {
    case DeviceKind::IdCardReader:
      return manager.idCardReader();
    case DeviceKind::ReceiptPrinter:
      return slipPrinter(manager);
    case DeviceKind::Camera:
      return manager.camera();
    case DeviceKind::BarcodeReader:
      return manager.barcodeReader();
    case DeviceKind::DocumentPrinter:
      return manager.documentPrinter();
    case DeviceKind::PlateMarker:
      return manager.plateMarker();
    case DeviceKind::SignalLines:
      return manager.signalLines();
    case DeviceKind::DocumentScanner:
      return manager.documentScanner();
  }
  return nullptr;
}

Offer offerOf(const Procedure& procedure, const devices::DeviceManager& manager) {
  for (const auto kind : procedure.needs) {
    const auto* device = deviceOf(manager, kind);
    if (!device || !device->status().ready()) return {&procedure, false, notReady(kind)};
  }
  return {&procedure, true, {}};
}

}  // namespace

std::vector<Offer> offersNow(const Tools& tools) {
  std::vector<Offer> offers;
  if (!tools.devices) return offers;
  for (const auto& procedure : tools.catalogue->procedures())
    offers.push_back(offerOf(procedure, *tools.devices));
  return offers;
}

bool canReadCards(const Tools& tools) {
  const auto* reader = tools.devices ? tools.devices->idCardReader() : nullptr;
  return reader && reader->status().ready();
}

QVariantList offerList(const Tools& tools) {
  const auto say = [&](const Localized& text) { return inLanguage(text, tools.language); };
  QVariantList list;
  for (const auto& offer : offersNow(tools))
    list.append(QVariantMap{{"id", QString::fromStdString(offer.procedure->id)},
                            {"title", say(offer.procedure->title)},
                            {"summary", say(offer.procedure->summary)},
                            {"promise", say(offer.procedure->promise)},
                            {"available", offer.available},
                            {"reason", say(offer.reason)}});
  return list;
}

}  // namespace doorstep::kiosk
