// SPDX-License-Identifier: GPL-3.0-or-later
//
// All actions of the window, shared by menus, buttons and keyboard shortcuts. They are enabled by
// the same nextState() that the engine enforces.
#pragma once

#include <QObject>

class QAction;
class QActionGroup;
class QMenuBar;
class QWidget;

namespace emascope::ui {

class EditSender;
class RunController;

class Actions final : public QObject {
  Q_OBJECT
 public:
  Actions(RunController& controller, EditSender& sender, QWidget* window);

  void fillMenus(QMenuBar* menus);
  /// Without an engine, Start and Restart emit engineWanted() instead.
  void setEngineThere(bool there);
  [[nodiscard]] bool engineThere() const { return engine_there_; }

  // Run
  QAction* toggle;
  QAction* step;
  QAction* step_hundred;
  QAction* reset;
  QAction* reset_paused;
  QAction* reset_original;
  QAction* new_seed;
  // EMA
  QAction* shorter;
  QAction* longer;
  QAction* undo;
  QAction* redo;
  QAction* send_while_dragging;
  // View
  QAction* follow;
  QAction* log_y;
  QAction* fit;
  QAction* previous_view;
  QActionGroup* themes;  ///< data(): int of ThemeChoice
  // File
  QAction* open;
  QAction* export_picture;
  QAction* export_data;
  QAction* copy_image;
  QAction* copy_command;
  QAction* quit;
  // Help
  QAction* keys;
  QAction* manual;
  QAction* about;

 Q_SIGNALS:
  void engineWanted();
  void refreshed();

 protected:
  /// Triggers an action when several of its own shortcuts match at once; Qt reports these as
  /// ambiguous and does nothing.
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void makeRunActions();
  void makeViewActions();
  void connectActions();
  QAction* make(const QString& text, const QString& name, const QList<QKeySequence>& keys);
  void refresh();

  RunController& controller_;
  EditSender& sender_;
  QWidget* window_;
  bool engine_there_ = true;
};

}  // namespace emascope::ui
