#include "kiosk/cases/findings_step.h"

#include <algorithm>

#include "kiosk/base/log.h"
#include "kiosk/cases/papers.h"
#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"

namespace doorstep::kiosk {
namespace {

using PlatformDecision = services::Eligibility::Decision;

const char* word(Finding::Result result) {
  switch (result) {
    case Finding::Result::Pass:
      return "pass";
    case Finding::Result::Fail:
      return "fail";
    case Finding::Result::Unknown:
      break;
  }
  return "unknown";
}

// Whether a rule that failed here says what the platform says.
bool toldAlready(const std::string& platformCode, const Procedure& procedure, const Plan& plan) {
  return std::any_of(procedure.rules.begin(), procedure.rules.end(), [&](const Rule& rule) {
    const auto& codes = rule.platformCodes;
    return std::find(codes.begin(), codes.end(), platformCode) != codes.end() &&
           std::any_of(plan.findings.begin(), plan.findings.end(), [&](const Finding& finding) {
             return finding.ruleId == rule.id && finding.result == Finding::Result::Fail;
           });
  });
}

// Everything is told at once: what the platform refuses for and no rule here has said becomes a finding, in
// its words. How to put it right only staff can say.
void takeOver(const services::Eligibility& eligibility, const Station& station, const Procedure& procedure,
              Plan& plan) {
  if (eligibility.decision == PlatformDecision::Eligible) return;
  for (const auto& reason : eligibility.reasons) {
    if (toldAlready(reason.code, procedure, plan)) continue;
    Finding finding;
    finding.remedy = {
        "请带上身份证和驾驶证到窗口，工作人员告诉您怎么补。",
        "Please bring your ID card and licence to the counter; staff will tell you what to do."};
    finding.where = station.counter;
    finding.phone = station.phone;
    finding.ruleId = reason.code;
    finding.result = Finding::Result::Fail;
    finding.toCounter = eligibility.decision == PlatformDecision::ToCounter;
    finding.title = finding.reason = same(reason.text);
    plan.findings.push_back(std::move(finding));
  }
}

}  // namespace

FindingsStep::FindingsStep(const Tools& tools, std::shared_ptr<const Citizen> citizen,
                           std::shared_ptr<OpenCase> open)
    : Step(tools), citizen_(std::move(citizen)), open_(std::move(open)), slip_(tools) {
  connect(&slip_, &Slip::changed, this, [this] {
    note(slip_.problem());
    emit changed();
  });
}

QString FindingsStep::title() const {
  return say(with({"%1：今天能办吗？", "%1: can it be done today?"}, open_->procedure.title));
}

QString FindingsStep::helpText() const {
  return say(
      {"机器按规定逐项核对了条件。都符合就按下一步；有不符合的，每一项都写明了为什么、怎么办、到哪里办，可以"
       "打印带走。",
       "Every condition was checked. If all are met, go on. If not, each one says why, what to do and where "
       "to go; you can print it and take it with you."});
}

QString FindingsStep::primaryText() const {
  return verdict() == CanApply ? say({"能办，下一步", "Yes, go on"})
                               : say({"打印告知书", "Print this notice"});
}

bool FindingsStep::primaryEnabled() const {
  return !slip_.printing();
}

// The platform decides; a kiosk that sees a reason the platform does not see sends people to the counter.
FindingsStep::Verdict FindingsStep::verdict() const {
  const auto here = open_->plan.decision;
  if (!open_->eligibility)
    return here == Decision::Refused ? CannotApply : here == Decision::ToCounter ? ToCounter : Unknown;
  switch (open_->eligibility->decision) {
    case PlatformDecision::Refused:
      return CannotApply;
    case PlatformDecision::ToCounter:
      return here == Decision::Refused ? CannotApply : ToCounter;
    case PlatformDecision::Eligible:
      break;
  }
  return here == Decision::Eligible ? CanApply : here == Decision::Unknown ? Unknown : ToCounter;
}

QString FindingsStep::verdictText() const {
  switch (verdict()) {
    case CanApply:
      return say({"可以办，现在就能办。", "Yes. You can do it right now."});
    case CannotApply:
      return say({"今天还办不了。下面写着差什么、怎么补。",
                  "Not today. Below is what is missing and how to get it."});
    case ToCounter:
      return say(
          with({"这里办不了，请到%1，工作人员给您办。", "Not here: please go to %1, staff will help you."},
               tools().catalogue->station().counter));
    case Unknown:
      break;
  }
  return say({"有些情况暂时查不到，请返回再查一次。",
              "Some records cannot be fetched. Please go back and look again."});
}

QVariantList FindingsStep::findings() const {
  auto sorted = open_->plan.findings;
  const auto rank = [](const Finding& finding) {
    return finding.result == Finding::Result::Fail ? 0 : finding.result == Finding::Result::Unknown ? 1 : 2;
  };
  std::stable_sort(sorted.begin(), sorted.end(),
                   [&](const Finding& a, const Finding& b) { return rank(a) < rank(b); });
  QVariantList list;
  for (const auto& finding : sorted)
    list.append(QVariantMap{{"title", say(finding.title)},
                            {"result", word(finding.result)},
                            {"reason", say(finding.reason)},
                            {"remedy", say(finding.remedy)},
                            {"where", say(finding.where)},
                            {"law", say(finding.law)},
                            {"phone", QString::fromStdString(finding.phone)}});
  return list;
}

int FindingsStep::passedCount() const {
  return static_cast<int>(
      std::count_if(open_->plan.findings.begin(), open_->plan.findings.end(),
                    [](const Finding& finding) { return finding.result == Finding::Result::Pass; }));
}

QString FindingsStep::noticeQr() const {
  const bool needed = state() == Ready && verdict() != CanApply;
  return needed ? QString::fromStdString(noticeText(open_->procedure, open_->plan.findings, tools().language))
                : QString();
}

void FindingsStep::printNotice() {
  if (state() == Ready) slip_.print(noticeSlip(tools(), *citizen_, *open_));
}

void FindingsStep::onStart() {
  if (open_->eligibility) return ready();
  work({"正在跟平台核对条件……", "Checking the conditions with the platform…"});
  tools().platform->checkEligibility(
      citizen_->records.identity.personId, open_->procedure.id,
      here<services::Eligibility>(
          [this](Outcome<services::Eligibility> answer) { decided(std::move(answer)); }),
      stopToken());
}

void FindingsStep::decided(Outcome<services::Eligibility> eligibility) {
  // Without the platform nothing is decided; what is missing can be told all the same.
  const bool worthTelling = verdict() == CannotApply || verdict() == ToCounter;
  if (!eligibility && !worthTelling) return fail(eligibility.error());
  std::string failing;
  for (const auto& finding : open_->plan.findings)
    if (finding.result != Finding::Result::Pass) failing += (failing.empty() ? "" : " ") + finding.ruleId;
  if (eligibility) {
    if (eligibility->decision == PlatformDecision::Eligible && worthTelling)
      logWarning("findings", open_->procedure.id,
                 ": the platform sees no reason, the rules here do: ", failing);
    takeOver(*eligibility, tools().catalogue->station(), open_->procedure, open_->plan);
    open_->eligibility = std::move(*eligibility);
  }
  if (auto stored = open_->record(tools(), What::Judged, Actor::Kiosk, failing); !stored)
    return fail(stored.error());
  ready();
  if (!eligibility) note(eligibility.error());
}

void FindingsStep::onProceed() {
  if (verdict() == CanApply)
    finish();
  else
    printNotice();
}

void FindingsStep::onLeave() {
  slip_.forget();
}

}  // namespace doorstep::kiosk
