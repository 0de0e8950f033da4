#pragma once

#include <QJsonObject>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {

class Expressions;

// One rule's result for one citizen on one day.
struct Finding {
  enum class Result { Pass, Fail, Unknown };
  std::string ruleId;
  Result result = Result::Unknown;
  bool toCounter = false;
  Localized title, law;
  // Placeholders filled. Empty unless it failed; `where` and `phone` are also given when it is not known.
  Localized reason, remedy, where;
  std::string phone;
};

// What the findings come to. A refusal weighs more than the counter, the counter more than what is not known.
// It is advice: the platform decides.
enum class Decision { Eligible, Refused, ToCounter, Unknown };
Decision decide(const std::vector<Finding>& findings);

// What a text may say in braces: a record, a field, and days to add when it is a date.
inline constexpr auto kFactPlaceholder = R"(\{([A-Za-z]+)(?:\.([A-Za-z0-9]+))?(?:([-+][0-9]{1,4})d)?\})";

// A thing the citizen should see at once after the card.
struct DueItem {
  std::string procedureId;
  Localized text;
};

// Evaluates expressions of procedures over facts. One object per thread.
class Evaluator {
 public:
  Evaluator();
  ~Evaluator();

  // Every rule of the procedure that is in force on `today` and applies, in the procedure's order.
  std::vector<Finding> findings(const Procedure& procedure, const QJsonObject& facts, Date today);
  std::vector<DueItem> due(const Catalogue& catalogue, const QJsonObject& facts);

  // An expression's truth; nothing when it reads something that is not known. `form` is what was filled in so
  // far.
  std::optional<bool> truth(const std::string& expression, const QJsonObject& facts,
                            const QJsonObject& form = {});
  // Replaces {a.b} by the fact in readable form (dates as 2026年11月23日 / 23 Nov 2026; {a.b-90d} is the day
  // 90 days before); by a dash when it is not known.
  Localized fill(const Localized& text, const QJsonObject& facts);

  // For the checker: empty, or what is wrong with the expression (a syntax error, an unknown name, no truth
  // value). `formFields` are the names `form.` may be followed by.
  std::string fault(const std::string& expression, const std::vector<std::string>& formFields = {});

 private:
  std::unique_ptr<Expressions> expressions_;
};

}  // namespace doorstep::kiosk
