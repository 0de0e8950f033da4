#include "kiosk/catalogue/document.h"

#include <QFile>
#include <QStringDecoder>
#include <charconv>
#include <map>
#include <regex>

#include <yaml-cpp/yaml.h>

#include "kiosk/catalogue/yaml_limits.h"

namespace doorstep::kiosk {
namespace {

Node::Kind kindOfPlain(const std::string& text) {
  static const std::regex kNumber("[-+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?");
  if (text.empty() || text == "~" || text == "null") return Node::Kind::Null;
  if (text == "true" || text == "false") return Node::Kind::Bool;
  return std::regex_match(text, kNumber) ? Node::Kind::Number : Node::Kind::Text;
}

class Converter {
 public:
  Converter(const std::string& label, std::vector<Fault>& faults) : label_(label), faults_(faults) {}

  Node convert(const YAML::Node& yaml, int line) {
    Node node;
    node.line = line;
    switch (yaml.Type()) {
      case YAML::NodeType::Undefined:
      case YAML::NodeType::Null:
        node.kind = Node::Kind::Null;
        break;
      case YAML::NodeType::Scalar:
        node.scalar = yaml.Scalar();
        node.kind = yaml.Tag() == "?" ? kindOfPlain(node.scalar) : Node::Kind::Text;
        break;
      case YAML::NodeType::Sequence:
        node.kind = Node::Kind::List;
        for (const auto& item : yaml) node.items.push_back(convert(item, lineOf(item, line)));
        break;
      case YAML::NodeType::Map:
        convertMap(yaml, node);
        break;
    }
    return node;
  }

 private:
  static int lineOf(const YAML::Node& yaml, int otherwise) {
    const YAML::Mark mark = yaml.Mark();
    return mark.is_null() ? otherwise : mark.line + 1;
  }

  void convertMap(const YAML::Node& yaml, Node& node) {
    node.kind = Node::Kind::Map;
    std::map<std::string, int> lines;
    for (const auto& entry : yaml) {
      const int line = lineOf(entry.first, node.line);
      if (!entry.first.IsScalar()) {
        faults_.push_back({label_, line, "a key must be plain text"});
        continue;
      }
      const std::string key = entry.first.Scalar();
      if (const auto [earlier, fresh] = lines.emplace(key, line); !fresh)
        faults_.push_back(
            {label_, line,
             '"' + key + "\" is written twice; first on line " + std::to_string(earlier->second)});
      node.members.push_back({key, convert(entry.second, line)});
    }
  }

  const std::string& label_;
  std::vector<Fault>& faults_;
};

// The first line that is no UTF-8; 0 when all are.
int lineNotUtf8(const std::string& text) {
  int line = 0;
  for (const QByteArray& part : QByteArray::fromStdString(text).split('\n')) {
    ++line;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString ignored = decoder.decode(part);
    if (decoder.hasError()) return line;
  }
  return 0;
}

}  // namespace

const Node& Node::operator[](std::string_view key) const {
  static const Node kAbsent;
  for (const Member& member : members)
    if (member.key == key) return member.value;
  return kAbsent;
}

double Node::number(double otherwise) const {
  if (kind != Kind::Number) return otherwise;
  const char* first = scalar.data() + (scalar[0] == '+' ? 1 : 0);
  double value = otherwise;
  std::from_chars(first, scalar.data() + scalar.size(), value);
  return value;
}

std::vector<std::string> Node::texts() const {
  std::vector<std::string> all;
  for (const Node& item : items) all.push_back(item.text());
  return all;
}

Node readYaml(const std::string& path, const std::string& label, std::vector<Fault>& faults) {
  QFile file(QString::fromStdString(path));
  if (!file.open(QIODevice::ReadOnly)) {
    faults.push_back({label, 1, "cannot be read: no such file, or no permission"});
    return {};
  }
  return yamlNode(file.read(kMostYamlBytes + 1).toStdString(), label,
                  faults);  // enough to see it is too large
}

Node yamlNode(const std::string& text, const std::string& label, std::vector<Fault>& faults) {
  const auto refuse = [&](int line, const std::string& what) {
    faults.push_back({label, line, what});
    return Node{};
  };
  try {
    if (const int line = lineNotUtf8(text)) return refuse(line, "is not UTF-8 text");
    if (const auto excess = yamlExcess(text)) return refuse(excess->line, excess->what);
    const YAML::Node document = YAML::Load(text);
    if (document.IsNull()) return refuse(1, "is empty");
    return Converter(label, faults).convert(document, document.Mark().line + 1);
  } catch (const YAML::Exception& error) {
    return refuse(error.mark.line + 1, "is no valid YAML: " + error.msg);
  }
}

}  // namespace doorstep::kiosk
