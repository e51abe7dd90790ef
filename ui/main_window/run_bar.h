// SPDX-License-Identifier: GPL-3.0-or-later
//
// The top row of the window: start and pause, steps, restart, speed, the switch of the workspaces,
// number and seed of the run, and the button of the gallery. In a narrow window words give way: run
// and seed, the speed, then "Restart".
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace emascope::ui {

class Actions;
class DemoButton;
class QuietSlider;
class RunController;

class RunBar final : public QWidget {
  Q_OBJECT
 public:
  /// `workspaces`: the control that switches them.
  RunBar(RunController& controller, Actions& actions, QWidget* workspaces, QWidget* parent);
  /// The gallery opens below it.
  [[nodiscard]] const QWidget* demoButton() const;
  /// For a class that looks on from afar: `scale` times as large as at 100 % of the interface, or
  /// as large as the width allows; buttons of 13 and other texts of 12 pixels, times that. 0: in
  /// the interface's scale.
  void setLarge(double scale);
  /// What the large bar shows, too, if it has room for all of `text`, because there is no status
  /// line then. `full`: the tool tip.
  void setVerdict(const QString& text, const QString& full, const QColor& ink);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QPushButton* button(class QAction* action, const QString& text, const QString& icon);
  void refresh();
  void fit();
  void fitUsual();
  void fitLarge();
  [[nodiscard]] bool fitWords();
  void becomeLarge(double scale);
  void fitSizes(bool roomy, bool narrow_segments);
  [[nodiscard]] int sized(int pixels) const;
  void orderTabs();
  void addRestart(QHBoxLayout* row);
  void addSpeed(QHBoxLayout* row);
  void showSpeed(double steps_per_second);
  void showRun();
  void speedMoved(int position);

  RunController& controller_;
  Actions& actions_;
  QPushButton* toggle_;
  QPushButton* step_ = nullptr;
  QPushButton* hundred_ = nullptr;
  QPushButton* restart_ = nullptr;
  QWidget* workspaces_;
  QuietSlider* speed_;
  QLabel* speed_label_;
  QLabel* speed_text_;
  QLabel* verdict_;  ///< of the large bar
  QLabel* run_text_;
  DemoButton* demo_;
  bool updating_ = false;
  bool fitting_ = false;
  double large_wanted_ = 0.0;
  double large_ = 0.0;  ///< scale in force; 0: that of the interface
  std::vector<std::pair<QPushButton*, QString>> icons_;
};

}  // namespace emascope::ui
