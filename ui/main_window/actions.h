// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every verb of the window, once: menus, buttons and keys share these actions, and what is enabled
// follows the same nextState() that the engine enforces.
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

  // Run
  QAction* toggle;
  QAction* step;
  QAction* step_hundred;
  QAction* reset;
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
  QAction* export_picture;
  QAction* export_data;
  QAction* copy_image;
  QAction* copy_command;
  QAction* quit;
  // Help
  QAction* keys;
  QAction* about;

 private:
  QAction* make(const QString& text, const QString& name, const QList<QKeySequence>& keys);
  void refresh();

  RunController& controller_;
  EditSender& sender_;
  QWidget* window_;
};

}  // namespace emascope::ui
