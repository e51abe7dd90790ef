// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window does with the library of runs: the tab "Runs" and the recent runs of the gallery,
// a stored run in place of the workspaces and the way back, the last run of the same problem as the
// ghost, and where the present run is kept.
#pragma once

#include "ui/main_window/exports.h"
#include "ui/main_window/open_log.h"
#include "ui/panels/panel.h"
#include "ui/runs/overlay_page.h"
#include "ui/runs/run_shelf.h"

#include <set>
#include <string>
#include <vector>

#include <QObject>
#include <QPointer>
#include <QStringList>

class QMenu;

namespace emascope::ui {

class Actions;
class CheckpointActions;
class Gallery;
class LossPlot;
class MessageBar;
class RunsPanel;
class StatusLine;
class StoredPage;
class TuneView;
class Workspaces;

class KeptRuns final : public QObject {
  Q_OBJECT
 public:
  /// The parts of the window, which outlive this.
  struct Parts {
    PanelContext context = {};
    Actions* actions = nullptr;
    Workspaces* workspaces = nullptr;
    TuneView* tune = nullptr;
    MessageBar* messages = nullptr;
    StatusLine* status = nullptr;
    CheckpointActions* checkpoints = nullptr;
  };
  /// `remote`: the engine runs on another machine and keeps its runs there.
  KeptRuns(const Parts& parts, const QString& library, bool remote, QObject* parent);

  [[nodiscard]] RunShelf& shelf() { return shelf_; }
  [[nodiscard]] RunsPanel* panel() const { return panel_; }
  /// The command of the engine, for the pictures of stored runs.
  void setEngine(const QStringList& command) { engine_ = command; }
  /// Opens a kept run in place of the workspaces; of the present run, shows that one.
  void open(const std::string& id);
  /// Makes another tool's log a run of the library, and opens that. Asks for one of several runs if
  /// none is named.
  void openLog(const QString& path, const QString& run = {});
  /// For what the engine exports of `run`: the stored run that is shown, or else the present one.
  [[nodiscard]] KeptExport exportOf(const RunController& run) const;
  /// Draws them over each other in place of the workspaces.
  void overlay(const std::vector<std::string>& ids);
  /// Draws it behind the curves of the present run, or says why not.
  void showAsGhost(const std::string& id);
  /// Keeps the recent runs of the gallery up to date.
  void fill(Gallery& gallery);
  /// The engine says where the present run is kept, or why it is not; the latter is shown once.
  void told(const QString& text);
  /// The stored run that is shown; null if none is.
  [[nodiscard]] StoredPage* shown() const;
  /// Folder of the present run; empty if it is not known to be kept.
  [[nodiscard]] const QString& presentRun() const { return present_; }

 private:
  void connectRun();
  void started();
  void keptIn(const QString& path);
  /// Gives the row of the present run its step and state, which the library has later.
  void followPresent(std::vector<RunRow>& rows) const;
  void read(const QString& path, const QString& title);
  void show(const StoredRun& run, const QString& title);
  void showOver(const std::vector<NamedRun>& runs);
  void connectLogs();
  void cannotOpen(const Error& error);
  void fillGallery();
  /// Why a run cannot be the ghost; empty if it can.
  [[nodiscard]] QString whyNoGhost(const RunRow& row) const;
  /// The latest other runs of the present run's task, to be chosen as the ghost.
  void fillGhosts(QMenu& menu);
  [[nodiscard]] bool isPresent(const RunRow& row) const;
  void offerGhost();
  void tryGhost(std::vector<std::string> candidates);
  [[nodiscard]] QString titleById(const std::string& id) const;

  Parts parts_;
  RunController& controller_;
  RunShelf shelf_;
  LogImport logs_;
  RunsPanel* panel_;
  QPointer<Gallery> gallery_;
  QPointer<StoredPage> stored_;
  int reading_ = 0;  // counts what was asked for, of which the last one is shown
  QStringList engine_;
  QString present_;         // folder of the present run
  QString next_;            // that of the next one, whose start has not arrived yet
  std::set<QString> said_;  // troubles
  bool begun_ = false;
  bool ghost_due_ = false;
};

}  // namespace emascope::ui
