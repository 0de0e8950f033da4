#include <algorithm>

#include "kiosk/catalogue/reader.h"

namespace doorstep::kiosk {
namespace {

using Facts = Reader::Facts;

bool overlap(const Rule& a, const Rule& b) {
  const bool aEndsBefore = a.until && b.from && *a.until < *b.from;
  const bool bEndsBefore = b.until && a.from && *b.until < *a.from;
  return !aEndsBefore && !bEndsBefore;
}

// What holds for all rules of a pack unless a rule says otherwise.
struct Pack {
  Localized order;
  std::string applies;
  std::optional<Date> from, until;
  Localized where;
  std::string phone;
};

Rule readRule(const Node& node, const Pack& pack, Reader& reader) {
  Rule rule;
  rule.id = node["id"].text();
  rule.title = reader.text(node["title"]);
  rule.pass = reader.condition(node["pass"]);
  const std::string applies = reader.condition(node["applies"]);
  rule.applies = pack.applies.empty() || applies.empty() ? pack.applies + applies
                                                         : "(" + pack.applies + ") && (" + applies + ")";
  const Localized article = reader.text(node["article"]);
  rule.law = {pack.order.zh + article.zh, pack.order.en + ", " + article.en};
  rule.from = node["from"] ? reader.date(node["from"]) : pack.from;
  rule.until = node["until"] ? reader.date(node["until"]) : pack.until;
  reader.period(rule.from, rule.until, node["until"] ? node["until"].line : node["from"].line);
  rule.platformCodes = node["platform-codes"].texts();
  rule.toCounter = node["to-counter"].isTrue();
  rule.reason = reader.text(node["reason"], Facts::Filled);
  rule.remedy = reader.text(node["remedy"], Facts::Filled);
  rule.where = node["where"] ? reader.text(node["where"], Facts::Filled) : pack.where;
  rule.phone = node["phone"] ? node["phone"].text() : pack.phone;
  return rule;
}

std::vector<Rule> rulesOf(const Node& list, const RuleBook& book, Reader& reader) {
  std::vector<Rule> rules;
  std::map<std::string, int> seen;
  for (const Node& item : list.items) {
    const auto [earlier, fresh] = seen.emplace(item.text(), item.line);
    if (!fresh) reader.fault(item.line, "rule \"" + item.text() + "\" is named twice");
    const auto [first, last] = book.equal_range(item.text());
    if (first == last) reader.fault(item.line, "no rule has the id \"" + item.text() + '"');
    for (auto rule = first; fresh && rule != last; ++rule) rules.push_back(rule->second.rule);
  }
  return rules;
}

std::vector<Material> readMaterials(const Node& list, const Reader::FormWords& fields, Reader& reader) {
  static const std::vector<std::string> kClasses{"core", "tolerable", "reduced"};
  static const std::vector<std::string> kCaptures{"id-card",  "id-card-and-face", "photo",
                                                  "document", "platform",         "none"};
  static const std::vector<std::string> kPapers{"a4", "id-card", "other"};
  reader.unique(list, "id");
  std::vector<Material> materials;
  for (const Node& item : list.items) {
    Material material;
    material.id = item["id"].text();
    material.title = reader.text(item["title"]);
    material.kind = static_cast<MaterialClass>(Reader::choice(item["class"], kClasses));
    material.capture = static_cast<Capture>(Reader::choice(item["capture"], kCaptures));
    material.heldWhen = reader.condition(item["held-when"], fields);
    material.heldText = reader.text(item["held-text"], Facts::Filled);
    material.howToGet = reader.text(item["how-to-get"], Facts::Filled);
    if (item["paper"]) material.form = static_cast<DocumentForm>(Reader::choice(item["paper"], kPapers));
    if (item["most-pages"]) material.mostPages = static_cast<int>(item["most-pages"].number());
    const bool isDocument = material.capture == Capture::Document;
    if (!isDocument && (item["paper"] || item["most-pages"]))
      reader.fault(item.line, "material \"" + material.id + "\" is no document and has no paper or pages");
    materials.push_back(std::move(material));
  }
  return materials;
}

std::vector<FormField> readForm(const Node& list, const Reader::FormWords& fields, Reader& reader) {
  static const std::vector<std::string> kKinds{"phone", "choice", "address"};
  reader.unique(list, "id");
  std::vector<FormField> form;
  for (const Node& item : list.items) {
    FormField field;
    field.id = item["id"].text();
    field.kind = static_cast<FormField::Kind>(Reader::choice(item["kind"], kKinds));
    field.title = reader.text(item["title"]);
    reader.unique(item["options"], "id");
    for (const Node& option : item["options"].items)
      field.options.push_back({option["id"].text(), reader.text(option["title"])});
    const bool isChoice = item["kind"].text() == "choice";
    if (isChoice && !item["options"])
      reader.fault(item.line, "field \"" + field.id + "\" is a choice without options");
    if (!isChoice && item["options"])
      reader.fault(item["options"].line, "field \"" + field.id + "\" is no choice and has no options");
    field.when = reader.condition(item["when"], fields);
    form.push_back(std::move(field));
  }
  return form;
}

// The form is what the contract's application takes (services/api/platform.yaml, ApplicationRequest): what it
// requires must be asked for, what it does not know cannot be sent. It knows phone, delivery and
// mailingAddress; every other field is a choice of the procedure's own. Found out here, not after the
// payment.
void checkForm(const Node& root, const std::vector<FormField>& form, Reader& reader) {
  using Kind = FormField::Kind;
  static const std::map<std::string, Kind> kTaken{
      {"phone", Kind::Phone}, {"delivery", Kind::Choice}, {"mailingAddress", Kind::Address}};
  const auto asked = [&](const char* id) {
    return std::any_of(form.begin(), form.end(), [&](const FormField& field) { return field.id == id; });
  };
  bool mail = false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const auto& field = form[i];
    const int line = root["form"].items[i]["id"].line;
    const auto taken = kTaken.find(field.id);
    const Kind known = taken == kTaken.end() ? Kind::Choice : taken->second;
    if (taken == kTaken.end() && field.kind != known)
      reader.fault(line, "the platform takes no field \"" + field.id +
                             "\" but a choice; it knows phone, delivery and mailingAddress");
    else if (field.kind != known)
      reader.fault(line, "field \"" + field.id + "\" is of another kind than the platform takes");
    if (field.id != "delivery") continue;
    for (const auto& option : field.options) {
      mail |= option.id == "mail";
      if (option.id != "pick-up" && option.id != "mail")
        reader.fault(line, "the platform knows no delivery \"" + option.id + "\"; only pick-up and mail");
    }
  }
  const int line = root["form"] ? root["form"].line : root.line;
  if (!asked("phone")) reader.fault(line, "the form must ask for \"phone\"");
  if (asked("mailingAddress") && !mail)
    reader.fault(line, "the form asks for \"mailingAddress\" and offers no mail");
  if (mail && !asked("mailingAddress"))
    reader.fault(line, "the form offers mail and must ask for \"mailingAddress\"");
}

std::vector<Fee> readFees(const Node& list, const Reader::FormWords& fields, Reader& reader) {
  reader.unique(list, "id");
  std::vector<Fee> fees;
  for (const Node& item : list.items)
    fees.push_back({item["id"].text(), reader.text(item["item"]), reader.text(item["payee"]),
                    static_cast<std::int64_t>(item["fen"].number()), reader.condition(item["when"], fields)});
  return fees;
}

}  // namespace

void readRulePack(const Node& root, const Localized& counter, const std::string& phone, RuleBook& rules,
                  Reader& reader) {
  const Pack pack{reader.text(root["order"]),
                  reader.condition(root["applies"]),
                  reader.date(root["from"]),
                  reader.date(root["until"]),
                  counter,
                  phone};
  for (const Node& item : root["rules"].items) {
    Rule rule = readRule(item, pack, reader);
    const int line = item["id"].line;
    const auto [first, last] = rules.equal_range(rule.id);
    for (auto other = first; other != last; ++other)
      if (overlap(rule, other->second.rule))
        reader.fault(line, "rule \"" + rule.id + "\" has the id of the one at " + other->second.file + ':' +
                               std::to_string(other->second.line) + ", and both are in force at one time");
    const std::string id = rule.id;
    if (!id.empty()) rules.emplace(id, PlacedRule{std::move(rule), reader.file(), line});
  }
}

Procedure readProcedure(const Node& root, const RuleBook& rules, Reader& reader) {
  static const std::vector<std::string> kKinds{"id-card-reader", "receipt-printer",  "camera",
                                               "barcode-reader", "document-printer", "plate-marker",
                                               "signal-lines",   "document-scanner"};
  Reader::FormWords fields;
  for (const Node& item : root["form"].items)
    for (auto& options = fields[item["id"].text()]; const Node& option : item["options"].items)
      options.push_back(option["id"].text());

  Procedure procedure;
  procedure.id = root["id"].text();
  procedure.code = root["code"].text();
  procedure.title = reader.text(root["title"]);
  procedure.summary = reader.text(root["summary"]);
  procedure.audience = reader.text(root["audience"]);
  procedure.outcome = reader.text(root["outcome"]);
  procedure.promise = reader.text(root["promise"]);
  procedure.verb = reader.text(root["verb"]);
  procedure.dueWhen = reader.condition(root["due"]["when"]);
  procedure.dueText = reader.text(root["due"]["text"], Facts::Filled);
  procedure.rules = rulesOf(root["rules"], rules, reader);
  procedure.materials = readMaterials(root["materials"], fields, reader);
  procedure.form = readForm(root["form"], fields, reader);
  checkForm(root, procedure.form, reader);
  procedure.fees = readFees(root["fees"], fields, reader);
  procedure.declarations = reader.texts(root["declarations"]);
  procedure.law = reader.texts(root["law"]);
  for (const Node& item : root["needs"].items)
    procedure.needs.push_back(static_cast<devices::DeviceKind>(Reader::choice(item, kKinds)));
  return procedure;
}

}  // namespace doorstep::kiosk
