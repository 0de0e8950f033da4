#include "services/sandbox/wire.h"

#include <algorithm>
#include <array>
#include <regex>

#include "services/sandbox/clock.h"
#include "services/sandbox/refusal.h"
#include "services/signing/base64.h"

namespace doorstep::sandbox {
namespace {

using services::ApplicationState;
using services::OrderState;

// In the order of the enumerations.
constexpr std::array<const char*, 8> kOrderWords{"created",           "qr-shown",    "paying",  "paid",
                                                 "notified-treasury", "written-off", "expired", "reversed"};
constexpr std::array<const char*, 7> kApplicationWords{"accepted",  "in-review", "approved",  "made",
                                                       "delivered", "refused",   "to-counter"};
constexpr std::array<const char*, 3> kDecisionWords{"eligible", "refused", "to-counter"};

template <class State, std::size_t N>
State stateOf(const std::array<const char*, N>& words, const std::string& word) {
  for (std::size_t i = 0; i < N; ++i)
    if (word == words[i]) return static_cast<State>(i);
  throw std::runtime_error("the database holds an unknown state: " + word);
}

std::string textOf(const Secret& secret) {
  return std::string(secret.reveal());
}
Date dateIn(const json& object, const char* name) {
  return parseDate(object.at(name).get<std::string>()).value();
}

}  // namespace

json toJson(const services::LicenceRecord& licence) {
  json object{{"fileNumber", licence.fileNumber},
              {"classes", licence.classes},
              {"status", licence.status},
              {"firstIssued", isoDate(licence.firstIssued)},
              {"validFrom", isoDate(licence.validFrom)},
              {"termYears", licence.termYears},
              {"points", licence.points},
              {"cycleEnd", isoDate(licence.cycleEnd)},
              {"everyCycleUnder12", licence.everyCycleUnder12},
              {"unsettledViolations", licence.unsettledViolations},
              {"unsettledAccidents", licence.unsettledAccidents},
              {"issuingOffice", licence.issuingOffice},
              {"phone", textOf(licence.phone)},
              {"mailingAddress", textOf(licence.mailingAddress)}};
  if (licence.validUntil) object["validUntil"] = isoDate(*licence.validUntil);
  return object;
}

services::LicenceRecord licenceFromJson(const std::string& text) {
  const json object = json::parse(text);
  services::LicenceRecord licence;
  licence.fileNumber = object.at("fileNumber");
  licence.classes = object.at("classes");
  licence.status = object.at("status");
  licence.firstIssued = dateIn(object, "firstIssued");
  licence.validFrom = dateIn(object, "validFrom");
  if (object.contains("validUntil")) licence.validUntil = dateIn(object, "validUntil");
  licence.termYears = object.at("termYears");
  licence.points = object.at("points");
  licence.cycleEnd = dateIn(object, "cycleEnd");
  licence.everyCycleUnder12 = object.at("everyCycleUnder12");
  licence.unsettledViolations = object.at("unsettledViolations");
  licence.unsettledAccidents = object.at("unsettledAccidents");
  licence.issuingOffice = object.at("issuingOffice");
  licence.phone = Secret(object.at("phone").get_ref<const std::string&>());
  licence.mailingAddress = Secret(object.at("mailingAddress").get_ref<const std::string&>());
  return licence;
}

json toJson(const services::BodyProof& proof) {
  return {{"proofId", proof.proofId},
          {"examinedOn", isoDate(proof.examinedOn)},
          {"hospital", proof.hospital},
          {"passed", proof.passed}};
}

json toJson(const services::Eligibility& eligibility) {
  json reasons = json::array();
  for (const auto& reason : eligibility.reasons)
    reasons.push_back({{"code", reason.code}, {"text", reason.text}});
  return {{"decision", kDecisionWords.at(static_cast<std::size_t>(eligibility.decision))},
          {"reasons", reasons}};
}

json toJson(const services::Payment& payment) {
  json orders = json::array();
  for (const auto& order : payment.orders)
    orders.push_back({{"orderId", order.orderId},
                      {"payee", order.payee},
                      {"item", order.item},
                      {"amountFen", order.amountFen},
                      {"qrContent", order.qrContent},
                      {"state", wordOf(order.state)}});
  return {{"paymentId", payment.paymentId}, {"expiresAt", isoMoment(payment.expiresAt)}, {"orders", orders}};
}

json toJson(const services::Application& application) {
  json object{{"applicationNumber", application.applicationNumber},
              {"procedure", application.procedure},
              {"state", wordOf(application.state)},
              {"acceptedOn", isoDate(application.acceptedOn)},
              {"promisedBy", isoDate(application.promisedBy)}};
  if (application.newValidFrom) object["newValidFrom"] = isoDate(*application.newValidFrom);
  if (application.newValidUntil) object["newValidUntil"] = isoDate(*application.newValidUntil);
  if (application.newLongTerm) object["newLongTerm"] = true;
  return object;
}

json toJson(const services::Receipt& receipt) {
  json lines = json::array();
  for (const auto& [label, value] : receipt.lines) lines.push_back({{"label", label}, {"value", value}});
  return {{"receiptNumber", receipt.receiptNumber},
          {"applicationNumber", receipt.applicationNumber},
          {"title", receipt.title},
          {"lines", lines},
          {"qrContent", receipt.qrContent}};
}

const char* wordOf(OrderState state) {
  return kOrderWords.at(static_cast<std::size_t>(state));
}
OrderState orderStateOf(const std::string& word) {
  return stateOf<OrderState>(kOrderWords, word);
}
const char* wordOf(ApplicationState state) {
  return kApplicationWords.at(static_cast<std::size_t>(state));
}
ApplicationState applicationStateOf(const std::string& word) {
  return stateOf<ApplicationState>(kApplicationWords, word);
}

Fields::Fields(const std::string& body) : body_(json::parse(body, nullptr, false)) {
  if (body_.is_discarded()) throw Refusal("bad-request", "the body is no JSON");
  if (!body_.is_object()) throw Refusal("bad-request", "the body is no object");
}

const std::string* Fields::find(const std::string& name) {
  known_.insert(name);
  const auto found = body_.find(name);
  if (found == body_.end()) return nullptr;
  if (!found->is_string()) throw Refusal("bad-request", "/" + name + " is no text");
  return found->get_ptr<const std::string*>();
}

std::optional<std::string> Fields::optionalText(const std::string& name, const char* pattern) {
  const std::string* const value = find(name);
  if (value == nullptr) return std::nullopt;
  if (!matches(*value, pattern)) throw Refusal("bad-request", "/" + name + " has another form");
  return *value;
}

std::string Fields::text(const std::string& name, const char* pattern) {
  auto value = optionalText(name, pattern);
  if (!value) throw Refusal("bad-request", "/" + name + " is missing");
  return *value;
}

std::optional<std::string> Fields::optionalWords(const std::string& name, std::size_t most) {
  const std::string* const value = find(name);
  if (value == nullptr) return std::nullopt;
  const auto continues = [](char byte) { return (byte & 0xC0) == 0x80; };  // UTF-8
  const auto characters =
      value->size() - static_cast<std::size_t>(std::count_if(value->begin(), value->end(), continues));
  if (characters == 0 || characters > most) throw Refusal("bad-request", "/" + name + " has another length");
  return *value;
}

std::string Fields::words(const std::string& name, std::size_t most) {
  auto value = optionalWords(name, most);
  if (!value) throw Refusal("bad-request", "/" + name + " is missing");
  return *value;
}

std::string Fields::base64(const std::string& name) {
  const std::string* const value = find(name);
  if (value == nullptr) throw Refusal("bad-request", "/" + name + " is missing");
  if (value->empty() || !services::fromBase64(*value))
    throw Refusal("bad-request", "/" + name + " is no base64");
  return *value;
}

std::optional<Date> Fields::optionalDate(const std::string& name) {
  const auto value = optionalText(name, "\\d{4}-\\d\\d-\\d\\d");
  if (!value) return std::nullopt;
  const auto date = parseDate(*value);
  if (!date) throw Refusal("bad-request", "/" + name + " is no day");
  return date;
}

std::vector<services::FiledDocument> Fields::documents(const std::string& name) {
  known_.insert(name);
  const auto found = body_.find(name);
  if (found == body_.end()) return {};
  if (!found->is_array() || found->empty() || found->size() > 10)
    throw Refusal("bad-request", "/" + name + " is no list of 1 to 10");
  std::vector<services::FiledDocument> documents;
  for (const auto& item : *found) {
    Fields fields(item.dump());
    documents.push_back(
        {fields.text("material", kMaterialPattern), fields.text("documentId", "D[0-9a-f]{16}")});
    fields.noOthers();
  }
  return documents;
}

std::map<std::string, std::string> Fields::choices(const std::string& name) {
  known_.insert(name);
  const auto found = body_.find(name);
  if (found == body_.end()) return {};
  if (!found->is_object() || found->size() > 20)
    throw Refusal("bad-request", "/" + name + " is no set of choices");
  std::map<std::string, std::string> choices;
  Fields fields(found->dump());
  for (const auto& item : found->items())
    choices[item.key()] = fields.text(item.key(), "[a-z0-9][A-Za-z0-9-]{0,60}");
  return choices;
}

void Fields::noOthers() const {
  for (const auto& item : body_.items())
    if (!known_.contains(item.key())) throw Refusal("bad-request", "a field is not in the contract");
}

bool matches(const std::string& text, const char* pattern) {
  // std::regex recurses for every character: nothing in the contract that has a pattern is long.
  return text.size() <= 1000 && std::regex_match(text, std::regex(pattern));
}

}  // namespace doorstep::sandbox
