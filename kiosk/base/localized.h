#pragma once

#include <string>

namespace doorstep {

enum class Language { Chinese, English };

// A text from config/, in both languages. The checker refuses an empty one.
struct Localized {
  std::string zh;
  std::string en;

  const std::string& in(Language language) const { return language == Language::Chinese ? zh : en; }
  friend bool operator==(const Localized&, const Localized&) = default;
};

}  // namespace doorstep
