// SPDX-License-Identifier: GPL-3.0-or-later
//
// The main window. Only lays out its parts (run bar, workspaces, status line, menus); each part
// talks to the controller itself.
#pragma once

#include "core/lessons/lesson.h"
#include "ui/main_window/lesson_screen.h"
#include "ui/panels/panel.h"
#include "ui/run/death_watch.h"
#include "ui/theme/theme.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include <QMainWindow>
#include <QStringList>
#include <QTimer>

namespace emascope::ui {

class Actions;
class CheckpointActions;
class Gallery;
class KeptRuns;
class LossPlot;
class MessageBar;
class OpenDialog;
class RunBar;
class RunNews;
class StatusLine;
class TeachView;
class TuneView;
class Workspaces;
class Zoom;

class MainWindow final : public QMainWindow {
  Q_OBJECT
 public:
  /// `theme` overrides the saved choice for this session only.
  explicit MainWindow(RunController& controller, std::optional<ThemeChoice> theme = {});
  ~MainWindow() override;

  [[nodiscard]] LossPlot* plot() const;
  [[nodiscard]] Workspaces* workspaces() const { return workspaces_; }
  /// Opens a lesson in Teach. Without `seed`, its runs have that of the present run.
  void openLesson(Lesson lesson, std::optional<std::uint64_t> seed);
  /// Sets the zoom of the interface, 0.8 to 2, as Ctrl and + or - do; in Teach that of the lessons.
  void setInterfaceScale(double scale);
  /// In full screen, Teach has the window for itself: no menus and no status line, and a run bar in
  /// the scale of the lesson. In Teach the choice is remembered, see lesson_screen.h.
  void setFullScreen(bool on);
  /// Goes on from a checkpoint, or from the newest in a folder, on the engine's machine.
  void continueRun(const QString& path);
  /// Reports that the engine died and why, and keeps the curves. Starts it again by itself if a run
  /// was going on that has a checkpoint, unless this is the third death within a minute; else
  /// offers that. After its hello, RunController::revive() goes on with the run.
  void showEngineDied(const QString& what, std::function<void()> restart);
  /// The engine has stopped answering, or answers again. Offers `end`, which ends it; a run that
  /// has a checkpoint then goes on, also after the third death within a minute.
  void showEngineSilent(bool silent, std::function<void()> end);
  void showEngineReady();
  /// Reports on a file that the run is written to; `text` starts with its name. `trouble`: it
  /// cannot be written, a warning that stays until dismissed or settled; otherwise it can be
  /// written again or was replaced by another file.
  void showFileNews(const QString& text, bool trouble);
  /// Command of the engine that inspects files and repeats runs; defaults to the engine beside this
  /// program.
  void setEngineCommand(const QStringList& serve);

  /// Shows the runs that the engine keeps in the library in this folder. `remote`: the engine is on
  /// another machine and keeps its runs there. To be called at most once.
  void showLibrary(const QString& folder, bool remote);
  /// A sentence of the engine about its library, see core/library/library_news.h.
  void tellOfLibrary(const QString& text);
  [[nodiscard]] KeptRuns* keptRuns() const { return kept_; }

  /// Opens the gallery as the start page, unless the person does not want that.
  void welcome();

  static void forgetSettings();

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  [[nodiscard]] PanelContext context() const;
  void layOut();
  void connectActions();
  void connectExports();
  void connectRun();
  /// How far the run is, its problem, and the program.
  void showTitle();
  /// Adds the workspaces Compare and Teach, which are made when they are first shown.
  void addWorkspaces();
  [[nodiscard]] QWidget* makeTeach();
  /// Teach, made if it has not been shown yet.
  [[nodiscard]] TeachView& teach();
  /// A workspace, or a lesson in Teach, is shown.
  void workspaceShown();
  /// What the workspace and the full screen change around the page.
  void showForWorkspace();
  void fitRunBar();
  void setLeastSize();
  [[nodiscard]] QSize roomOnScreen() const;
  void chooseTheme(ThemeChoice choice);
  void watchDesktop();
  /// Applies the theme of the system again if that is chosen and the desktop has changed.
  void followDesktop();
  void restoreSettings(std::optional<ThemeChoice> theme);
  void showKeys();
  void showAbout();
  /// A non-empty `path` is filled in as data or model.
  void openOwn(const QString& path);
  [[nodiscard]] QStringList engineCommand() const;
  [[nodiscard]] Gallery* gallery();
  // Of the run that is in front of the person: the present one or a stored one.
  [[nodiscard]] LossPlot& viewedPlot() const;
  [[nodiscard]] const RunController& viewed() const;

  RunController& controller_;
  std::unique_ptr<Selection> selection_;
  EditSender* sender_;
  PanelCommands* commands_;
  ShownTracks* shown_;
  Actions* actions_;
  MessageBar* messages_;
  RunNews* news_ = nullptr;
  CheckpointActions* checkpoints_ = nullptr;
  Workspaces* workspaces_;
  Zoom* zoom_;
  LessonScreen lesson_screen_{*this};
  RunBar* run_bar_;
  TuneView* tune_ = nullptr;
  TeachView* teach_ = nullptr;  // made by makeTeach()
  StatusLine* status_ = nullptr;
  OpenDialog* open_dialog_ = nullptr;  // created on first use
  Gallery* gallery_ = nullptr;         // created on first use
  KeptRuns* kept_ = nullptr;           // made by showLibrary()
  QStringList engine_command_;
  std::function<void()> revive_;  // restarts the engine
  DeathWatch deaths_;
  bool ended_by_click_ = false;  // the engine, which was silent
  QTimer title_pace_;
};

}  // namespace emascope::ui
