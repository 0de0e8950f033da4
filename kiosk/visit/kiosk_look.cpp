// What the screen shows of the kiosk around the step: its properties and switches.
#include <QDateTime>
#include <QTimeZone>

#include "kiosk/cases/info_step.h"
#include "kiosk/cases/out_of_service_step.h"
#include "kiosk/cases/station_step.h"
#include "kiosk/cases/wording.h"
#include "kiosk/visit/kiosk.h"
#include "kiosk/visit/visit.h"

namespace doorstep::kiosk {
namespace {

constexpr int kChinaOffset = 8 * 3600;  // s east of UTC, all year

Localized clockTextOf(std::chrono::system_clock::time_point moment) {
  const auto stamp = std::chrono::duration_cast<std::chrono::milliseconds>(moment.time_since_epoch()).count();
  const auto time = QDateTime::fromMSecsSinceEpoch(stamp, QTimeZone(kChinaOffset));
  const QStringList weekdays{"一", "二", "三", "四", "五", "六", "日"};
  const auto zh = QString("%1月%2日 星期%3 %4")
                      .arg(time.date().month())
                      .arg(time.date().day())
                      .arg(weekdays.at(time.date().dayOfWeek() - 1), time.toString("HH:mm"));
  return {zh.toStdString(), QLocale::c().toString(time, "ddd d MMM HH:mm").toStdString()};
}

}  // namespace

void Kiosk::setEnglish(bool english) {
  if (english == this->english()) return;
  touched();
  tools_.language = english ? Language::English : Language::Chinese;
  emit lookChanged();
  emit progressChanged();
  emit step_->changed();
  refresh();
}

void Kiosk::setLargeText(bool large) {
  if (large == largeText_) return;
  touched();
  largeText_ = large;
  emit lookChanged();
}

void Kiosk::setHighContrast(bool high) {
  if (high == highContrast_) return;
  touched();
  highContrast_ = high;
  emit lookChanged();
}

QString Kiosk::stationName() const {
  return inLanguage(tools_.catalogue->station().name, tools_.language);
}

QString Kiosk::stationPhone() const {
  return QString::fromStdString(tools_.catalogue->station().phone);
}

QString Kiosk::clockText() const {
  return inLanguage(clockTextOf(tools_.now()), tools_.language);
}

bool Kiosk::canGoBack() const {
  if (visit_) return visit_->canGoBack();
  return qobject_cast<InfoStep*>(step_.get()) || qobject_cast<StationStep*>(step_.get());
}

QStringList Kiosk::progress() const {
  return visit_ ? visit_->progress() : QStringList();
}

int Kiosk::progressIndex() const {
  return visit_ ? visit_->progressIndex() : 0;
}

bool Kiosk::warning() const {
  return visit_ && !cardMissing_ && idle_.warning();
}

QString Kiosk::warningText() const {
  if (!visit_) return {};
  const auto standing = visit_->standing();
  if (standing == "completed")
    return inLanguage({"都办好了，请取走身份证和回执。", "All is done. Please take your card and receipt."},
                      tools_.language);
  if (standing == "parked")
    return inLanguage({"没办完的会留着，下次放上身份证接着办。",
                       "What is not finished is kept: put your card on the reader to go on next time."},
                      tools_.language);
  return inLanguage({"这次填的不会保存，下次要重新填。",
                     "What you entered will not be kept; you would have to start again."},
                    tools_.language);
}

int Kiosk::secondsLeft() const {
  return cardMissing_ ? cardSecondsLeft_ : warning() ? idle_.secondsLeft() : 0;
}

QString Kiosk::guideText() const {
  return inLanguage(guide_.text(tools_.catalogue->station()), tools_.language);
}

// A code is named whatever the page is at: who scanned it must not think the reader broken.
Localized Kiosk::scanNote() const {
  if (!badgeProblem_.empty()) return tools_.catalogue->problemText(badgeProblem_).citizen;
  if (!visit_ && !qobject_cast<OutOfServiceStep*>(step_.get()) && !qobject_cast<StationStep*>(step_.get()))
    return {
        "扫到了一个码。请先放上身份证，再扫回执上的码。",
        "A code was scanned. Please put your ID card on the reader first, then scan the code on your slip."};
  if (step_->state() == Step::Working)
    return {"扫到了一个码，现在正忙着。请等这一步办完，再扫一次。",
            "A code was scanned, but this step is still under way. Please wait for it, then scan again."};
  return {"扫到了一个码，这一页用不到它。", "A code was scanned, but this page has no use for it."};
}

// A problem that does not stop the step: a slip that did not come out, a platform that does not answer just
// now, a code that was scanned in vain.
QString Kiosk::banner() const {
  if (scanNoteSeconds_ > 0) return inLanguage(scanNote(), tools_.language);
  return step_->state() == Step::Ready ? step_->problemText() : QString();
}

}  // namespace doorstep::kiosk
