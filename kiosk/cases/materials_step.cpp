#include "kiosk/cases/materials_step.h"

#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"

namespace doorstep::kiosk {
namespace {

const char* word(PlannedMaterial::State state) {
  switch (state) {
    case PlannedMaterial::State::Held:
      return "held";
    case PlannedMaterial::State::Capture:
      return "capture";
    case PlannedMaterial::State::Needed:
      break;
  }
  return "needed";
}

const char* word(MaterialClass kind) {
  switch (kind) {
    case MaterialClass::Core:
      return "core";
    case MaterialClass::Tolerable:
      return "tolerable";
    case MaterialClass::Reduced:
      break;
  }
  return "reduced";
}

}  // namespace

MaterialsStep::MaterialsStep(const Tools& tools, std::shared_ptr<const OpenCase> open)
    : Step(tools), open_(std::move(open)) {}

QString MaterialsStep::title() const {
  return say({"要用到的材料", "What is needed"});
}

QString MaterialsStep::helpText() const {
  return say({"这里列出这件事要的材料。平台已经有的不用再交；要拍照的，下一步就在这里拍。",
              "These are the papers this takes. What the platform already has need not be handed in; what "
              "has to be photographed is photographed here next."});
}

QString MaterialsStep::primaryText() const {
  return say({"知道了，下一步", "Understood, go on"});
}

QVariantList MaterialsStep::materials() const {
  QVariantList list;
  for (const auto& planned : open_->plan.materials) {
    const auto& material = *planned.material;
    const bool held = planned.state == PlannedMaterial::State::Held;
    const auto text = held ? tools().evaluator->fill(material.heldText, open_->facts) : material.howToGet;
    list.append(QVariantMap{{"title", say(material.title)},
                            {"state", word(planned.state)},
                            {"text", say(text)},
                            {"kind", word(material.kind)}});
  }
  return list;
}

}  // namespace doorstep::kiosk
