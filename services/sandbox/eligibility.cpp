#include "services/sandbox/eligibility.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace doorstep::sandbox {
namespace {

using services::Eligibility;
using services::LicenceRecord;
using std::chrono::months;

constexpr int kDaysBeforeExpiry = 90;  // article 63
constexpr int kMonthsWithoutCounter =
    11;  // self-service leaves the last month of the year of grace to the counter

Date addMonths(Date date, int count) {
  const Date moved = date + months{count};
  return moved.ok() ? moved : Date{moved.year() / moved.month() / std::chrono::last};
}

std::vector<std::string> classesOf(const std::string& zjcx) {  // "A2D" holds A2 and D
  std::vector<std::string> classes;
  for (const char c : zjcx) {
    if (c >= '0' && c <= '9' && !classes.empty())
      classes.back() += c;
    else
      classes.emplace_back(1, c);
  }
  return classes;
}

template <std::size_t N>
bool holdsAny(const std::string& zjcx, const std::array<std::string_view, N>& wanted) {
  const auto held = classesOf(zjcx);
  return std::any_of(wanted.begin(), wanted.end(), [&](std::string_view one) {
    return std::find(held.begin(), held.end(), one) != held.end();
  });
}

class Verdict {
 public:
  void refuse(const char* code, std::string text) {
    result_.reasons.push_back({code, std::move(text)});
    refused_ = true;
  }
  void toCounter(const char* code, std::string text) { result_.reasons.push_back({code, std::move(text)}); }
  Eligibility take() {
    using Decision = Eligibility::Decision;
    result_.decision = refused_                  ? Decision::Refused
                       : result_.reasons.empty() ? Decision::Eligible
                                                 : Decision::ToCounter;
    return std::move(result_);
  }

 private:
  Eligibility result_;
  bool refused_ = false;
};

void judgeTime(const LicenceRecord& licence, Date today, Verdict& verdict) {
  if (!licence.validUntil) return verdict.refuse("long-term", "驾驶证是长期有效的，不用换证");
  const Date until = *licence.validUntil;
  const Date opens = addDays(until, -kDaysBeforeExpiry);
  if (today < opens)
    verdict.refuse("too-early", "有效期满前90天内才能换证，" + isoDate(opens) + "起可以办理");
  if (today >= addYears(until, 1))
    verdict.refuse("overdue-a-year", "驾驶证过期已满一年，需要先恢复驾驶资格");
  else if (today >= addMonths(until, kMonthsWithoutCounter))
    verdict.toCounter("overdue-eleven-months", "驾驶证过期超过11个月，请到窗口办理");
}

void judgeStatus(const LicenceRecord& licence, Verdict& verdict) {
  const auto is = [&](std::string_view letters) {
    return licence.status.find_first_of(letters) != std::string::npos;
  };
  if (is("B") || licence.points >= 12) verdict.refuse("points-full", "记满12分，要先参加学习和考试");
  if (is("DUK")) verdict.refuse("licence-held", "驾驶证被暂扣、扣留或者扣押");
  if (is("EFG")) verdict.refuse("licence-void", "驾驶证已经撤销、吊销或者注销");
  if (is("R")) verdict.refuse("licence-restorable", "驾驶证已注销，可以申请恢复驾驶资格");
  if (is("JL")) verdict.refuse("licence-stopped", "驾驶证停止使用或者被锁定");
  if (is("H") || licence.unsettledViolations > 0)
    verdict.refuse("violations-unsettled", "还有交通违法没有处理");
  if (is("I") || licence.unsettledAccidents > 0)
    verdict.refuse("accident-unsettled", "还有交通事故没有处理完");
  if (is("C")) verdict.toCounter("transferred-out", "驾驶证正在转出，请到窗口办理");
  if (is("S")) verdict.toCounter("audit-overdue", "驾驶证逾期没有审验，请到窗口连同审验一起办理");
}

void judgeAge(const LicenceRecord& licence, Date birth, Date today, Verdict& verdict) {
  static constexpr std::array<std::string_view, 5> kLarge{"A1", "A2", "A3", "B1", "B2"};
  static constexpr std::array<std::string_view, 5> kNotPastSeventy{"C3", "C4", "C6", "D", "E"};
  static constexpr Date kOrder172{std::chrono::year{2025}, std::chrono::January, std::chrono::day{1}};
  const int age = ageOn(birth, today);
  const int largeLimit = today < kOrder172 ? 60 : 63;
  if (age >= largeLimit && holdsAny(licence.classes, kLarge))
    verdict.refuse("age-large-classes",
                   "年满" + std::to_string(largeLimit) + "周岁，要先办理达到规定年龄换证");
  if (age >= 70 && holdsAny(licence.classes, kNotPastSeventy))
    verdict.refuse("age-seventy-classes", "年满70周岁，要先办理达到规定年龄换证");
}

void judgeBody(const std::optional<services::BodyProof>& proof, Date today, Verdict& verdict) {
  if (!proof) return verdict.refuse("body-proof-missing", "没有查到身体条件证明");
  if (!proof->passed) verdict.refuse("body-proof-failed", "身体条件证明的结论是不合格");
  if (!withinSixMonths(proof->examinedOn, today))
    verdict.refuse("body-proof-old", "身体条件证明超过六个月，要重新体检");
}

}  // namespace

bool withinSixMonths(Date of, Date today) {
  return today <= addMonths(of, 6);
}

services::Eligibility decideRenewal(const RenewalFacts& facts, Date today) {
  Verdict verdict;
  if (!facts.licence) {
    verdict.refuse("no-licence", "没有查到驾驶证");
    return verdict.take();
  }
  judgeTime(*facts.licence, today, verdict);
  judgeStatus(*facts.licence, verdict);
  judgeAge(*facts.licence, facts.birth, today, verdict);
  judgeBody(facts.bodyProof, today, verdict);
  return verdict.take();
}

services::Eligibility decideDeferral(const std::optional<LicenceRecord>& licence, const std::string& office,
                                     Date today) {
  Verdict verdict;
  if (!licence) {
    verdict.refuse("no-licence", "没有查到驾驶证");
    return verdict.take();
  }
  if (!licence->validUntil)
    verdict.refuse("long-term", "驾驶证是长期有效的，不用换证");
  else if (today >= addYears(*licence->validUntil, 1))
    verdict.refuse("overdue-a-year", "驾驶证过期已满一年，不能再延期");
  if (licence->status.find_first_of("EFGR") != std::string::npos)
    verdict.refuse("licence-void", "驾驶证已经撤销、吊销或者注销");
  if (licence->status.find('N') != std::string::npos) verdict.refuse("already-deferred", "已经办过延期换证");
  if (licence->issuingOffice != office)
    verdict.toCounter("other-office", "驾驶证不是本地核发的，延期要到核发地车管所办理");
  return verdict.take();
}

Term renewedTerm(const LicenceRecord& licence, Date today) {
  const Date from = licence.validUntil && *licence.validUntil >= today ? *licence.validUntil : today;
  int years = licence.termYears;
  if (licence.everyCycleUnder12) years = years == 6 ? 10 : 0;
  if (years == 0) return {from, std::nullopt};
  return {from, addYears(from, years)};
}

Date workingDaysAfter(Date day, int count) {
  using std::chrono::Saturday, std::chrono::Sunday, std::chrono::weekday, std::chrono::sys_days;
  while (count > 0) {
    day = addDays(day, 1);
    const weekday on{sys_days{day}};
    if (on != Saturday && on != Sunday) --count;
  }
  return day;
}

}  // namespace doorstep::sandbox
