#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include "services/client/platform.h"

// The contract's JSON as the sandbox reads and writes it; its own code, so that the client's mapping is
// checked against something else.
namespace doorstep::sandbox {

using nlohmann::json;

json toJson(const services::LicenceRecord& licence);
services::LicenceRecord licenceFromJson(const std::string& text);  // as toJson wrote it
json toJson(const services::BodyProof& proof);
json toJson(const services::Eligibility& eligibility);
json toJson(const services::Payment& payment);
json toJson(const services::Application& application);
json toJson(const services::Receipt& receipt);

const char* wordOf(services::OrderState state);
services::OrderState orderStateOf(const std::string& word);
const char* wordOf(services::ApplicationState state);
services::ApplicationState applicationStateOf(const std::string& word);

// Reads a request's body field by field and is strict: what is missing, of another type or form, or not in
// the contract throws Refusal bad-request naming the field, never its value.
class Fields {
 public:
  explicit Fields(const std::string& body);

  // `pattern` is an ECMAScript expression for the whole text.
  std::string text(const std::string& name, const char* pattern);
  std::optional<std::string> optionalText(const std::string& name, const char* pattern);
  // Free text of 1 to `most` characters.
  std::string words(const std::string& name, std::size_t most);
  std::optional<std::string> optionalWords(const std::string& name, std::size_t most);
  std::string base64(const std::string& name);  // the text, known to be canonical base64 of something
  std::vector<services::FiledDocument> documents(const std::string& name);  // empty when absent
  std::map<std::string, std::string> choices(const std::string& name);      // empty when absent
  std::optional<Date> optionalDate(const std::string& name);
  void noOthers() const;

 private:
  const std::string* find(const std::string& name);

  json body_;
  std::set<std::string> known_;
};

inline constexpr const char* kPersonIdPattern = "P[0-9a-f]{16}";
inline constexpr const char* kProcedurePattern = "[a-z][a-z0-9-]{0,60}";
inline constexpr const char* kMaterialPattern = "[a-z][A-Za-z0-9-]{0,60}";
inline constexpr const char* kDeliveryPattern = "pick-up|mail";
inline constexpr const char* kKeyPattern = "[0-7][0-9A-HJKMNP-TV-Z]{25}";
bool matches(const std::string& text, const char* pattern);

}  // namespace doorstep::sandbox
