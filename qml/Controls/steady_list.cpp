#include "qml/Controls/steady_list.h"

namespace doorstep::qml {

void SteadyList::setValues(const QVariantList& values) {
  const int had = static_cast<int>(values_.size());
  const int has = static_cast<int>(values.size());
  for (int row = 0; row < std::min(had, has); ++row) {
    if (values_[row] == values[row]) continue;
    values_[row] = values[row];
    emit dataChanged(index(row), index(row));
  }
  if (has < had) {
    beginRemoveRows({}, has, had - 1);
    values_.resize(has);
    endRemoveRows();
  } else if (has > had) {
    beginInsertRows({}, had, has - 1);
    values_ = values;
    endInsertRows();
  }
  emit valuesChanged();
}

int SteadyList::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(values_.size());
}

QVariant SteadyList::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= values_.size() || role != Qt::UserRole) return {};
  return values_[index.row()];
}

QHash<int, QByteArray> SteadyList::roleNames() const {
  return {{Qt::UserRole, "modelData"}};
}

}  // namespace doorstep::qml
