#include "qml/audit/page_audit.h"

#include <QAccessible>
#include <QFontMetricsF>
#include <QHash>
#include <QImage>
#include <QQuickWindow>
#include <algorithm>
#include <cmath>
#include <set>

#include "qml/audit/page_scene.h"

namespace doorstep::qml {
namespace {

constexpr double kTargetMm = 15;
constexpr double kGapMm = 3;
constexpr double kLetterMm = 4.8;
constexpr double kLargeLetterMm = 7.3;
constexpr double kModuleMm = 0.5;
constexpr double kEdgeContrast = 3;
constexpr double kLowestMm = 380;
constexpr double kHighestMm = 1220;
constexpr double kPagerRowMm = 24;  // what a page of a scroll area repeats of the one before
constexpr double kSlackMm = 0.2;    // sizes are rounded to whole pixels

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

void checkCodes(const PageScene& scene, const AuditOptions& options, QStringList& faults) {
  for (const Shown& code : scene.codes) {
    const double module = code.item->property("modulePx").toDouble() / options.pxPerMm;
    if (module < kModuleMm)
      faults << describe(*code.item) + " has modules of " + QString::number(module, 'f', 2) + " mm";
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
  const auto [dark, light] =
      std::minmax({luminance(a), luminance(b)});  // of values: a pair of references would dangle
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

// The rectangle that makes a control look like one: its own size, inside it.
QQuickItem* faceOf(QQuickItem& item, const QRectF& box) {
  for (QQuickItem* child : item.childItems()) {
    if (!child->isVisible()) continue;
    const QRectF own = child->mapRectToScene(QRectF(0, 0, child->width(), child->height()));
    const bool same = std::abs(own.width() - box.width()) < 2 && std::abs(own.height() - box.height()) < 2;
    if (same && child->inherits("QQuickRectangle")) return child;
    if (same)
      if (QQuickItem* found = faceOf(*child, box)) return found;
  }
  return nullptr;
}

// WCAG 1.4.11: the edge or the fill of a control stands out from what is around it.
void checkEdges(const PageScene& scene, const QImage& picture, double scale, const AuditOptions& options,
                QStringList& faults) {
  for (const Shown& target : scene.targets) {
    const QQuickItem* face =
        target.item->inherits("QQuickRectangle") ? target.item : faceOf(*target.item, target.box);
    if (!face || !target.item->isEnabled()) continue;
    // Across the edges, from the ground a millimetre outside to what is two millimetres inside.
    for (const int side : {-1, 1}) {
      const double edge = side < 0 ? target.box.left() : target.box.right();
      const auto at = [&](double outwards) {
        return QPoint(static_cast<int>((edge + side * outwards) * scale),
                      static_cast<int>(target.visible.center().y() * scale));
      };
      if (!picture.rect().contains(at(options.pxPerMm))) continue;
      const QRgb ground = picture.pixel(at(options.pxPerMm));
      double best = 1;
      const int halfPixels = static_cast<int>(4 * options.pxPerMm);
      for (int inwards = 0; inwards <= halfPixels; ++inwards)
        best = std::max(best, contrast(picture.pixel(at(-0.5 * inwards)), ground));
      if (best >= kEdgeContrast) continue;
      faults << describe(*target.item) + " stands out by only " + QString::number(best, 'f', 1) + ":1";
      break;
    }
  }
}

bool within(QQuickItem* item, const QQuickItem& ancestor) {
  while (item && item != &ancestor) item = item->parentItem();
  return item != nullptr;
}

// Without a button nobody who cannot drag sees the rest.
void checkPager(const PageScene& scene, QQuickItem& area, QStringList& faults) {
  const bool pages = std::any_of(scene.targets.begin(), scene.targets.end(), [&](const Shown& target) {
    return target.item->isEnabled() && !within(target.item, area) && area.parentItem() &&
           within(target.item, *area.parentItem());
  });
  if (!pages) faults << describe(area) + " scrolls, but no button does it";
}

// Which targets can be pressed, and which of them have stood within reach.
class Reach {
 public:
  explicit Reach(const AuditOptions& options) : options_(options) {}
  void look(const PageScene& scene, const QRectF& page) {
    if (options_.mountMm <= 0) return;
    const double slack = kSlackMm * options_.pxPerMm;
    const double top = page.bottom() - (kHighestMm - options_.mountMm) * options_.pxPerMm - slack;
    const double bottom = page.bottom() - (kLowestMm - options_.mountMm) * options_.pxPerMm + slack;
    for (const Shown& target : scene.targets) {
      if (!target.item->isEnabled()) continue;
      const double height = (page.bottom() - target.visible.top()) / options_.pxPerMm + options_.mountMm;
      const bool whole = target.visible.height() >= (kTargetMm - kSlackMm) * options_.pxPerMm;
      const bool reached = whole && target.visible.top() >= top && target.visible.bottom() <= bottom;
      seen_.insert(target.item);
      if (reached)
        reached_.insert(target.item);
      else
        words_[target.item] = describe(*target.item) + " is " + QString::number(height, 'f', 0) +
                              " mm above the floor: out of reach";
    }
  }
  void tell(QStringList& faults) const {
    for (QQuickItem* item : seen_)
      if (!reached_.contains(item)) faults << words_[item];
  }

 private:
  const AuditOptions& options_;
  std::set<QQuickItem*> seen_, reached_;
  QHash<QQuickItem*, QString> words_;
};

// What is drawn now, without scrolling.
PageScene auditPosition(QQuickItem& root, const AuditOptions& options, QStringList& faults) {
  // Drawn first: polishing lays out what scrolling and switching have moved.
  const QImage picture = root.window()->grabWindow().convertToFormat(QImage::Format_RGB32);
  PageScene scene = lookAt(root);
  const QRectF page = root.mapRectToScene(QRectF(0, 0, root.width(), root.height()));
  checkTargets(scene, options, faults);
  checkGaps(scene, options, faults);
  for (const Shown& text : scene.texts) {
    checkLetters(text, options, faults);
    checkFits(text, page, faults);
  }
  checkOverlaps(scene, faults);
  checkCodes(scene, options, faults);
  const double scale = picture.width() / std::max(1.0, static_cast<double>(root.window()->width()));
  checkContrast(scene, picture, scale, options.highContrast, faults);
  checkEdges(scene, picture, scale, options, faults);
  return scene;
}

}  // namespace

QStringList auditPage(QQuickItem* root, const AuditOptions& options) {
  QStringList faults;
  Reach reach(options);
  const QRectF page = root->mapRectToScene(QRectF(0, 0, root->width(), root->height()));
  const PageScene first = auditPosition(*root, options, faults);
  reach.look(first, page);
  for (QQuickItem* area : first.scrollAreas) {
    const double origin = area->property("contentY").toDouble();
    checkPager(first, *area, faults);
    const double end = area->property("contentHeight").toDouble() - area->height();
    const double step = std::max(area->height() / 2, area->height() - kPagerRowMm * options.pxPerMm);
    for (double y = origin; y < end - 0.5;) {
      y = std::min(y + step, end);
      area->setProperty("contentY", y);
      reach.look(auditPosition(*root, options, faults), page);
    }
    area->setProperty("contentY", origin);
    root->window()->grabWindow();
  }
  reach.tell(faults);
  faults.removeDuplicates();
  return faults;
}

}  // namespace doorstep::qml
