#include "kiosk/cases/info_step.h"

#include "kiosk/cases/wording.h"

namespace doorstep::kiosk {

InfoStep::InfoStep(const Tools& tools, const Procedure& procedure) : Step(tools), procedure_(procedure) {}

QString InfoStep::title() const {
  return say(procedure_.title);
}

QString InfoStep::helpText() const {
  return say(
      {"这一页说的是谁能办、要带什么、多少钱、多久办好，只是看看，什么都还没开始。想办，就按下面的按钮，再放"
       "身份证。",
       "This page says who may apply, what to bring, what it costs and how long it takes. Nothing has begun "
       "yet. To begin, touch the button below and then put your card on the reader."});
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
