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

#include <memory>

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
  /// `title`: of the run, for the banner. `engine`: the command of the engine, which draws the
  /// pictures of its checkpoints; empty if there is none.
  StoredPage(const StoredRun& run, const QString& title, const Catalog& catalog, Actions& actions,
             const QStringList& engine, QWidget* parent);
  ~StoredPage() override;

  [[nodiscard]] RunController& controller() { return controller_; }
  [[nodiscard]] LossPlot* plot() const;
  /// Of the run.
  [[nodiscard]] const QString& folder() const { return folder_; }
  /// What its panels say.
  [[nodiscard]] PanelCommands* commands() const { return context_.commands; }

 Q_SIGNALS:
  void backWanted();
  /// Go on from the newest checkpoint in this folder, to step `steps`; 0: as the run was planned.
  void continueWanted(const QString& checkpoints, qint64 steps);

 private:
  [[nodiscard]] QPushButton* makeContinue(const StoredRun& run, const Actions& actions,
                                          QWidget* parent);
  [[nodiscard]] QWidget* makeBanner(const StoredRun& run, const QString& title,
                                    const Actions& actions);

  QStringList engine_;
  QString folder_;
  QStackedWidget* places_ = nullptr;  // the view, then the pictures
  QuietSession session_;
  RunController controller_{session_};
  std::unique_ptr<Selection> selection_;
  PanelContext context_;
  TuneView* view_ = nullptr;
};

}  // namespace emascope::ui
