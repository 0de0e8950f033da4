#include "devices/vendor/sane_options.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace doorstep::devices::vendor {

struct SaneOptions::Option {
  SANE_Int number;
  const SANE_Option_Descriptor* form;

  double valueOf(SANE_Word word) const { return form->type == SANE_TYPE_FIXED ? SANE_UNFIX(word) : word; }
  SANE_Word wordOf(double value) const {
    return form->type == SANE_TYPE_FIXED ? SANE_FIX(value) : static_cast<SANE_Word>(std::lround(value));
  }
  // SANE takes any text that fits into `size` bytes.
  std::vector<char> room() const {
    return std::vector<char>(static_cast<std::size_t>(std::max(form->size, 1)) + 1);
  }
};

std::optional<SaneOptions::Option> SaneOptions::find(const char* name) const {
  for (SANE_Int i = 1; const auto* form = sane_get_option_descriptor(handle_, i); ++i)
    if (form->name != nullptr && std::strcmp(form->name, name) == 0 && SANE_OPTION_IS_ACTIVE(form->cap))
      return Option{i, form};
  return std::nullopt;
}

bool SaneOptions::setNumber(const char* name, double wanted) const {
  const auto option = find(name);
  if (!option || (option->form->type != SANE_TYPE_INT && option->form->type != SANE_TYPE_FIXED)) return false;
  const auto& limits = option->form->constraint;
  double value = wanted;
  if (option->form->constraint_type == SANE_CONSTRAINT_RANGE) {
    value = std::clamp(wanted, option->valueOf(limits.range->min), option->valueOf(limits.range->max));
  } else if (option->form->constraint_type == SANE_CONSTRAINT_WORD_LIST) {
    std::vector<double> choices;  // the list's first word is its length
    for (SANE_Word i = 1; i <= limits.word_list[0]; ++i)
      choices.push_back(option->valueOf(limits.word_list[i]));
    if (choices.empty()) return false;
    std::sort(choices.begin(), choices.end());
    const auto enough = std::lower_bound(choices.begin(), choices.end(), wanted);
    value = enough == choices.end() ? choices.back() : *enough;
  }
  SANE_Word word = option->wordOf(value);
  return sane_control_option(handle_, option->number, SANE_ACTION_SET_VALUE, &word, nullptr) ==
         SANE_STATUS_GOOD;
}

bool SaneOptions::setLength(const char* name, double mm, int dpi) const {
  constexpr double kInch = 25.4;  // mm
  const auto option = find(name);
  return option && setNumber(name, option->form->unit == SANE_UNIT_PIXEL ? mm / kInch * dpi : mm);
}

bool SaneOptions::setText(const char* name, std::string_view word, std::string_view orWord) const {
  const auto option = find(name);
  if (!option || option->form->constraint_type != SANE_CONSTRAINT_STRING_LIST) return false;
  for (auto choice = option->form->constraint.string_list; *choice != nullptr; ++choice) {
    if (!containsWord(*choice, word) && !containsWord(*choice, orWord)) continue;
    auto value = option->room();
    std::strncpy(value.data(), *choice, value.size() - 1);
    return sane_control_option(handle_, option->number, SANE_ACTION_SET_VALUE, value.data(), nullptr) ==
           SANE_STATUS_GOOD;
  }
  return false;
}

std::optional<std::string> SaneOptions::text(const char* name) const {
  const auto option = find(name);
  if (!option || option->form->type != SANE_TYPE_STRING) return std::nullopt;
  auto value = option->room();
  if (sane_control_option(handle_, option->number, SANE_ACTION_GET_VALUE, value.data(), nullptr) !=
      SANE_STATUS_GOOD)
    return std::nullopt;
  return std::string(value.data());
}

bool containsWord(std::string text, std::string_view word) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return text.find(word) != std::string::npos;
}

}  // namespace doorstep::devices::vendor
