#include "qml/audit/page_audit.h"

#include <QAccessible>
#include <QFontMetricsF>
#include <QHash>
#include <QImage>
#include <QQuickWindow>
#include <algorithm>
#include <cmath>

#include "qml/audit/page_scene.h"

namespace doorstep::qml {
namespace {

constexpr double kTargetMm = 15;
constexpr double kGapMm = 3;
constexpr double kLetterMm = 4.8;
constexpr double kLargeLetterMm = 7.3;
constexpr double kSlackMm = 0.2;  // sizes are rounded to whole pixels

QString millimetres(double px, double pxPerMm) {
  return QString::number(px / pxPerMm, 'f', 1) + " mm";
}

void checkTargets(const PageScene& scene, const AuditOptions& options, QStringList& faults) {
  for (const Shown& target : scene.targets) {
    const auto* interface = QAccessible::queryAccessibleInterface(target.item);
    if (interface->text(QAccessible::Name).trimmed().isEmpty()) {
      faults << describe(*target.item) + " has no accessible name";
    }
    const double least = (kTargetMm - kSlackMm) * options.pxPerMm;
    if (target.box.width() < least || target.box.height() < least) {
      faults << describe(*target.item) + " measures only " +
                    millimetres(target.box.width(), options.pxPerMm) + " x " +
                    millimetres(target.box.height(), options.pxPerMm);
    }
  }
  for (const Shown& stray : scene.strays) {
    faults << describe(*stray.item) + " takes touches but is no accessible control";
  }
}

void checkGaps(const PageScene& scene, const AuditOptions& options, QStringList& faults) {
  for (auto a = scene.targets.begin(); a != scene.targets.end(); ++a) {
    for (auto b = std::next(a); b != scene.targets.end(); ++b) {
      if (a->item->isAncestorOf(b->item)) continue;
      const double across =
          std::max(a->visible.left(), b->visible.left()) - std::min(a->visible.right(), b->visible.right());
      const double down =
          std::max(a->visible.top(), b->visible.top()) - std::min(a->visible.bottom(), b->visible.bottom());
      const double gap = std::max(across, down);
      if (gap < (kGapMm - kSlackMm) * options.pxPerMm) {
        faults << describe(*a->item) + " and " + describe(*b->item) + " are only " +
                      millimetres(gap, options.pxPerMm) + " apart";
      }
    }
  }
}

void checkLetters(const Shown& text, const AuditOptions& options, QStringList& faults) {
  const double capital =
      QFontMetricsF(text.item->property("font").value<QFont>()).capHeight() / options.pxPerMm;
  const double least = options.large ? kLargeLetterMm : kLetterMm;
  if (capital < least - 0.05) {
    faults << describe(*text.item) + " has letters of " + QString::number(capital, 'f', 1) + " mm";
  }
}

void checkFits(const Shown& text, const QRectF& page, QStringList& faults) {
  const QQuickItem& item = *text.item;
  if (item.property("truncated").toBool()) faults << describe(item) + " is elided";
  if (text.box.width() > item.width() + 1.5 || text.box.height() > item.height() + 1.5) {
    faults << describe(item) + " does not fit its frame";
  }
  const double cutAcross = text.box.width() - text.visible.width();
  const double cutDown = text.box.height() - text.visible.height();
  if (cutAcross > 1.5 || (cutDown > 1.5 && !text.scrolls)) faults << describe(item) + " is cut off";
  if (!text.scrolls && !page.adjusted(-1, -1, 1, 1).contains(text.box)) {
    faults << describe(item) + " lies outside the page";
  }
}

void checkOverlaps(const PageScene& scene, QStringList& faults) {
  for (auto a = scene.texts.begin(); a != scene.texts.end(); ++a) {
    for (auto b = std::next(a); b != scene.texts.end(); ++b) {
      const QRectF common = a->visible.intersected(b->visible);
      if (common.width() > 2 && common.height() > 2) {
        faults << describe(*a->item) + " overlaps " + describe(*b->item);
      }
    }
  }
}

// WCAG 2.2, relative luminance.
double luminance(QRgb colour) {
  const auto channel = [](int value) {
    const double c = value / 255.0;
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(qRed(colour)) + 0.7152 * channel(qGreen(colour)) + 0.0722 * channel(qBlue(colour));
}

double contrast(QRgb a, QRgb b) {
  const auto [dark, light] = std::minmax(luminance(a), luminance(b));
  return (light + 0.05) / (dark + 0.05);
}

// The ground is the colour most pixels behind and between the letters have.
QRgb groundOf(const QImage& picture, const QRect& part) {
  QHash<QRgb, int> count;
  for (int y = part.top(); y <= part.bottom(); ++y) {
    const auto* line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
    for (int x = part.left(); x <= part.right(); ++x) ++count[line[x] | 0xFF000000];
  }
  const auto most = std::max_element(count.begin(), count.end());
  return most == count.end() ? 0xFFFFFFFF : most.key();
}

void checkContrast(const PageScene& scene, const QImage& picture, double scale, bool high,
                   QStringList& faults) {
  const double least = high ? 7 : 4.5;
  for (const Shown& text : scene.texts) {
    const QRectF seen(text.visible.topLeft() * scale, text.visible.size() * scale);
    const QRect part = seen.toAlignedRect().intersected(picture.rect());
    if (part.isEmpty()) continue;
    const double ratio =
        contrast(text.item->property("color").value<QColor>().rgb(), groundOf(picture, part));
    if (ratio < least) {
      faults << describe(*text.item) + " has a contrast of only " + QString::number(ratio, 'f', 1) + ":1";
    }
  }
}

}  // namespace

QStringList auditPage(QQuickItem* root, const AuditOptions& options) {
  QStringList faults;
  const PageScene scene = lookAt(*root);
  const QRectF page = root->mapRectToScene(QRectF(0, 0, root->width(), root->height()));
  checkTargets(scene, options, faults);
  checkGaps(scene, options, faults);
  for (const Shown& text : scene.texts) {
    checkLetters(text, options, faults);
    checkFits(text, page, faults);
  }
  checkOverlaps(scene, faults);
  const QImage picture = root->window()->grabWindow().convertToFormat(QImage::Format_RGB32);
  const double scale = picture.width() / std::max(1.0, static_cast<double>(root->window()->width()));
  checkContrast(scene, picture, scale, options.highContrast, faults);
  return faults;
}

}  // namespace doorstep::qml
