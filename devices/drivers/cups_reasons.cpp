#include "devices/drivers/cups_reasons.h"

#include <algorithm>
#include <array>

namespace doorstep::devices {
namespace {

std::string_view base(std::string_view reason) {
  for (const std::string_view suffix : {"-report", "-warning", "-error"})
    if (reason.ends_with(suffix)) return reason.substr(0, reason.size() - suffix.size());
  return reason;
}

bool mild(std::string_view reason) {
  return reason.ends_with("-report") || reason.ends_with("-warning");
}

bool any(const Reasons& reasons, std::initializer_list<std::string_view> words) {
  return std::any_of(reasons.begin(), reasons.end(), [&](const std::string& reason) {
    return std::find(words.begin(), words.end(), base(reason)) != words.end();
  });
}

bool noPaper(const Reasons& reasons) {
  return any(reasons, {"media-empty", "media-needed"});
}

// Whether toner is used up: for the printer that warns nearly, for the one that stops altogether.
bool noToner(const Reasons& reasons, bool warned) {
  return std::any_of(reasons.begin(), reasons.end(), [&](const std::string& reason) {
    static constexpr std::array<std::string_view, 3> kWords{"toner-empty", "marker-supply-empty",
                                                            "developer-empty"};
    return mild(reason) == warned && std::find(kWords.begin(), kWords.end(), base(reason)) != kWords.end();
  });
}

}  // namespace

std::optional<Problem> obstacleIn(const Reasons& reasons) {
  if (any(reasons, {"media-jam"})) return Problem{"document-printer.jam", listed(reasons)};
  if (any(reasons,
          {"cover-open", "door-open", "interlock-open", "input-tray-missing", "output-tray-missing"}))
    return Problem{"document-printer.cover-open", listed(reasons)};
  if (noPaper(reasons)) return Problem{"document-printer.paper-out", listed(reasons)};
  if (noToner(reasons, false)) return Problem{"document-printer.toner-out", listed(reasons)};
  if (any(reasons, {"offline", "connecting-to-device", "timed-out", "shutdown"}))
    return Problem{"document-printer.offline", listed(reasons)};
  return std::nullopt;
}

Supplies suppliesIn(const Reasons& reasons) {
  if (noPaper(reasons) || noToner(reasons, false)) return Supplies::Out;
  if (noToner(reasons, true)) return Supplies::Low;
  const bool low = any(reasons, {"media-low", "toner-low", "marker-supply-low", "developer-low"});
  return low ? Supplies::Low : Supplies::Ok;
}

std::string listed(const Reasons& reasons) {
  std::string text;
  for (const std::string& reason : reasons) text += (text.empty() ? "" : ", ") + reason;
  return text;
}

}  // namespace doorstep::devices
