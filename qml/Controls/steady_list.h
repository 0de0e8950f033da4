#pragma once

#include <QAbstractListModel>
#include <QVariantList>

#include <QtQml/qqmlregistration.h>

namespace doorstep::qml {

// A list for a Repeater that changes in place. A plain list as a model makes every delegate anew whenever one
// word in it changes, as on a change of language: what a finger is on at that moment would be gone, and
// Qt 6.4's layouts fall over items that vanish while they are being laid out.
class SteadyList : public QAbstractListModel {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QVariantList values READ values WRITE setValues NOTIFY valuesChanged)

 public:
  using QAbstractListModel::QAbstractListModel;

  const QVariantList& values() const { return values_; }
  void setValues(const QVariantList& values);

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

 signals:
  void valuesChanged();

 private:
  QVariantList values_;
};

}  // namespace doorstep::qml
