#pragma once

#include <sstream>
#include <string>
#include <string_view>

namespace doorstep {

enum class LogLevel { Debug, Info, Warning, Error };

// One line to stderr (the journal of the service manager keeps it): time, level, area, text.
// Control characters are escaped. Personal data cannot get here by accident: Secret prints as "***".
void writeLog(LogLevel level, std::string_view area, std::string_view text);
void setLogLevel(LogLevel lowest);

// `logInfo("printer", "paper low, ", count, " slips left");`
template <class... Parts>
void logInfo(std::string_view area, const Parts&... parts) {
  std::ostringstream text;
  (text << ... << parts);
  writeLog(LogLevel::Info, area, text.str());
}
template <class... Parts>
void logWarning(std::string_view area, const Parts&... parts) {
  std::ostringstream text;
  (text << ... << parts);
  writeLog(LogLevel::Warning, area, text.str());
}
template <class... Parts>
void logError(std::string_view area, const Parts&... parts) {
  std::ostringstream text;
  (text << ... << parts);
  writeLog(LogLevel::Error, area, text.str());
}

}  // namespace doorstep
