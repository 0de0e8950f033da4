#include "kiosk/cases/offers.h"

#include <QVariantMap>

#include "devices/manager.h"
#include "kiosk/cases/slip.h"
#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"
#include "kiosk/desk/device_words.h"

namespace doorstep::kiosk {
namespace {

using devices::DeviceKind;

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
    if (!device || !device->status().ready())
      return {&procedure, false, with({"%1暂时用不了", "the %1 is not available"}, nameOf(kind))};
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
