#include "kiosk/catalogue/reader.h"

#include <QJsonObject>
#include <algorithm>
#include <regex>
#include <sstream>

#include "kiosk/catalogue/facts.h"

namespace doorstep::kiosk {
namespace {

bool isFact(const std::string& record, const std::string& field) {
  const QJsonValue value = sampleFacts()[QString::fromStdString(record)];
  if (field.empty()) return !value.isUndefined() && !value.isObject();
  return value.toObject().contains(QString::fromStdString(field));
}

}  // namespace

Localized Reader::text(const Node& node, Facts facts) {
  return {filled(node["zh"].text(), node["zh"].line, facts, Language::Chinese),
          filled(node["en"].text(), node["en"].line, facts, Language::English)};
}

std::vector<Localized> Reader::texts(const Node& list) {
  std::vector<Localized> all;
  for (const Node& item : list.items) all.push_back(text(item));
  return all;
}

std::string Reader::filled(const std::string& text, int line, Facts facts, Language language) {
  static const std::regex kBraces("\\{[^{}]*\\}|[{}]");
  static const std::regex kPlaceholder(kFactPlaceholder);
  std::string result;
  auto rest = text.cbegin();
  for (std::smatch found; std::regex_search(rest, text.cend(), found, kBraces); rest = found[0].second) {
    const std::string braces = found[0];
    std::smatch name;
    std::string replacement = braces;
    if (!std::regex_match(braces, name, kPlaceholder)) {
      fault(line, "\"" + braces + "\" is no placeholder; write {licence.validUntil} or {station.phone}");
    } else if (name[1] == "station") {
      const auto known = stationTexts_.find(name[2]);
      if (known != stationTexts_.end())
        replacement = known->second.in(language);
      else
        fault(line, "unknown placeholder " + braces);
    } else if (!isFact(name[1], name[2])) {
      fault(line, "unknown placeholder " + braces);
    } else if (facts == Facts::NotFilled) {
      fault(line, "placeholder " + braces + " would not be filled here");
    }
    result.append(rest, found[0].first).append(replacement);
  }
  return result.append(rest, text.cend());
}

std::string Reader::condition(const Node& node, const FormWords& form) {
  if (!node || node.text().empty()) return {};
  std::vector<std::string> formFields;
  for (const auto& [field, options] : form) formFields.push_back(field);
  if (const std::string wrong = evaluator_.fault(node.text(), formFields); !wrong.empty())
    fault(node.line, "condition `" + node.text() + "`: " + wrong);
  checkWords(node.text(), node.line, form);
  return node.text();
}

void Reader::checkWords(const std::string& condition, int line, const FormWords& form) {
  static const std::regex kLetters("hasAny\\(\\s*licence\\.(status|classes)\\s*,\\s*'([^']*)'");
  static const std::regex kChoice("form\\.([A-Za-z0-9_]+)\\s*[=!]==\\s*'([^']*)'");
  static const std::map<std::string, std::string> kTables{{"status", "licence-status"},
                                                          {"classes", "licence-class"}};
  const std::sregex_iterator end;
  for (std::sregex_iterator found(condition.begin(), condition.end(), kLetters); found != end; ++found) {
    const auto table = codes_.find(kTables.at((*found)[1]));
    std::istringstream words((*found)[2]);
    for (std::string word; table != codes_.end() && words >> word;)
      if (!table->second.contains(word))
        fault(line,
              "condition `" + condition + "`: '" + word + "' is no code of codes/" + table->first + ".yaml");
  }
  for (std::sregex_iterator found(condition.begin(), condition.end(), kChoice); found != end; ++found) {
    const auto field = form.find((*found)[1]);
    const std::string word = (*found)[2];
    if (field != form.end() && !field->second.empty() &&
        std::find(field->second.begin(), field->second.end(), word) == field->second.end())
      fault(line, "condition `" + condition + "`: '" + word + "' is no option of \"" + field->first + '"');
  }
}

std::optional<Date> Reader::date(const Node& node) {
  if (!node) return std::nullopt;
  const auto date = parseDate(node.text());
  if (!date) fault(node.line, '"' + node.text() + "\" is no day; write it like 2026-11-23");
  return date;
}

void Reader::period(const std::optional<Date>& from, const std::optional<Date>& until, int line) {
  if (from && until && *until < *from)
    fault(line, "until " + isoDate(*until) + " is before from " + isoDate(*from));
}

std::size_t Reader::choice(const Node& node, const std::vector<std::string>& words) {
  const auto found = std::find(words.begin(), words.end(), node.text());
  return found == words.end() ? 0 : static_cast<std::size_t>(found - words.begin());
}

void Reader::unique(const Node& list, const std::string& key) {
  std::map<std::string, int> seen;
  for (const Node& item : list.items) {
    const Node& id = item[key];
    if (!id || id.text().empty()) continue;
    const auto [earlier, fresh] = seen.emplace(id.text(), id.line);
    if (!fresh)
      fault(id.line,
            key + " \"" + id.text() + "\" is used twice; first on line " + std::to_string(earlier->second));
  }
}

std::map<std::string, ProblemText> readProblems(const Node& root, Reader& reader) {
  static const std::vector<std::string> kRetries{"citizen", "auto", "ask", "never"};
  std::map<std::string, ProblemText> problems;
  for (const Node::Member& member : root.members) {
    const Node& entry = member.value;
    problems[member.key] = {entry["kind"].text() == "hint",
                            static_cast<Retry>(Reader::choice(entry["retry"], kRetries)),
                            reader.text(entry["citizen"]), reader.text(entry["staff"])};
  }
  return problems;
}

std::map<std::string, Localized> readCodes(const Node& root, Reader& reader) {
  std::map<std::string, Localized> codes;
  for (const Node::Member& member : root["codes"].members) codes[member.key] = reader.text(member.value);
  return codes;
}

}  // namespace doorstep::kiosk
