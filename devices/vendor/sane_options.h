#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <sane/sane.h>

// A scanner's settings, as SANE has them: each by name, with its type and what it may be. Not every scanner
// has every one, and some change when another is set: they are looked up anew each time.
namespace doorstep::devices::vendor {

class SaneOptions {
 public:
  explicit SaneOptions(SANE_Handle handle) : handle_(handle) {}

  // Sets a number to the nearest it may be, or the next larger one where it must be one of a list.
  // False when there is no such option, or it cannot be set.
  bool setNumber(const char* name, double wanted) const;
  // Lengths of the scan area, mm; `dpi` for scanners that count in pixels.
  bool setLength(const char* name, double mm, int dpi) const;
  // Sets a text to the first choice that contains one of two words, whatever the case.
  bool setText(const char* name, std::string_view word, std::string_view orWord) const;
  // Nothing when there is no such option.
  std::optional<std::string> text(const char* name) const;

 private:
  struct Option;
  std::optional<Option> find(const char* name) const;

  const SANE_Handle handle_;
};

bool containsWord(std::string text, std::string_view word);  // whatever the case; `word` in small letters

}  // namespace doorstep::devices::vendor
