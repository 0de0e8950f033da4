#pragma once

#include <QImage>
#include <vector>

#include "kiosk/cases/citizen.h"
#include "kiosk/cases/step.h"

namespace doorstep::kiosk {

// What is due for this person, what is under way, what else can be done. Fetches the records it needs.
class HomeStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  Q_PROPERTY(QString greeting READ greeting NOTIFY changed)
  // the picture on the chip of the ID card; empty where the reader has no decoder for it
  Q_PROPERTY(QImage portrait READ portrait NOTIFY changed)
  // [{label, value}]: the person's licence, or nothing when it is not known
  Q_PROPERTY(QVariantList licence READ licence NOTIFY changed)
  // [{id, text, verb, available, reason}]
  Q_PROPERTY(QVariantList due READ due NOTIFY changed)
  // [{id, title, summary, available, reason}]
  Q_PROPERTY(QVariantList offers READ offers NOTIFY changed)
  // [{number, title, stateText, promiseText}]
  Q_PROPERTY(QVariantList cases READ cases NOTIFY changed)
  Q_PROPERTY(QString notice READ notice NOTIFY changed)

 public:
  HomeStep(const Tools& tools, std::shared_ptr<Citizen> citizen);

  QString title() const override;
  QString helpText() const override;
  QString primaryText() const override;
  QString greeting() const;
  QImage portrait() const { return portrait_; }
  QVariantList licence() const;
  QVariantList due() const;
  QVariantList offers() const;
  QVariantList cases() const;
  QString notice() const;
  bool scanned(const Secret& text) override;  // the code on a slip of theirs opens that case

  Q_INVOKABLE void choose(const QString& id);
  Q_INVOKABLE void openCase(const QString& number);

 signals:
  void procedureChosen(const QString& id);
  void caseChosen(const QString& number);  // an application's number, or the id of a case that waits here

 private:
  void onStart() override;
  void onProceed() override;
  // T is what the platform answers; nothing inside an optional means that it has none.
  template <class T>
  struct Unwrapped {
    using type = T;
  };
  template <class T>
  struct Unwrapped<std::optional<T>> {
    using type = T;
  };
  template <class T>
  Done<T> fill(Known<typename Unwrapped<T>::type>& known);
  void fetched(std::optional<Problem> problem);
  void errandMoved(const QString& caseId);
  bool underWay(const std::string& procedureId) const;

  const std::shared_ptr<Citizen> citizen_;
  const QImage portrait_;
  int awaited_ = 0;  // answers
  std::optional<Problem> missing_;
};

}  // namespace doorstep::kiosk
