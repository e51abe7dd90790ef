// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where plot, tables and cards stand at which size of the window, and how the person has divided
// it. A wide window has the cards beside the plot; in a narrow one they are a tab of the tables.
// Widths and heights are remembered in pixels, those of the two apart, so that one says nothing
// about the other.
#pragma once

#include <array>

#include <QSize>

class QSettings;
class QSplitter;
class QTabWidget;
class QWidget;

namespace emascope::ui {

class SideColumn;

class Arrangement final {
 public:
  /// `tables_card` has `tables` in it. All of them are `window`'s.
  Arrangement(QWidget* plot_card, QWidget* tables_card, QTabWidget* tables, SideColumn* side,
              QWidget* window);

  [[nodiscard]] QSplitter* widget() const { return columns_; }
  /// As suits a window of that size.
  void fit(QSize window);
  [[nodiscard]] bool narrow() const { return narrow_; }

  void restore(const QSettings& settings);
  void save(QSettings& settings);

 private:
  /// What the person has made of the splitters.
  void note();
  void divide(QSize window);
  void moveSide();

  QTabWidget* tables_;
  SideColumn* side_;
  QSplitter* columns_;  ///< plot and tables beside the cards
  QSplitter* left_;     ///< plot above tables
  bool narrow_ = false;
  int side_width_;
  std::array<int, 2> tables_height_;  ///< wide, narrow
};

}  // namespace emascope::ui
