// SPDX-License-Identifier: GPL-3.0-or-later
//
// Arranges plot, tables and cards for the size of the window, and saves the splitter sizes that the
// user has set. A wide window has the cards beside the plot; in a narrow one they are a tab of the
// tables. Sizes are saved in pixels, separately for wide and narrow windows.
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
  /// `tables_card` contains `tables`. `window` owns all of them.
  Arrangement(QWidget* plot_card, QWidget* tables_card, QTabWidget* tables, SideColumn* side,
              QWidget* window);

  [[nodiscard]] QSplitter* widget() const { return columns_; }
  /// Arranges the parts for a window of this size.
  void fit(QSize window);
  [[nodiscard]] bool narrow() const { return narrow_; }

  void restore(const QSettings& settings);
  void save(QSettings& settings);

 private:
  /// Reads the splitter sizes that the user has set.
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
