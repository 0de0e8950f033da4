#include "kiosk/cases/info_step.h"

#include "kiosk/cases/wording.h"

namespace doorstep::kiosk {

InfoStep::InfoStep(const Tools& tools, const Procedure& procedure) : Step(tools), procedure_(procedure) {}

QString InfoStep::title() const {
  return say(procedure_.title);
}

QString InfoStep::primaryText() const {
  return say({"我要办理", "I want to do this"});
}

QVariantList InfoStep::sections() const {
  QVariantList sections;
  const auto add = [&](const Localized& heading, const QStringList& lines) {
    if (!lines.isEmpty()) sections.append(QVariantMap{{"heading", say(heading)}, {"lines", lines}});
  };
  QStringList rules, materials, fees, law;
  for (const auto& rule : procedure_.rules) rules << say(rule.title);
  for (const auto& material : procedure_.materials)
    materials << say(with({"%1：%2", "%1: %2"}, material.title, material.howToGet));
  for (const auto& fee : procedure_.fees)
    fees << say(with({"%1 %2", "%1: %2"}, fee.item, moneyText(fee.fen)));
  for (const auto& source : procedure_.law) law << say(source);
  add({"谁能办", "Who can do it"}, {say(procedure_.audience)});
  add({"办好以后", "What you get"}, {say(procedure_.outcome)});
  add({"条件", "Conditions"}, rules);
  add({"材料", "What is needed"}, materials);
  add({"费用", "What it costs"}, fees);
  add({"多久办好", "How long it takes"}, {say(procedure_.promise)});
  add({"依据", "The law"}, law);
  return sections;
}

}  // namespace doorstep::kiosk
