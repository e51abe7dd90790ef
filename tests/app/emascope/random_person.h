// SPDX-License-Identifier: GPL-3.0-or-later
//
// Somebody who does at random what a person could do with the window at the moment, by mouse and
// keys: only what is visible, enabled and not covered is touched. Menus that open are chosen from
// or closed, and so are dialogs. Never quits the program, and opens no files.
#pragma once

#include <cstdint>
#include <random>

#include <QString>
#include <QStringList>
#include <QWidget>

class QFileDialog;
class QMenu;

namespace emascope::ui {

class MainWindow;

class RandomPerson final {
 public:
  /// What is written goes to the folder `scratch`.
  RandomPerson(MainWindow& window, QString scratch, std::uint64_t seed);

  /// Does one thing, and returns what it was.
  QString act();

 private:
  [[nodiscard]] std::size_t below(std::size_t count);
  [[nodiscard]] bool chance(double share);
  template <typename T>
  [[nodiscard]] const T& oneOf(const QList<T>& all) {
    return all[static_cast<qsizetype>(below(static_cast<std::size_t>(all.size())))];
  }
  /// A visible and enabled one that nothing covers; null if there is none.
  template <typename T>
  [[nodiscard]] T* anyOf();
  [[nodiscard]] QPoint placeIn(const QWidget& widget);

  QString inPopup(QWidget& popup);
  QString inMenu(QMenu& menu);
  QString inDialog(QWidget& dialog);
  QString pressButton();
  QString moveSlider();
  QString type();
  QString touchTable();
  QString touchChart();
  QString touchOther();
  QString pressKey();
  QString openMenu();
  QString switchWorkspace();
  QString resize();
  QString chooseDemo();
  QString mouse(QWidget& widget, const QString& what);

  MainWindow& window_;
  QString scratch_;
  std::mt19937_64 random_;
  int files_ = 0;
};

}  // namespace emascope::ui
