#pragma once

#include <QStringList>

class QQuickItem;

namespace doorstep::qml {

struct AuditOptions {
  double pxPerMm = 1080.0 / 336;
  double mountMm = 0;         // the page's lower edge above the floor; 0: not known, heights are not judged
  bool large = false;         // large type is on
  bool highContrast = false;  // the high-contrast theme is on
};

// Judges the page below `root` (usually the window's content item) as it is drawn: one sentence per fault.
// What scrolls is paged down to its end, each position is judged, and the first is put back.
//   targets   have a name, measure 15 mm both ways, stand 3 mm apart (product rule; WCAG 2.5.8 asks for
//   less);
//             their edge or fill stands out by 3:1 (WCAG 1.4.11); they are between 380 and 1220 mm above the
//             floor in one of the positions at least (EN 301 549 8.3.3.1, 36 CFR 1194 App. C 407.8)
//   QR codes  have modules of 0.5 mm: a phone at arm's length reads them
//   scrolling is done by a button too
//   letters   capitals of 4.8 mm (36 CFR 1194 App. C 402.4), 7.3 mm in large type (EN 301 549 5.1.4 at 600
//   mm) text      is not elided, cut, outside its frame or over another text contrast  4.5:1 (WCAG 1.4.3),
//   7:1 in the high-contrast theme (WCAG 1.4.6), measured on a grabbed picture
// The item must be in a window that has been rendered.
QStringList auditPage(QQuickItem* root, const AuditOptions& options);
inline QStringList auditPage(QQuickItem* root, double mmPerPx) {
  return auditPage(root, AuditOptions{1 / mmPerPx});
}

}  // namespace doorstep::qml
