#pragma once

#include <QJSEngine>
#include <QJsonObject>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace doorstep::kiosk {

// The conditions of config/, in a small part of JavaScript that cannot loop, call, assign or reach anything
// but the facts: names of facts (licence.points), `form.<field>`, text in single quotes, numbers, true,
// false, the operators ( ) , ! && || === !== < <= > >= + - ? : and hasAny(list, 'A B'), which is true
// when the list holds one of the words. What the language does not have is refused before QJSEngine sees it,
// so every evaluation ends and changes nothing.
class Expressions {
 public:
  Expressions();

  // Nothing when the expression reads something that is not known, or that the record does not have.
  // A faulty expression gives nothing and a line in the log: the checker has refused it before.
  std::optional<bool> truth(const std::string& expression, const QJsonObject& facts, const QJsonObject& form);

  // Empty, or what is wrong.
  std::string fault(const std::string& expression, const std::vector<std::string>& formFields);

 private:
  struct Answer {
    std::optional<bool> truth;
    std::string fault;
  };
  Answer evaluate(const std::string& expression, const QJsonObject& facts, const QJsonObject& form);
  QJSValue compiled(const std::string& expression);

  QJSEngine engine_;
  QJSValue run_;
  std::map<std::string, QJSValue> compiled_;
};

}  // namespace doorstep::kiosk
