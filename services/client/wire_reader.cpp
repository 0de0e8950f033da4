#include "services/client/wire_reader.h"

#include <algorithm>

#include <nlohmann/json.hpp>
#include <openssl/crypto.h>

#include "services/signing/base64.h"

namespace doorstep::services {
namespace {

using nlohmann::json;

// The parsed document holds what the record holds in Secrets: it does not stay in memory either.
// A list of what is still to do and no recursion: how deep it goes was the other side's choice.
void wipe(json& document) {
  std::vector<json*> left{&document};
  while (!left.empty()) {
    json& value = *left.back();
    left.pop_back();
    if (value.is_string()) {
      auto& text = value.get_ref<std::string&>();
      OPENSSL_cleanse(text.data(), text.size());
    } else if (value.is_structured()) {
      for (auto& item : value) left.push_back(&item);
    }
  }
}

}  // namespace

WireReader::WireReader(const json& object, std::string pointer, std::string& failure)
    : object_(&object), pointer_(std::move(pointer)), failure_(&failure) {
  if (!object.is_object()) refuse("", "no object");
}

std::string WireReader::readDocument(const Secret& body, const std::function<void(WireReader&)>& read) {
  json document = json::parse(body.reveal(), nullptr, false);
  if (document.is_discarded()) return "no JSON";
  std::string failure;
  WireReader reader(document, "", failure);
  read(reader);
  reader.refuseOthers();
  wipe(document);
  return failure;
}

void WireReader::refuse(std::string_view field, std::string_view why) {
  if (!failure_->empty()) return;
  *failure_ = pointer_ + (field.empty() ? "" : "/") + std::string(field) + ": " + std::string(why);
}

void WireReader::refuseOthers() {
  if (!object_->is_object()) return;
  for (const auto& [name, value] : object_->items())
    if (!std::ranges::count(asked_, name)) return refuse("", "a field that is not in the contract");
}

const json* WireReader::optional(std::string_view name) {
  asked_.push_back(name);
  if (!object_->is_object()) return nullptr;
  const auto found = object_->find(name);
  return found == object_->end() ? nullptr : &*found;
}

const json* WireReader::required(std::string_view name) {
  const json* const value = optional(name);
  if (value == nullptr) refuse(name, "missing");
  return value;
}

const std::string* WireReader::stringOf(std::string_view name) {
  const json* const value = required(name);
  if (value == nullptr) return nullptr;
  if (!value->is_string()) {
    refuse(name, "no text");
    return nullptr;
  }
  return value->get_ptr<const std::string*>();
}

std::string WireReader::textOrEmpty(std::string_view name) {
  const auto* const value = stringOf(name);
  return value == nullptr ? std::string() : *value;
}

std::string WireReader::text(std::string_view name) {
  auto value = textOrEmpty(name);
  if (value.empty()) refuse(name, "empty");
  return value;
}

Secret WireReader::secret(std::string_view name) {
  const auto* const value = stringOf(name);
  return value == nullptr ? Secret() : Secret(*value);
}

PersonalBytes WireReader::bytes(std::string_view name) {
  const auto* const value = stringOf(name);
  if (value == nullptr) return {};
  auto plain = fromBase64(*value).value_or(std::string());
  if (plain.empty()) refuse(name, "no base64");
  const auto* const first = reinterpret_cast<const std::byte*>(plain.data());
  PersonalBytes bytes(first, first + plain.size());
  OPENSSL_cleanse(plain.data(), plain.size());
  return bytes;
}

std::string WireReader::id(std::string_view name, std::string_view prefix, std::size_t length,
                           std::string_view alphabet) {
  auto value = textOrEmpty(name);
  if (value.size() != prefix.size() + length || !value.starts_with(prefix) ||
      value.find_first_not_of(alphabet, prefix.size()) != std::string::npos)
    refuse(name, "no identifier of its kind");
  return value;
}

std::int64_t WireReader::number(std::string_view name, std::int64_t smallest, std::int64_t largest) {
  const json* const value = required(name);
  if (value == nullptr) return smallest;
  // A number beyond int64 is unsigned in this library: it is out of any range of the contract.
  const bool whole = value->is_number_integer() &&
                     (!value->is_number_unsigned() || value->get<std::uint64_t>() <= INT64_MAX);
  const std::int64_t number = whole ? value->get<std::int64_t>() : smallest;
  if (!whole) refuse(name, "no whole number");
  if (number < smallest || number > largest) refuse(name, "impossible number");
  return number;
}

bool WireReader::flag(std::string_view name) {
  const json* const value = required(name);
  if (value != nullptr && !value->is_boolean()) refuse(name, "neither true nor false");
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

bool WireReader::flagOr(std::string_view name, bool fallback) {
  return optional(name) == nullptr ? fallback : flag(name);
}

Date WireReader::date(std::string_view name) {
  const auto* const value = stringOf(name);
  // parseDate knows the card's form as well; the wire has only the one with dashes.
  const auto day = value != nullptr && value->size() == 10 ? parseDate(*value) : std::nullopt;
  if (!day) refuse(name, "no day");
  return day.value_or(Date{});
}

std::optional<Date> WireReader::dateIfAny(std::string_view name) {
  if (optional(name) == nullptr) return std::nullopt;
  return date(name);
}

std::chrono::system_clock::time_point WireReader::moment(std::string_view name) {
  const auto* const value = stringOf(name);
  const auto moment = value != nullptr ? parseMoment(*value) : std::nullopt;
  if (!moment) refuse(name, "no moment");
  return moment.value_or(std::chrono::system_clock::time_point{});
}

std::size_t WireReader::wordIndex(std::string_view name, std::initializer_list<std::string_view> words) {
  const auto* const value = stringOf(name);
  const auto* const found = value == nullptr ? words.end() : std::ranges::find(words, *value);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  refuse(name, "not a word of the contract");
  return 0;
}

void WireReader::each(std::string_view name, const std::function<void(WireReader&)>& read) {
  const json* const value = required(name);
  if (value == nullptr) return;
  if (!value->is_array()) return refuse(name, "no list");
  for (std::size_t i = 0; i < value->size() && failure_->empty(); ++i) {
    WireReader item((*value)[i], pointer_ + "/" + std::string(name) + "/" + std::to_string(i), *failure_);
    read(item);
    item.refuseOthers();
  }
}

}  // namespace doorstep::services
