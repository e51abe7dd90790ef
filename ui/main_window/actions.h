// SPDX-License-Identifier: GPL-3.0-or-later
//
// All actions of the window, shared by menus, buttons and keyboard shortcuts. They are enabled by
// the same nextState() that the engine enforces.
#pragma once

#include <QList>
#include <QObject>

class QAction;
class QActionGroup;
class QMenu;
class QMenuBar;
class QWidget;

namespace emascope::ui {

class EditSender;
class RunController;

class Actions final : public QObject {
  Q_OBJECT
 public:
  Actions(RunController& controller, EditSender& sender, QWidget* window);

  /// `workspaces`: the actions that switch between them.
  void fillMenus(QMenuBar* menus, const QList<QAction*>& workspaces);
  /// Whether a chart is shown that the digits and the keys of the view act on. If not, they are
  /// left to the page that is shown.
  void setChartShown(bool shown);
  /// The ways to restart: in two groups, running and paused, and from a checkpoint.
  void fillRestartMenu(QMenu* menu);
  /// Without an engine, Start and Restart emit engineWanted() instead.
  void setEngineThere(bool there);
  [[nodiscard]] bool engineThere() const { return engine_there_; }
  /// The run that is in front of the person: what looks at a chart is done to its chart. While it
  /// is another one than the window's own, such as a stored run, nothing edits the own one, and the
  /// keys that start, pause, step or restart it do nothing; its menu and its bar still do.
  /// Null: none, and nothing is exported.
  void setViewed(const RunController* viewed);
  [[nodiscard]] bool views(const RunController& controller) const { return viewed_ == &controller; }

  // Run
  QAction* toggle;
  QAction* step;
  QAction* step_hundred;
  QAction* reset;
  QAction* reset_original;
  QAction* new_seed;
  QAction* reset_paused;
  QAction* reset_original_paused;
  QAction* new_seed_paused;
  QAction* repeat_seeds;  ///< beside the run, which goes on
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
  QAction* show_all;
  QAction* zoom_in;
  QAction* zoom_out;
  QAction* zoom_normal;
  QAction* full_screen;
  QActionGroup* x_axes;  ///< data(): int of XQuantity
  QActionGroup* themes;  ///< data(): int of ThemeChoice
  // File
  QAction* demos;  ///< opens the gallery
  QAction* open;
  QAction* open_lesson;
  QAction* open_log;      ///< of another tool, into the library; disabled without one
  QAction* continue_run;  ///< goes on from a checkpoint
  QAction* save_checkpoint;
  QAction* save_best_average;  ///< its weights; data(): the label that the text names
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
  void viewedChanged();
  /// A digit was pressed: hide or show track number `number` (1 = main), or raw for 0.
  void curveToggled(int number);
  /// From the checkpoint after `step` steps, with the settings of that step or the current ones.
  void goBackWanted(qint64 step, bool settings_of_now);
  /// The same of the stored run that is viewed; the settings of its end instead of the current
  /// ones.
  void continueStoredWanted(qint64 step, bool settings_of_end);
  void pinWanted(qint64 step, bool pinned);

 protected:
  /// Keeps the run's keys from a run that is not viewed. Triggers an action when several of its own
  /// shortcuts match at once; Qt reports these as ambiguous and does nothing.
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void makeRunActions();
  void makeViewActions();
  void makeFileActions();
  void makeChoices();
  void connectActions();
  QAction* make(const QString& text, const QString& name, const QList<QKeySequence>& keys);
  void refresh();
  void explain();
  /// Names the best average, which changes while the run goes on.
  void nameBestAverage();
  /// The checkpoints of the run, newest first.
  void fillCheckpoints(QMenu& menu);
  /// Whether the action starts, pauses, steps or restarts the run.
  [[nodiscard]] bool drivesRun(const QObject* action) const;

  RunController& controller_;
  const RunController* viewed_ = &controller_;
  EditSender& sender_;
  QWidget* window_;
  bool engine_there_ = true;
  QList<QAction*> digits_;  ///< hide or show curve 0 to 9
};

}  // namespace emascope::ui
