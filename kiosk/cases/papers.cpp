#include "kiosk/cases/papers.h"

#include <algorithm>

#include "kiosk/cases/application.h"
#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"
#include "kiosk/desk/device_words.h"

namespace doorstep::kiosk {
namespace {

using devices::Align;
using devices::PrintDocument;
using devices::PrintPair;
using devices::PrintQr;
using devices::PrintRule;
using devices::PrintSignature;
using devices::PrintText;

constexpr std::size_t kQrBytes = 900;  // still read off paper at arm's length

// The signature names the document by the beginning of its digest: enough to find it by, short enough to
// compare.
std::string shortDigest(const std::string& digest) {
  constexpr std::size_t kShown = 16, kGroup = 4;
  std::string text;
  for (std::size_t at = 0; at < std::min(digest.size(), kShown); at += kGroup)
    text += (text.empty() ? "" : " ") + digest.substr(at, kGroup);
  return text;
}

// Adds blocks in Chinese, and in English below them when wanted.
class Paper {
 public:
  Paper(std::string title, Language language) : language_(language) { document_.title = std::move(title); }

  void text(const Localized& text, Align align = Align::Left, int scale = 1, bool bold = false) {
    line(text.zh, align, scale, bold);
    if (language_ == Language::English && text.en != text.zh) line(text.en, align, 1, bold);
  }
  void pair(const Localized& label, const Localized& value) {
    if (value.zh.empty()) return;
    document_.blocks.emplace_back(PrintPair{label.zh, value.zh});
    if (language_ == Language::English && label.en != label.zh)
      document_.blocks.emplace_back(PrintPair{label.en, value.en});
  }
  void labelled(const Localized& label, const Localized& value) {
    if (!value.zh.empty()) text(with({"%1：%2", "%1: %2"}, label, value));
  }
  void rule() { document_.blocks.emplace_back(PrintRule{}); }
  void qr(const std::string& content) {
    if (!content.empty()) document_.blocks.emplace_back(PrintQr{content});
  }
  void head(const Tools& tools, const Localized& title) {
    text(title, Align::Centre, 2, true);
    text(tools.catalogue->station().name, Align::Centre);
    rule();
  }
  void foot(const Tools& tools) {
    rule();
    pair({"打印日期", "Printed"}, dateText(tools.today()));
    pair({"咨询电话", "Telephone"}, same(tools.catalogue->station().phone));
    pair({"本站", "Station"}, same(tools.catalogue->station().id));
  }
  void signature(const Draft& draft) {
    PrintSignature block{"申请人签名", draft.signaturePng, {}};
    const auto under = [&](const Localized& label, const Localized& value) {
      const auto both = with({"%1：%2", "%1: %2"}, label, value);
      block.under.push_back(both.zh);
      if (language_ == Language::English) block.under.push_back(both.en);
    };
    if (language_ == Language::English) block.label += "\nApplicant's signature";
    under({"签名时间", "Signed"}, momentText(draft.signedAt));
    under({"所签内容的SM3摘要", "SM3 of what was signed"}, same(shortDigest(draft.documentDigest)));
    document_.blocks.emplace_back(std::move(block));
  }
  PrintDocument take() { return std::move(document_); }

 private:
  void line(const std::string& text, Align align, int scale, bool bold) {
    if (!text.empty()) document_.blocks.emplace_back(PrintText{text, align, scale, bold});
  }

  PrintDocument document_;
  const Language language_;
};

void addFinding(Paper& paper, int number, const Finding& finding) {
  const auto title = with({"%1. %2", "%1. %2"}, same(std::to_string(number)), finding.title);
  paper.text(title, Align::Left, 1, true);
  if (finding.result == Finding::Result::Unknown) paper.text({"暂时查不到", "Cannot be looked up right now"});
  if (finding.reason != finding.title) paper.labelled({"原因", "Why"}, finding.reason);
  paper.labelled({"怎么办", "What to do"}, finding.remedy);
  paper.labelled({"去哪里", "Where"}, finding.where);
  paper.labelled({"电话", "Telephone"}, same(finding.phone));
  paper.labelled({"依据", "Law"}, finding.law);
}

void addDevice(Paper& paper, const DeviceReadiness& device) {
  paper.text(with({"%1 %2", "%1 %2"}, nameOf(device.spec.kind), same(device.spec.id)), Align::Left, 1, true);
  paper.pair({"状态", "State"}, nameOf(device.status.state));
  if (device.status.supplies != devices::Supplies::Ok)
    paper.pair({"耗材", "Supplies"}, nameOf(device.status.supplies));
  paper.labelled({"问题", "Problem"}, same(withDetail(device.status.problem, device.status.detail)));
  paper.labelled({"怎么办", "What to do"}, device.remedy);
  if (!device.selfTest) return;
  if (!device.selfTest->problem)
    return paper.labelled({"自检通过", "Self-test passed"}, device.selfTest->told);
  paper.labelled({"自检未通过", "Self-test failed"},
                 same(withDetail(device.selfTest->problem->code, device.selfTest->problem->detail)));
  if (device.selfTest->problem->code != device.status.problem)
    paper.labelled({"怎么办", "What to do"}, device.selfTestRemedy);
}

// One line of the notice's code, in full or without the reason.
std::string noticeLine(int number, const Finding& finding, Language language, bool full) {
  const auto& reason = finding.reason.in(language);
  std::string text = std::to_string(number) + ". ";
  text += full && !reason.empty() ? reason : finding.title.in(language);
  text += " " + finding.remedy.in(language);
  if (full) text += " " + finding.phone;
  return text + "\n";
}

}  // namespace

PrintDocument noticeSlip(const Tools& tools, const Citizen& citizen, const OpenCase& open) {
  Paper paper("notice", tools.language);
  paper.head(tools, {"一次性告知书", "What is missing"});
  paper.pair({"业务", "Procedure"}, open.procedure.title);
  if (citizen.card) paper.pair({"申请人", "Applicant"}, same(maskedName(citizen.card->name)));
  paper.text({"下面这些办好了就能办，一次全告诉您：", "This is all that is missing:"});
  int number = 0;
  for (const auto& finding : open.plan.findings)
    if (finding.result != Finding::Result::Pass) addFinding(paper, ++number, finding);
  paper.qr(noticeText(open.procedure, open.plan.findings, tools.language));
  paper.foot(tools);
  return paper.take();
}

// A code too dense for a phone helps nobody: what does not fit is said to stand on paper, and nothing is lost
// without a word.
std::string noticeText(const Procedure& procedure, const std::vector<Finding>& findings, Language language) {
  static const Localized kOnPaper{"完整内容见纸质告知书", "The printed notice has all of it"};
  for (const bool full : {true, false}) {
    std::string text = procedure.title.in(language) + "\n";
    const std::string end = full ? "" : kOnPaper.in(language);
    int number = 0;
    bool fits = true;
    for (const auto& finding : findings) {
      if (finding.result == Finding::Result::Pass) continue;
      const auto line = noticeLine(++number, finding, language, full);
      fits = fits && text.size() + line.size() + end.size() <= kQrBytes;
      if (fits) text += line;
    }
    if (fits || !full) return text + end;
  }
  return {};
}

PrintDocument signedApplication(const Tools& tools, const Citizen& citizen, const OpenCase& open,
                                const std::string& applicationNumber) {
  Paper paper("application", tools.language);
  paper.head(tools, {"申请表", "Application"});
  paper.pair({"受理号", "Application"}, same(applicationNumber));
  for (const auto& line : confirmedLines(tools, citizen, open)) paper.pair(line.label, line.value);
  for (const auto* fee : feesDue(open.procedure, open.facts, formFacts(open), *tools.evaluator))
    paper.pair(fee->item, moneyText(fee->fen));
  if (!open.procedure.declarations.empty()) paper.text({"申请人声明", "Declarations"}, Align::Left, 1, true);
  int number = 0;
  for (const auto& declaration : open.procedure.declarations)
    paper.text(with({"%1. %2", "%1. %2"}, same(std::to_string(++number)), declaration));
  paper.signature(open.draft);
  paper.foot(tools);
  return paper.take();
}

std::vector<ReceiptLine> receiptLines(const Tools& tools, const services::Application& application,
                                      const services::Receipt* receipt) {
  std::vector<ReceiptLine> lines;
  // The platform words its receipt in Chinese only; for English the kiosk says the same of what it knows.
  if (receipt && tools.language == Language::Chinese) {
    for (const auto& [label, value] : receipt->lines) lines.push_back({same(label), same(value)});
    return lines;
  }
  if (const auto* procedure = tools.catalogue->find(application.procedure))
    lines.push_back({{"业务", "Procedure"}, procedure->title});
  lines.push_back({{"受理日期", "Accepted on"}, dateText(application.acceptedOn)});
  lines.push_back({{"办结日期", "Done by"}, dateText(application.promisedBy)});
  if (application.newLongTerm)
    lines.push_back({{"新证有效期", "New licence valid until"}, {"长期", "lifelong"}});
  else if (application.newValidUntil)
    lines.push_back({{"新证有效期至", "New licence valid until"}, dateText(*application.newValidUntil)});
  return lines;
}

PrintDocument receiptSlip(const Tools& tools, const services::Application& application,
                          const services::Receipt* receipt) {
  Paper paper("receipt", tools.language);
  paper.head(tools, receipt ? Localized{receipt->title, "Receipt"} : Localized{"受理凭证", "Receipt"});
  paper.pair({"受理号", "Application"}, same(application.applicationNumber));
  for (const auto& line : receiptLines(tools, application, receipt)) paper.pair(line.label, line.value);
  if (receipt) paper.qr(receipt->qrContent);
  paper.foot(tools);
  return paper.take();
}

PrintDocument readinessSlip(const Tools& tools, const Readiness& readiness, const std::string& staff) {
  Paper paper("readiness", tools.language);
  paper.head(tools, {"设备就绪报告", "Readiness report"});
  paper.pair({"时间", "Time"}, same(timeOf(readiness)));
  paper.pair({"工号", "Staff"}, same(staff));
  paper.text(resultOf(readiness), Align::Left, 1, true);
  for (const auto& device : readiness.devices) {
    paper.rule();
    addDevice(paper, device);
  }
  paper.foot(tools);
  return paper.take();
}

}  // namespace doorstep::kiosk
