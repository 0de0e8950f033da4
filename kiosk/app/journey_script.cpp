#include "kiosk/app/journey_script.h"

#include <set>

#include <yaml-cpp/yaml.h>

namespace doorstep::app {
namespace {

const std::set<std::string> kVerbs{"page",   "tap",      "keys",   "sign",     "card", "camera",
                                   "pay",    "document", "device", "platform", "face", "badge",
                                   "expect", "slip",     "shot",   "wait",     "power"};

struct Wrong {
  int line;
  std::string what;
};

int lineOf(const YAML::Node& node) {
  return node.Mark().line + 1;
}

JourneyStep readStep(const YAML::Node& node) {
  JourneyStep step;
  step.line = lineOf(node);
  if (!node.IsMap() || node.size() != 1)
    throw Wrong{step.line, "a step is one verb with what it takes, as in `tap: 换证`"};
  step.verb = node.begin()->first.as<std::string>();
  if (!kVerbs.contains(step.verb)) throw Wrong{step.line, "I do not know the verb " + step.verb};
  const YAML::Node value = node.begin()->second;
  if (value.IsScalar()) {
    step.words.push_back(value.as<std::string>());
  } else if (value.IsSequence()) {
    for (const auto& word : value) step.words.push_back(word.as<std::string>());
  } else if (value.IsMap()) {
    for (const auto& field : value)
      step.fields[field.first.as<std::string>()] = field.second.as<std::string>();
  } else {
    throw Wrong{step.line, step.verb + " needs a value"};
  }
  return step;
}

JourneyScript readScript(const YAML::Node& root) {
  JourneyScript script;
  if (!root.IsMap()) throw Wrong{1, "a journey is a map of title, steps, ends"};
  for (const auto& entry : root) {
    const auto key = entry.first.as<std::string>();
    if (key == "title") {
      script.title = entry.second.as<std::string>();
    } else if (key == "steps") {
      for (const auto& step : entry.second) script.steps.push_back(readStep(step));
    } else if (key == "ends") {
      script.ends = entry.second.as<std::string>();
    } else if (key == "records") {
      for (const auto& record : entry.second)
        script.records[record.first.as<std::string>()] = record.second.as<int>();
    } else {
      throw Wrong{lineOf(entry.first), "I do not know the key " + key};
    }
  }
  if (script.steps.empty()) throw Wrong{lineOf(root), "a journey has steps"};
  if (script.ends.empty()) throw Wrong{lineOf(root), "a journey says how it ends"};
  return script;
}

}  // namespace

Told<JourneyScript> loadJourney(const std::string& file) {
  try {
    JourneyScript script = readScript(YAML::LoadFile(file));
    script.file = file;
    return script;
  } catch (const Wrong& fault) {
    return wrong(file + ":" + std::to_string(fault.line) + ": " + fault.what);
  } catch (const YAML::BadFile&) {
    return wrong(file + ":1: this file cannot be opened");
  } catch (const YAML::Exception& fault) {
    return wrong(file + ":" + std::to_string(fault.mark.line + 1) + ": " + fault.msg);
  }
}

}  // namespace doorstep::app
