#include "kiosk/catalogue/expressions.h"

#include <QJsonArray>
#include <algorithm>
#include <array>
#include <regex>

#include "kiosk/base/log.h"
#include "kiosk/catalogue/facts.h"

namespace doorstep::kiosk {
namespace {

constexpr std::size_t kLongest = 600;

// Runs a compiled condition. Records are wrapped so that reading what is not there ends the evaluation
// instead of passing for false or zero; a list refuses to be compared as text.
constexpr auto kPrelude = R"js((function (parameters) {
  'use strict';
  class NotKnown extends Error {}
  const refuse = () => { throw new TypeError('facts cannot be changed'); };
  const asList = (list) => {
    if (Object.isFrozen(list)) return list;  // read before in the same condition
    const aside = () => { throw new TypeError("a list cannot be compared: use hasAny(list, 'A B')"); };
    Object.defineProperty(list, Symbol.toPrimitive, { value: aside });
    return Object.freeze(list);
  };
  const wrap = (record) => new Proxy(record, {
    get(target, name) {
      const value = target[name];
      if (value === undefined || value === null) throw new NotKnown(String(name));
      return Array.isArray(value) ? asList(value) : value;
    },
    set: refuse, defineProperty: refuse, deleteProperty: refuse,
  });
  const hasAny = (list, words) => {
    if (!Array.isArray(list) || typeof words !== 'string') throw new TypeError("hasAny needs (list, 'A B')");
    return words.split(' ').some((word) => list.indexOf(word) >= 0);
  };
  return (condition, facts, form) => {
    const values = Object.assign({ form, hasAny }, facts);
    try {
      return condition(...parameters.map((name) =>
          typeof values[name] === 'object' ? wrap(values[name]) : values[name]));
    } catch (error) {
      if (error instanceof NotKnown) return undefined;
      throw error;
    }
  };
}))js";

// What conditions may name: the records of the facts, then the form and the one function.
const std::vector<std::string>& parameters() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const QString& name : sampleFacts().keys()) names.push_back(name.toStdString());
    names.emplace_back("form");
    names.emplace_back("hasAny");
    return names;
  }();
  return kNames;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What is wrong with a name, dots included.
std::string nameFault(const std::string& name, bool called, const std::vector<std::string>* formFields) {
  if (name == "true" || name == "false") return {};
  if ((name == "hasAny") != called)
    return called ? '"' + name + "\" cannot be called" : "hasAny needs (list, 'A B')";
  if (called) return {};
  const auto dot = name.find('.');
  const std::string record = name.substr(0, dot);
  const std::string field = dot == std::string::npos ? "" : name.substr(dot + 1);
  if (record == "form")
    return formFields == nullptr || contains(*formFields, field) ? "" : "no form field \"" + field + '"';
  const QJsonValue known = sampleFacts()[QString::fromStdString(record)];
  const bool good = known.isObject() ? known.toObject().contains(QString::fromStdString(field))
                                     : !known.isUndefined() && dot == std::string::npos;
  return good ? "" : "unknown name \"" + name + '"';
}

// Walks the tokens of the little language; empty, or the first that does not belong to it.
std::string languageFault(const std::string& expression, const std::vector<std::string>* formFields) {
  static const std::regex kToken(
      "\\s+|'[^'\\\\\n]*'|[0-9]+(?:\\.[0-9]+)?|([A-Za-z_][A-Za-z0-9_]*(?:\\.[A-Za-z0-9_]+)*)(\\s*\\()?"
      "|===|!==|<=|>=|&&|\\|\\||\\+(?!\\+)|-(?!-)|[()!<>?:,]");
  if (expression.size() > kLongest) return "is too long";
  auto at = expression.cbegin();
  while (at != expression.cend()) {
    std::smatch token;
    if (!std::regex_search(at, expression.cend(), token, kToken, std::regex_constants::match_continuous))
      return "unexpected \"" + std::string(at, expression.cend()) + '"';
    if (token[1].matched)
      if (std::string fault = nameFault(token[1], token[2].matched, formFields); !fault.empty()) return fault;
    at = token[0].second;
  }
  return {};
}

}  // namespace

Expressions::Expressions() {
  QJSValue names = engine_.newArray(static_cast<uint>(parameters().size()));
  for (quint32 i = 0; i < parameters().size(); ++i)
    names.setProperty(i, QString::fromStdString(parameters()[i]));
  run_ = engine_.evaluate(kPrelude).call({names});
}

QJSValue Expressions::compiled(const std::string& expression) {
  auto& function = compiled_[expression];
  if (function.isUndefined()) {
    std::string source = "(function(";
    for (const std::string& name : parameters()) source += (name == parameters()[0] ? "" : ", ") + name;
    source += ") { 'use strict'; return (" + expression + "\n); })";
    function = engine_.evaluate(QString::fromStdString(source));
  }
  return function;
}

Expressions::Answer Expressions::evaluate(const std::string& expression, const QJsonObject& facts,
                                          const QJsonObject& form) {
  const QJSValue function = compiled(expression);
  if (function.isError()) return {std::nullopt, function.property("message").toString().toStdString()};
  const QJSValue answer = run_.call({function, engine_.toScriptValue(facts), engine_.toScriptValue(form)});
  if (answer.isError()) return {std::nullopt, answer.property("message").toString().toStdString()};
  if (answer.isUndefined()) return {};
  if (!answer.isBool()) return {std::nullopt, "is neither true nor false"};
  return {answer.toBool(), {}};
}

std::optional<bool> Expressions::truth(const std::string& expression, const QJsonObject& facts,
                                       const QJsonObject& form) {
  std::string fault = compiled_.contains(expression) ? "" : languageFault(expression, nullptr);
  if (fault.empty()) {
    const Answer answer = evaluate(expression, facts, form);
    if (answer.fault.empty()) return answer.truth;
    fault = answer.fault;
  }
  logError("catalogue", "condition `", expression, "`: ", fault);
  return std::nullopt;
}

std::string Expressions::fault(const std::string& expression, const std::vector<std::string>& formFields) {
  if (std::string fault = languageFault(expression, &formFields); !fault.empty()) return fault;
  return evaluate(expression, sampleFacts(), {}).fault;
}

}  // namespace doorstep::kiosk
