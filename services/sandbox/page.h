#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "services/http/message.h"

// Plain HTML, made of text that is escaped where it enters.
namespace doorstep::sandbox {

std::string escaped(std::string_view text);

// `refreshSeconds` 0: the page stays as it is.
http::Response htmlPage(std::string_view title, std::string_view body, int refreshSeconds = 0);

class Table {
 public:
  explicit Table(std::initializer_list<std::string_view> heads);
  void row(const std::vector<std::string>& cells);
  std::string html() const;  // a line saying so when there are no rows

 private:
  std::string head_;
  std::string rows_;
};

}  // namespace doorstep::sandbox
