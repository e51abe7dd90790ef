// SPDX-License-Identifier: GPL-3.0-or-later
//
// The top row of the window: start and pause, steps, restart, speed, and the preset list.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace emascope::ui {

class Actions;
class QuietCombo;
class QuietSlider;
class RunController;

class RunBar final : public QWidget {
  Q_OBJECT
 public:
  RunBar(RunController& controller, Actions& actions, QWidget* parent);

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QPushButton* button(class QAction* action, const QString& text, const QString& icon);
  void refresh();
  void fillPresets();
  void showSpeed(double steps_per_second);
  void speedMoved(int position);

  RunController& controller_;
  Actions& actions_;
  QPushButton* toggle_;
  QuietSlider* speed_;
  QLabel* speed_label_;
  QLabel* speed_text_;
  QuietCombo* presets_;
  bool updating_ = false;
  std::vector<std::pair<QPushButton*, QString>> icons_;
};

}  // namespace emascope::ui
