#pragma once

#include <string>
#include <utility>
#include <vector>

#include "devices/printer.h"
#include "kiosk/cases/citizen.h"
#include "kiosk/cases/open_case.h"
#include "kiosk/desk/readiness.h"

// What comes out of the printers. Chinese first; English lines stand below when the person chose English.
// About the person only what is masked.
namespace doorstep::kiosk {

struct Tools;

// 一次性告知书: everything that is missing at once, with reason, what to do, where, and the law
// (administrative licensing law, Art. 32).
devices::PrintDocument noticeSlip(const Tools& tools, const Citizen& citizen, const OpenCase& open);
// The same, short enough for a QR code that a phone reads.
std::string noticeText(const Procedure& procedure, const std::vector<Finding>& findings, Language language);

// 申请表: the application as it was confirmed, with what was signed on the screen below it. Only after that.
devices::PrintDocument signedApplication(const Tools& tools, const Citizen& citizen, const OpenCase& open,
                                         const std::string& applicationNumber);

// What a receipt says, on the screen and on paper.
struct ReceiptLine {
  Localized label, value;
};
std::vector<ReceiptLine> receiptLines(const Tools& tools, const services::Application& application,
                                      const services::Receipt* receipt);
// 受理凭证. Without the platform's receipt it holds what the kiosk itself knows.
devices::PrintDocument receiptSlip(const Tools& tools, const services::Application& application,
                                   const services::Receipt* receipt);

// 设备就绪报告, for the member of staff who asked for it.
devices::PrintDocument readinessSlip(const Tools& tools, const Readiness& readiness,
                                     const std::string& staff);

}  // namespace doorstep::kiosk
