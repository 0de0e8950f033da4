#include "devices/wire/marker_lines.h"

#include <algorithm>

namespace doorstep::devices::wire {
namespace {

bool printable(char letter) {
  return letter >= 0x20 && letter < 0x7F;
}

bool awaitsReady(const MarkerStep& step) {
  return step.awaits == MarkerStep::Awaits::Ready;
}

bool namesCode(const std::string& text) {
  const auto names = namesIn(text);
  return names && std::find(names->begin(), names->end(), "code") != names->end();
}

}  // namespace

std::string faultInText(const MarkerProfile& profile, const std::string& text) {
  if (text.empty()) return "is empty";
  if (text.size() > profile.longest)
    return "has " + std::to_string(text.size()) + " characters, the machine takes " +
           std::to_string(profile.longest);
  for (const char letter : text)
    if (!printable(letter) || profile.allowed.find(letter) == std::string::npos)
      return "holds a character the machine does not engrave";
  return {};
}

std::optional<Bytes> markerCommand(const MarkerProfile& profile, const std::string& send,
                                   const LineFields& fields) {
  const auto body = filled(send, fields);
  if (!body) return std::nullopt;
  return framed(profile.talk.command, *body);
}

std::optional<MarkerSays> markerSays(const MarkerProfile& profile, const LineAnswer& answer,
                                     const LineFields& fields) {
  if (!answer.sound) return std::nullopt;
  for (const MarkerAnswer& known : profile.answers) {
    // A pattern with a field that was not given fits nothing: asked without a text, nobody can have marked
    // it.
    const auto pattern = filledPattern(known.pattern, fields);
    if (pattern && matches(*pattern, answer.body)) return known.says;
  }
  return std::nullopt;
}

std::string faultIn(const MarkerProfile& profile) {
  const auto start = std::find_if(profile.steps.begin(), profile.steps.end(),
                                  [](const MarkerStep& step) { return step.startsMarking; });
  const auto end = profile.steps.end();
  if (start == end) return "no step starts the marking";
  if (std::any_of(start + 1, end, [](const MarkerStep& step) { return step.startsMarking; }))
    return "two steps start the marking";
  if (std::any_of(start, end, [](const MarkerStep& step) { return step.tries > 1; }))
    return "a step that may have marked already must not be tried again";
  if (profile.steps.back().awaits == MarkerStep::Awaits::Nothing)
    return "the last step awaits nothing, so that nobody knows whether the text was engraved";
  if (profile.status.empty() && std::any_of(profile.steps.begin(), end, awaitsReady))
    return "a step awaits \"ready\", and there is no status question to ask";
  if (std::any_of(start, end, awaitsReady) && std::none_of(profile.steps.begin(), start, awaitsReady))
    return "no step before the marking awaits \"ready\": other work could be taken for this one";
  if (std::none_of(profile.steps.begin(), start + 1, [](const auto& step) { return namesCode(step.send); }))
    return "no step up to the marking sends {code}";
  for (const MarkerAnswer& answer : profile.answers)
    if (answer.says == MarkerSays::Marked && !namesCode(answer.pattern))
      return "an answer that says \"marked\" must name {code}: the last piece could be taken for this one";
  return {};
}

}  // namespace doorstep::devices::wire
