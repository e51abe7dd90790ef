// SPDX-License-Identifier: GPL-3.0-or-later
//
// A delegate whose cells keep their own text color in a selected row; styles otherwise paint the
// row in one color.
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
