#include "kiosk/app/demo_badges.h"

#include <QUuid>
#include <map>

#include "kiosk/base/date.h"
#include "services/signing/request_signature.h"

namespace doorstep::app {

Told<std::string> DemoBadges::fresh(const std::string& role) const {
  static const std::map<std::string, std::string> kNumbers{{"guide", "021"}, {"administrator", "007"}};
  const auto number = kNumbers.find(role);
  if (number == kNumbers.end()) return wrong("nobody of the staff is a \"" + role + "\"");
  const auto hub = services::RequestSigner::load(hubKeyFile_);
  if (!hub) return wrong(hub.error().detail);
  const auto now = std::chrono::system_clock::now();
  const Date today = todayInChina(now);
  const std::string text = "doorstep-badge/1|" + station_ + "|" + number->second + "|" + role + "|" +
                           isoDate(today) + "|" + isoDate(today) + "|" + isoMoment(now) + "|" +
                           QUuid::createUuid().toString(QUuid::Id128).toStdString();
  const auto signature = hub->signText(text);
  if (!signature) return wrong(signature.error().detail);
  return text + "|" + *signature;
}

Told<void> showBadge(Hall& hall, const DemoBadges& badges, const std::string& role) {
  const auto code = badges.fresh(role);
  if (!code) return wrong(code.error());
  return hall.command("scanner", "scan " + *code);
}

}  // namespace doorstep::app
