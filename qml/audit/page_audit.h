#pragma once

#include <QStringList>

class QQuickItem;

namespace doorstep::qml {

struct AuditOptions {
  double pxPerMm = 1080.0 / 336;
  bool large = false;         // large type is on
  bool highContrast = false;  // the high-contrast theme is on
};

// Judges the page below `root` (usually the window's content item) as it is drawn now: one sentence per
// fault.
//   targets   have a name, measure 15 mm both ways, stand 3 mm apart (product rule; WCAG 2.5.8 asks for less)
//   letters   capitals of 4.8 mm (36 CFR 1194 App. C 402.4), 7.3 mm in large type (EN 301 549 5.1.4 at 600
//   mm) text      is not elided, cut, outside its frame or over another text contrast  4.5:1 (WCAG 1.4.3),
//   7:1 in the high-contrast theme (WCAG 1.4.6), measured on a grabbed picture
// The item must be in a window that has been rendered.
QStringList auditPage(QQuickItem* root, const AuditOptions& options);
inline QStringList auditPage(QQuickItem* root, double mmPerPx) {
  return auditPage(root, AuditOptions{1 / mmPerPx});
}

}  // namespace doorstep::qml
