// SPDX-License-Identifier: GPL-3.0-or-later
//
// The library of runs in the window: what of it the window itself has to know.
#include "ui/main_window/kept_runs.h"
#include "ui/main_window/main_window.h"
#include "ui/main_window/stored_page.h"

namespace emascope::ui {

void MainWindow::showLibrary(const QString& folder, bool remote) {
  kept_ = new KeptRuns({.context = context(),
                        .actions = actions_,
                        .workspaces = workspaces_,
                        .tune = tune_,
                        .messages = messages_,
                        .status = status_,
                        .checkpoints = checkpoints_},
                       folder, remote, this);
  kept_->setEngine(engine_command_);
  if (gallery_ != nullptr) kept_->fill(*gallery_);
}

void MainWindow::tellOfLibrary(const QString& text) {
  if (kept_ != nullptr) kept_->told(text);
}

LossPlot& MainWindow::viewedPlot() const {
  StoredPage* stored = kept_ != nullptr ? kept_->shown() : nullptr;
  return stored != nullptr ? *stored->plot() : *plot();
}

const RunController& MainWindow::viewed() const {
  StoredPage* stored = kept_ != nullptr ? kept_->shown() : nullptr;
  return stored != nullptr ? stored->controller() : controller_;
}

}  // namespace emascope::ui
