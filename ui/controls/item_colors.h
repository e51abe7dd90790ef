// SPDX-License-Identifier: GPL-3.0-or-later
//
// Lets the cells of a table keep their own text color in a selected row, where a style would paint
// all of them alike.
#pragma once

#include "ui/theme/theme.h"

#include <QStyledItemDelegate>

namespace emascope::ui {

class ItemColors final : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant own = index.data(Qt::ForegroundRole);
    option->palette.setColor(QPalette::HighlightedText,
                             own.isValid() ? own.value<QColor>() : theme().text);
  }
};

}  // namespace emascope::ui
