#include "kiosk/catalogue/findings.h"

#include <QJsonArray>
#include <algorithm>
#include <array>
#include <regex>

#include "kiosk/catalogue/expressions.h"

namespace doorstep::kiosk {
namespace {

bool inForce(const Rule& rule, Date today) {
  return (!rule.from || *rule.from <= today) && (!rule.until || today <= *rule.until);
}

std::string readableDate(Date date, Language language) {
  static constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto year = std::to_string(static_cast<int>(date.year()));
  const auto month = static_cast<unsigned>(date.month());
  const auto day = std::to_string(static_cast<unsigned>(date.day()));
  if (language == Language::Chinese) return year + "年" + std::to_string(month) + "月" + day + "日";
  return day + ' ' + kMonths[month - 1] + ' ' + year;
}

std::string readable(const QJsonValue& value, Language language) {
  if (value.isDouble()) return QString::number(value.toDouble()).toStdString();
  if (value.isArray()) {
    QStringList words;
    for (const QJsonValue word : value.toArray()) words << word.toString();
    return words.join(language == Language::Chinese ? "、" : ", ").toStdString();
  }
  return value.toString().toStdString();
}

std::string filled(const std::string& text, const QJsonObject& facts, Language language) {
  static const std::regex kPlaceholder(kFactPlaceholder);
  std::string result;
  auto rest = text.cbegin();
  for (std::smatch found; std::regex_search(rest, text.cend(), found, kPlaceholder); rest = found[0].second) {
    QJsonValue value = facts[QString::fromStdString(found[1])];
    if (found[2].matched) value = value.toObject()[QString::fromStdString(found[2])];
    const auto date = parseDate(value.toString().toStdString());
    const std::string word =
        date ? readableDate(addDays(*date, found[3].matched ? std::stoi(found[3]) : 0), language)
             : readable(value, language);
    result.append(rest, found[0].first);
    result += word.empty() ? "—" : word;
  }
  return result.append(rest, text.cend());
}

}  // namespace

Decision decide(const std::vector<Finding>& findings) {
  const auto any = [&](auto&& condition) { return std::any_of(findings.begin(), findings.end(), condition); };
  if (any([](const Finding& f) { return f.result == Finding::Result::Fail && !f.toCounter; }))
    return Decision::Refused;
  if (any([](const Finding& f) { return f.result == Finding::Result::Fail; })) return Decision::ToCounter;
  if (any([](const Finding& f) { return f.result == Finding::Result::Unknown; })) return Decision::Unknown;
  return Decision::Eligible;
}

Evaluator::Evaluator() : expressions_(std::make_unique<Expressions>()) {}

Evaluator::~Evaluator() = default;

std::vector<Finding> Evaluator::findings(const Procedure& procedure, const QJsonObject& facts, Date today) {
  std::vector<Finding> all;
  for (const Rule& rule : procedure.rules) {
    if (!inForce(rule, today)) continue;
    const std::optional<bool> applies = rule.applies.empty() ? true : truth(rule.applies, facts);
    if (applies == false) continue;
    Finding finding{rule.id, Finding::Result::Unknown, rule.toCounter, rule.title, rule.law, {}, {}, {}, {}};
    const std::optional<bool> passed = applies ? truth(rule.pass, facts) : std::nullopt;
    if (passed) finding.result = *passed ? Finding::Result::Pass : Finding::Result::Fail;
    if (finding.result == Finding::Result::Fail) {
      finding.reason = fill(rule.reason, facts);
      finding.remedy = fill(rule.remedy, facts);
    }
    if (finding.result != Finding::Result::Pass) {
      finding.where = fill(rule.where, facts);
      finding.phone = rule.phone;
    }
    all.push_back(std::move(finding));
  }
  return all;
}

std::vector<DueItem> Evaluator::due(const Catalogue& catalogue, const QJsonObject& facts) {
  std::vector<DueItem> items;
  for (const Procedure& procedure : catalogue.procedures())
    if (!procedure.dueWhen.empty() && truth(procedure.dueWhen, facts) == true)
      items.push_back({procedure.id, fill(procedure.dueText, facts)});
  return items;
}

std::optional<bool> Evaluator::truth(const std::string& expression, const QJsonObject& facts,
                                     const QJsonObject& form) {
  return expressions_->truth(expression, facts, form);
}

Localized Evaluator::fill(const Localized& text, const QJsonObject& facts) {
  return {filled(text.zh, facts, Language::Chinese), filled(text.en, facts, Language::English)};
}

std::string Evaluator::fault(const std::string& expression, const std::vector<std::string>& formFields) {
  return expressions_->fault(expression, formFields);
}

}  // namespace doorstep::kiosk
