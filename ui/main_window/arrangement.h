// SPDX-License-Identifier: GPL-3.0-or-later
//
// Arranges plot, tables and cards for the size of the window, and saves the splitter sizes that the
// user has set. A wide window has the cards beside the plot; in a narrow or low one they are tabs
// before the tables. All sizes are in pixels at 100 % of the interface's scale; those of wide and
// narrow windows are saved separately.
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
  /// `tables_card` contains `tables`. `owner` owns all of them.
  Arrangement(QWidget* plot_card, QWidget* tables_card, QTabWidget* tables, SideColumn* side,
              QWidget* owner);

  [[nodiscard]] QSplitter* widget() const { return columns_; }
  /// Arranges the parts for a window of this size.
  void fit(QSize window);
  [[nodiscard]] bool narrow() const { return narrow_; }

  void restore(const QSettings& settings);
  void save(QSettings& settings) const;

 private:
  /// Reads the splitter sizes that the user has just set.
  void note();
  void divide();
  void moveSide();

  QTabWidget* tables_;
  SideColumn* side_;
  QSplitter* columns_;  ///< plot and tables beside the cards
  QSplitter* left_;     ///< plot above tables
  QSize window_;
  bool narrow_ = false;
  double scale_ = 1.0;
  int side_width_ = 0;                         ///< as set by the user; 0: not set
  std::array<int, 2> tables_height_ = {0, 0};  ///< the same; wide, narrow
};

}  // namespace emascope::ui
