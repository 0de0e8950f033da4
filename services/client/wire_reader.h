#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "kiosk/base/date.h"
#include "kiosk/base/outcome.h"
#include "kiosk/base/personal_bytes.h"
#include "kiosk/base/secret.h"

namespace doorstep::services {

// Reads one JSON object of an answer strictly: every field must be there, of its type and possible, and no
// other field may be. The first failure is kept, as a JSON pointer and never with the value; what is read
// after it is empty.
class WireReader {
 public:
  std::string text(std::string_view field);  // not empty
  std::string textOrEmpty(std::string_view field);
  Secret secret(std::string_view field);
  PersonalBytes bytes(std::string_view field);  // base64, not empty
  // `prefix` and then exactly `length` characters of `alphabet`.
  std::string id(std::string_view field, std::string_view prefix, std::size_t length,
                 std::string_view alphabet);
  std::int64_t number(std::string_view field, std::int64_t smallest, std::int64_t largest);
  bool flag(std::string_view field);
  bool flagOr(std::string_view field, bool fallback);
  Date date(std::string_view field);
  std::optional<Date> dateIfAny(std::string_view field);
  std::chrono::system_clock::time_point moment(std::string_view field);
  // An enumerator by its word; `words` are in the order of the enumeration, which starts at 0.
  template <class Enum>
  Enum word(std::string_view field, std::initializer_list<std::string_view> words) {
    return static_cast<Enum>(wordIndex(field, words));
  }
  template <class Item>
  std::vector<Item> list(std::string_view field, Item (*read)(WireReader&)) {
    std::vector<Item> items;
    each(field, [&](WireReader& item) { items.push_back(read(item)); });
    return items;
  }
  void skip(std::string_view field) { optional(field); }  // may be there, is of no interest
  // A value of the right type that still cannot be: "/orders/0/amountFen: impossible".
  void refuse(std::string_view field, std::string_view why);

 private:
  template <class Record>
  friend Outcome<Record> readWire(const Secret& body, Record (*read)(WireReader&));

  WireReader(const nlohmann::json& object, std::string pointer, std::string& failure);
  static std::string readDocument(const Secret& body, const std::function<void(WireReader&)>& read);

  const nlohmann::json* optional(std::string_view name);  // nothing when absent
  const nlohmann::json* required(std::string_view name);  // refuses when absent
  const std::string* stringOf(std::string_view name);
  std::size_t wordIndex(std::string_view field, std::initializer_list<std::string_view> words);
  void each(std::string_view field, const std::function<void(WireReader&)>& read);
  void refuseOthers();

  const nlohmann::json* object_;
  std::string pointer_;
  std::string* failure_;
  std::vector<std::string_view> asked_;
};

// platform.bad-answer: "/validUntil: no day".
template <class Record>
Outcome<Record> readWire(const Secret& body, Record (*read)(WireReader&)) {
  std::optional<Record> record;
  const auto failure = WireReader::readDocument(body, [&](WireReader& reader) { record = read(reader); });
  if (!failure.empty()) return problem("platform.bad-answer", failure);
  return std::move(*record);
}

}  // namespace doorstep::services
