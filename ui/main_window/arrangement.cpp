// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/arrangement.h"

#include "ui/main_window/side_column.h"

#include <algorithm>

#include <QCoreApplication>
#include <QSettings>
#include <QSplitter>
#include <QTabWidget>

namespace emascope::ui {
namespace {

constexpr int kNarrow = 1100;
constexpr int kVeryLow = 600;
constexpr int kTablesHeight = 196;
constexpr int kAround = 150;  // approximate height above and below plot and tables
constexpr std::array<const char*, 2> kHeightKeys = {"tables_height", "tables_height_narrow"};

}  // namespace

Arrangement::Arrangement(QWidget* plot_card, QWidget* tables_card, QTabWidget* tables,
                         SideColumn* side, QWidget* window)
    : tables_(tables),
      side_(side),
      columns_(new QSplitter(Qt::Horizontal, window)),
      left_(new QSplitter(Qt::Vertical, window)),
      side_width_(side->sizeHint().width()),
      tables_height_{kTablesHeight, kTablesHeight} {
  left_->setObjectName(QStringLiteral("rows"));
  left_->addWidget(plot_card);
  left_->addWidget(tables_card);
  columns_->setObjectName(QStringLiteral("columns"));
  columns_->addWidget(left_);
  columns_->addWidget(side_);
  for (QSplitter* splitter : {left_, columns_}) {
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(10);
  }
}

void Arrangement::fit(QSize window) {
  const bool narrow = window.width() < kNarrow;
  const bool changed = narrow != narrow_;
  if (changed) {
    note();
    narrow_ = narrow;
    if (narrow) moveSide();
  }
  // Before it is added to a splitter, which would keep the width of its former place.
  side_->place(window.height() < kVeryLow ? SideColumn::Place::kInside
               : narrow                   ? SideColumn::Place::kRow
                                          : SideColumn::Place::kColumn);
  if (!changed) return;
  if (!narrow) moveSide();
  divide(window);
}

void Arrangement::moveSide() {
  if (narrow_) {
    tables_->insertTab(0, side_, QCoreApplication::translate("panels", "EMA"));
    tables_->setCurrentIndex(0);
    return;
  }
  tables_->removeTab(tables_->indexOf(side_));
  columns_->addWidget(side_);
  columns_->setStretchFactor(1, 0);
  side_->show();
}

void Arrangement::divide(QSize window) {
  const auto most = [](int wanted, int all) { return std::min(wanted, all / 2); };
  if (!narrow_) {
    const int side = most(side_width_, window.width());
    columns_->setSizes({window.width() - side, side});
  }
  const int room = window.height() - kAround;
  const int tables = most(tables_height_[narrow_ ? 1 : 0], room);
  left_->setSizes({room - tables, tables});
}

void Arrangement::note() {
  if (!columns_->isVisible()) return;  // not laid out yet, so its sizes are not valid
  if (!narrow_) side_width_ = columns_->sizes().at(1);
  tables_height_[narrow_ ? 1 : 0] = left_->sizes().at(1);
}

void Arrangement::restore(const QSettings& settings) {
  const auto pixels = [&settings](const char* key, int otherwise) {
    const int kept = settings.value(QLatin1String(key)).toInt();
    return kept > 0 ? kept : otherwise;
  };
  side_width_ = pixels("side_width", side_width_);
  for (std::size_t i = 0; i < tables_height_.size(); ++i) {
    tables_height_[i] = pixels(kHeightKeys[i], tables_height_[i]);
  }
  divide(columns_->window()->size());
}

void Arrangement::save(QSettings& settings) {
  note();
  settings.setValue(QStringLiteral("side_width"), side_width_);
  for (std::size_t i = 0; i < tables_height_.size(); ++i) {
    settings.setValue(QLatin1String(kHeightKeys[i]), tables_height_[i]);
  }
}

}  // namespace emascope::ui
