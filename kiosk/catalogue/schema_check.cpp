#include "kiosk/catalogue/schema_check.h"

#include <fstream>
#include <regex>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

namespace doorstep::kiosk {
namespace {

using Json = nlohmann::json;

Json toJson(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Absent:
    case Node::Kind::Null:
      return nullptr;
    case Node::Kind::Bool:
      return node.isTrue();
    case Node::Kind::Number:
      if (node.scalar.find_first_of(".eE") == std::string::npos)
        return static_cast<std::int64_t>(node.number());
      return node.number();
    case Node::Kind::Text:
      return node.scalar;
    case Node::Kind::List: {
      Json list = Json::array();
      for (const Node& item : node.items) list.push_back(toJson(item));
      return list;
    }
    case Node::Kind::Map: {
      Json map = Json::object();
      for (const Node::Member& member : node.members) map[member.key] = toJson(member.value);
      return map;
    }
  }
  return nullptr;
}

const Json& resolved(const Json& root, const Json& schema) {
  if (!schema.is_object() || !schema.contains("$ref")) return schema;
  return root.at(Json::json_pointer(schema["$ref"].get<std::string>().substr(1)));
}

const Json& part(const Json& schema, const char* key) {
  static const Json kNone;
  return schema.is_object() && schema.contains(key) ? schema[key] : kNone;
}

// The schema of one member of an object, or null.
const Json& memberSchema(const Json& schema, const std::string& key) {
  if (const Json& own = part(part(schema, "properties"), key.c_str()); !own.is_null()) return own;
  for (const auto& [pattern, child] : part(schema, "patternProperties").items())
    if (std::regex_search(key, std::regex(pattern))) return child;
  static const Json kNone;
  const Json& rest = part(schema, "additionalProperties");
  return rest.is_object() ? rest : kNone;
}

// Where an error happened: the node, what its schema says, and how to name it.
struct Place {
  const Node* node;
  const Json* schema;
  std::string name;
};

// valijson's context is {"<root>", "[devices]", "[0]"}.
Place follow(const Node& root, const Json& rootSchema, const std::vector<std::string>& context) {
  Place place{&root, &rootSchema, ""};
  for (std::size_t i = 1; i < context.size(); ++i) {
    const std::string step = context[i].substr(1, context[i].size() - 2);
    if (place.node->kind == Node::Kind::List) {
      const auto index = static_cast<std::size_t>(std::stoul(step));
      if (index >= place.node->items.size()) break;
      place.node = &place.node->items[index];
      place.schema = &resolved(rootSchema, part(*place.schema, "items"));
      place.name += '[' + std::to_string(index + 1) + ']';
    } else {
      const Node& member = (*place.node)[step];
      if (!member) break;
      place.node = &member;
      place.schema = &resolved(rootSchema, memberSchema(*place.schema, step));
      place.name += (place.name.empty() ? "" : ".") + step;
    }
  }
  return place;
}

std::string typeWord(const Json& type) {
  if (type.is_array()) {
    std::string words;
    for (const auto& one : type) words += (words.empty() ? "" : " or ") + typeWord(one);
    return words;
  }
  const std::string word = type.is_string() ? type.get<std::string>() : "";
  if (word == "string") return "text";
  if (word == "integer") return "a whole number";
  if (word == "number") return "a number";
  if (word == "boolean") return "true or false";
  if (word == "array") return "a list";
  if (word == "object") return "a group of keys";
  return "of another kind";
}

std::string joined(const Json& values) {
  std::string text;
  for (const auto& value : values) text += (text.empty() ? "" : ", ") + value.get<std::string>();
  return text;
}

std::string quoted(const std::string& text) {
  return '"' + text + '"';
}

// Turns valijson's errors into faults. Its messages are matched by how they begin (valijson 1.0).
class Explainer {
 public:
  Explainer(const Node& root, const Json& schema, const std::string& file, std::vector<Fault>& faults)
      : root_(root), schema_(schema), file_(file), faults_(faults) {}

  void explain(const valijson::ValidationResults::Error& error) {
    const std::string& text = error.description;
    const auto begins = [&](std::string_view start) { return text.starts_with(start); };
    const Place place = follow(root_, schema_, error.context);
    // A container's error about a member that has reported its own.
    if (begins("Failed to validate")) return;
    if (begins("Object contains a property")) return unknownKeys(place);
    if (begins("Missing required")) return missing(place, text);
    add(place.node->line, subject(place) + ' ' + complaint(place, text) + why(place));
  }

 private:
  void add(int line, std::string what) { faults_.push_back({file_, line, std::move(what)}); }

  static std::string subject(const Place& place) {
    return place.name.empty() ? "the file" : quoted(place.name);
  }

  static std::string why(const Place& place) {
    const Json& description = part(*place.schema, "description");
    return description.is_null() ? "" : " (" + description.get<std::string>() + ')';
  }

  static std::string complaint(const Place& place, const std::string& text) {
    const auto begins = [&](std::string_view start) { return text.starts_with(start); };
    const Json& schema = *place.schema;
    const bool blank = place.node->scalar.find_first_not_of(" \t\n") == std::string::npos;
    if (begins("Value type")) {
      if (place.node->kind == Node::Kind::Null)
        return "is empty; it must be " + typeWord(part(schema, "type"));
      return "must be " + typeWord(part(schema, "type"));
    }
    if (begins("Failed to match against any enum"))
      return "is " + quoted(place.node->scalar) + "; it must be one of: " + joined(part(schema, "enum"));
    if (begins("Failed to match regex") || begins("String should be no fewer"))
      return blank ? "is empty" : "is " + quoted(place.node->scalar) + ", which is not of the right form";
    if (begins("Expected number greater"))
      return "is " + place.node->scalar + "; it must be at least " + part(schema, "minimum").dump();
    if (begins("Expected number less"))
      return "is " + place.node->scalar + "; it must be at most " + part(schema, "maximum").dump();
    if (begins("Array should contain no fewer")) return "has too few entries";
    if (begins("Elements at")) return "has the same entry twice";
    if (begins("String should be no more")) return "is too long";
    return "is not allowed: " + text;
  }

  // valijson names only the first.
  void unknownKeys(const Place& place) {
    for (const Node::Member& member : place.node->members) {
      if (!memberSchema(*place.schema, member.key).is_null()) continue;
      std::string known;
      for (const auto& [key, ignored] : part(*place.schema, "properties").items())
        known += (known.empty() ? "" : ", ") + key;
      add(member.value.line, "unknown key " + quoted(member.key) +
                                 (place.name.empty() ? "" : " in " + quoted(place.name)) +
                                 (known.empty() ? why(place) : "; known are: " + known));
    }
  }

  void missing(const Place& place, const std::string& text) {
    const auto first = text.find('\'') + 1;
    const std::string key = text.substr(first, text.find('\'', first) - first);
    add(place.node->line,
        quoted(key) + " is missing" + (place.name.empty() ? "" : " in " + quoted(place.name)));
  }

  const Node& root_;
  const Json& schema_;
  const std::string& file_;
  std::vector<Fault>& faults_;
};

}  // namespace

struct Schemas::Impl {
  struct Entry {
    Json json;
    valijson::Schema schema;
  };

  std::string directory, label;
  std::map<std::string, std::unique_ptr<Entry>> entries;  // null: unreadable, already reported

  const Entry* find(const std::string& name, std::vector<Fault>& faults) {
    if (const auto known = entries.find(name); known != entries.end()) return known->second.get();
    auto& entry = entries[name];
    const std::string fileName = "/" + name + ".schema.json";
    try {
      std::ifstream in(directory + fileName);
      if (!in) throw std::runtime_error("cannot be read: no such file, or no permission");
      auto fresh = std::make_unique<Entry>();
      fresh->json = Json::parse(in);
      valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
      parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(fresh->json), fresh->schema);
      entry = std::move(fresh);
    } catch (const std::exception& error) {
      faults.push_back({label + fileName, 1, std::string("is no usable schema: ") + error.what()});
    }
    return entry.get();
  }
};

Schemas::Schemas(std::string directory, std::string label) : impl_(std::make_unique<Impl>()) {
  impl_->directory = std::move(directory);
  impl_->label = std::move(label);
}

Schemas::~Schemas() = default;

void Schemas::check(const Node& root, const std::string& name, const std::string& file,
                    std::vector<Fault>& faults) {
  const Impl::Entry* entry = impl_->find(name, faults);
  if (entry == nullptr || !root) return;
  const Json json = toJson(root);
  valijson::ValidationResults results;
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  if (validator.validate(entry->schema, valijson::adapters::NlohmannJsonAdapter(json), &results)) return;
  const std::size_t before = faults.size();
  Explainer explainer(root, entry->json, file, faults);
  for (const auto& error : results) explainer.explain(error);
  if (faults.size() == before) faults.push_back({file, root.line, "does not fit " + name + ".schema.json"});
}

}  // namespace doorstep::kiosk
