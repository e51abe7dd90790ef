// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/arrangement.h"

#include "ui/main_window/side_column.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>
#include <cmath>

#include <QSettings>
#include <QSplitter>
#include <QTabWidget>

namespace emascope::ui {
namespace {

constexpr int kNarrow = 1100;
constexpr int kLow = 620;     // too low for cards beside the plot
constexpr int kLarge = 1400;  // width from which the cards are wider
constexpr int kTall = 800;    // height from which the tables are higher
constexpr int kSideWidth = 320;
constexpr int kLargeSideWidth = 350;
constexpr int kTablesHeight = 236;  // six rows
constexpr int kTallTablesHeight = 270;
// In a narrow window cards are tabs of the tables: half of the height, or what the highest of them
// needs if that leaves enough to the plot.
constexpr int kNarrowTablesHeight = 290;
constexpr int kLeastPlotHeight = 240;  // with its head and the legend
constexpr int kAround = 116;           // approximate height above and below plot and tables
constexpr std::array<const char*, 2> kHeightKeys = {"tables_height", "tables_height_narrow"};

bool isNarrow(QSize window) { return window.width() < kNarrow || window.height() < kLow; }

}  // namespace

Arrangement::Arrangement(QWidget* plot_card, QWidget* tables_card, QTabWidget* tables,
                         SideColumn* side, QWidget* owner)
    : tables_(tables),
      side_(side),
      columns_(new QSplitter(Qt::Horizontal, owner)),
      left_(new QSplitter(Qt::Vertical, owner)) {
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
    QObject::connect(splitter, &QSplitter::splitterMoved, owner, [this] { note(); });
  }
}

void Arrangement::fit(QSize window) {
  const auto kind = [](QSize size) {
    return std::array<bool, 3>{isNarrow(size), size.width() < kLarge, size.height() < kTall};
  };
  const bool same = !window_.isEmpty() && kind(window) == kind(window_);
  const bool narrow = isNarrow(window);
  const bool room_changed = narrow && window.height() != window_.height();
  window_ = window;
  if (narrow != narrow_) {
    narrow_ = narrow;
    moveSide();
  } else if (same && !room_changed && scale_ == interfaceScale()) {
    return;
  }
  scale_ = interfaceScale();
  divide();
}

void Arrangement::moveSide() {
  if (narrow_) {
    side_->moveInto(tables_);
    side_->hide();
    return;
  }
  side_->moveInto(nullptr);
  side_->show();
}

void Arrangement::divide() {
  const auto or_else = [](int set, int usual) { return set > 0 ? set : usual; };
  if (!narrow_) {
    const int usual = window_.width() < kLarge ? kSideWidth : kLargeSideWidth;
    const int side = std::min(or_else(side_width_, usual), window_.width() / 2);
    columns_->setSizes({scaled(window_.width() - side), scaled(side)});
  }
  const int room = window_.height() - kAround;
  const int narrow = std::max(room / 2, std::min(kNarrowTablesHeight, room - kLeastPlotHeight));
  const int usual = narrow_ ? narrow : window_.height() < kTall ? kTablesHeight : kTallTablesHeight;
  const int tables = std::min(or_else(tables_height_[narrow_ ? 1 : 0], usual), room * 2 / 3);
  left_->setSizes({scaled(room - tables), scaled(tables)});
}

void Arrangement::note() {
  const auto at_100 = [](int pixels) {
    return static_cast<int>(std::lround(pixels / interfaceScale()));
  };
  if (!narrow_) side_width_ = at_100(columns_->sizes().at(1));
  tables_height_[narrow_ ? 1 : 0] = at_100(left_->sizes().at(1));
}

void Arrangement::restore(const QSettings& settings) {
  const auto pixels = [&settings](const char* key) {
    return std::max(settings.value(QLatin1String(key)).toInt(), 0);
  };
  side_width_ = pixels("side_width");
  for (std::size_t i = 0; i < tables_height_.size(); ++i) {
    tables_height_[i] = pixels(kHeightKeys[i]);
  }
  if (!window_.isEmpty()) divide();
}

void Arrangement::save(QSettings& settings) const {
  settings.setValue(QStringLiteral("side_width"), side_width_);
  for (std::size_t i = 0; i < tables_height_.size(); ++i) {
    settings.setValue(QLatin1String(kHeightKeys[i]), tables_height_[i]);
  }
}

}  // namespace emascope::ui
