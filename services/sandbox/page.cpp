#include "services/sandbox/page.h"

namespace doorstep::sandbox {
namespace {

constexpr std::string_view kStyle = R"(
  body { font: 16px/1.5 "Noto Sans CJK SC", sans-serif; color: #1b2430; background: #f5f6f8; margin: 0 auto;
         max-width: 76rem; padding: 1.5rem; }
  h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
  p { margin: .25rem 0; color: #4a5563; }
  table { border-collapse: collapse; width: 100%; background: #fff; border: 1px solid #dde1e7; }
  th, td { text-align: left; padding: .4rem .75rem; border-bottom: 1px solid #eceff3; vertical-align: top; }
  th { font-weight: 600; color: #4a5563; }
  button { font: inherit; padding: .6rem 1.5rem; border: 0; border-radius: .4rem; background: #14532d; color: #fff; }
)";

}  // namespace

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

http::Response htmlPage(std::string_view title, std::string_view body, int refreshSeconds) {
  std::string html = "<!doctype html><html lang=\"zh\"><head><meta charset=\"utf-8\">";
  html += "<meta name=\"viewport\" content=\"width=device-width\">";
  if (refreshSeconds > 0)
    html += "<meta http-equiv=\"refresh\" content=\"" + std::to_string(refreshSeconds) + "\">";
  html += "<title>" + escaped(title) + "</title><style>" + std::string(kStyle) + "</style></head><body>";
  html += "<h1>" + escaped(title) + "</h1>" + std::string(body) + "</body></html>";
  return {.body = html, .contentType = "text/html; charset=utf-8"};
}

Table::Table(std::initializer_list<std::string_view> heads) {
  for (const std::string_view head : heads) head_ += "<th>" + escaped(head) + "</th>";
}

void Table::row(const std::vector<std::string>& cells) {
  rows_ += "<tr>";
  for (const std::string& cell : cells) rows_ += "<td>" + escaped(cell) + "</td>";
  rows_ += "</tr>";
}

std::string Table::html() const {
  if (rows_.empty()) return "<p>还没有记录 / nothing yet</p>";
  return "<table><thead><tr>" + head_ + "</tr></thead><tbody>" + rows_ + "</tbody></table>";
}

}  // namespace doorstep::sandbox
