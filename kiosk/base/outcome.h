#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace doorstep {

// What went wrong. `code` stands in config/problems.yaml, which holds what the citizen reads, what staff do
// and whether to try again. `detail` is for staff and the log: it names the thing and the place, never a
// person.
struct Problem {
  std::string code;
  std::string detail;

  friend bool operator==(const Problem&, const Problem&) = default;
};

// A value, or the Problem that stands in its way.
template <class T>
using Outcome = tl::expected<T, Problem>;

// Receives the result of an asynchronous call exactly once. The declaration of the call says on which thread.
template <class T>
using Done = std::function<void(Outcome<T>)>;

// The one way to make a Problem: `return problem("id-card.removed", "during 30 01");`
// tests/checks/problems.py reads these calls: the code is a literal that config/problems.yaml registers.
inline tl::unexpected<Problem> problem(std::string_view code, std::string detail = {}) {
  return tl::unexpected<Problem>(Problem{std::string(code), std::move(detail)});
}

}  // namespace doorstep
