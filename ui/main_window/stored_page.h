// SPDX-License-Identifier: GPL-3.0-or-later
//
// A stored run in the place of the workspaces, as it was: its curves, marks, verdicts and tables,
// in a view of Tune of its own, below a banner that says so. Nothing about it can be changed. The
// run bar stays that of the live run, which goes on.
#pragma once

#include "core/library/stored_run.h"
#include "core/protocol/spec/catalog.h"
#include "ui/panels/panel.h"
#include "ui/run/quiet_session.h"
#include "ui/run/run_controller.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <QStringList>
#include <QWidget>

class QPushButton;
class QStackedWidget;

namespace emascope::ui {

class Actions;
class FittingLabel;
class LossPlot;
class TuneView;

class StoredPage final : public QWidget {
  Q_OBJECT
 public:
  /// `actions`: those of the window; they concern this run while they view its controller.
  /// `title`: of the run, for the banner. `parent_run`: path of the folder of the run that it went
  /// on from, which has its earlier checkpoints; empty if that is not known. `engine`: the command
  /// of the engine, which draws the pictures of its checkpoints; empty if there is none.
  StoredPage(const StoredRun& run, const QString& title, const QString& parent_run,
             const Catalog& catalog, Actions& actions, const QStringList& engine, QWidget* parent);
  ~StoredPage() override;

  [[nodiscard]] RunController& controller() { return controller_; }
  [[nodiscard]] LossPlot* plot() const;
  /// Of the run.
  [[nodiscard]] const QString& folder() const { return folder_; }
  /// Whose averages a new run can go on with; outlives this.
  void setLiveRun(const RunController& live) { live_ = &live; }
  /// What its panels say.
  [[nodiscard]] PanelCommands* commands() const { return context_.commands; }

 Q_SIGNALS:
  void backWanted();
  /// Go on by this configuration, of continuation(), from a checkpoint of this run or of the run
  /// that it went on from, or from its folder of checkpoints.
  void continueWanted(const emascope::RunConfig& config);

 private:
  /// Path of the checkpoint after `step` steps; empty if it cannot be read.
  [[nodiscard]] std::string checkpointAt(std::int64_t step) const;
  /// From the checkpoint after `step` steps, with the settings of that step or of the run's end.
  void continueAt(std::int64_t step, bool settings_of_end);
  /// `ways`: the button beside it, for showWays().
  [[nodiscard]] QPushButton* makeContinue(const StoredRun& run, const Actions& actions,
                                          QPushButton* ways, QWidget* parent);
  /// Other ways to continue from the newest checkpoint, after `step` steps; `steps` as of
  /// continuation().
  void showWays(QPushButton* below, std::int64_t step, std::int64_t steps);
  void askSteps(std::int64_t step, std::int64_t proposed);
  void addPictures(const StoredRun& run, const Actions& actions);
  [[nodiscard]] QWidget* makeBanner(const StoredRun& run, const QString& title,
                                    const Actions& actions);

  const RunController* live_ = nullptr;
  QStringList engine_;
  QString folder_;
  std::string checkpoint_folder_;
  std::vector<std::string> files_;    // names there, by their steps
  QStackedWidget* places_ = nullptr;  // the view, then the pictures
  QuietSession session_;
  RunController controller_{session_};
  std::unique_ptr<Selection> selection_;
  PanelContext context_;
  TuneView* view_ = nullptr;
};

}  // namespace emascope::ui
