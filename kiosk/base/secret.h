#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace doorstep {

// Text or bytes about a person, or a key. It prints as a mask, is wiped when it dies, is never converted to a
// plain string by accident: whoever needs the content calls reveal() and answers for the copy.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string_view text);
  explicit Secret(const std::vector<std::byte>& bytes);
  Secret(const Secret& other);
  Secret(Secret&& other) noexcept;
  Secret& operator=(const Secret& other);
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  std::string_view reveal() const;
  bool empty() const { return bytes_.empty(); }
  std::size_t size() const { return bytes_.size(); }
  void wipe();

  friend bool operator==(const Secret& a, const Secret& b) { return a.reveal() == b.reveal(); }

 private:
  std::vector<char> bytes_;
};

// Prints "***", whatever the content, so that a log line cannot leak it.
std::ostream& operator<<(std::ostream& out, const Secret& secret);

// What a screen or a slip may show. ID number: first 6 and last 4 characters (interface.md requirement:
// middle masked); name: the first character stays, the others become *; phone: first 3 and last 4 digits.
std::string maskedIdNumber(const Secret& number);
std::string maskedName(const Secret& name);
std::string maskedPhone(const Secret& phone);

// GB 11643-1999 / ISO 7064 MOD 11-2: 17 digits and the check character (0-9 or X). Foreign permanent
// residents' 18-digit numbers (first digit 9, 2023 card) follow the same rule.
bool validIdNumber(std::string_view number);

}  // namespace doorstep
