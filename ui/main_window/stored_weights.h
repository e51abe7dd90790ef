// SPDX-License-Identifier: GPL-3.0-or-later
//
// The button that saves the weights of a stored run's best average: a program of the engine takes
// them from the checkpoint in which they are best. Works for a run that failed, too.
#pragma once

#include "core/library/stored_run.h"
#include "ui/open/engine_tool.h"
#include "ui/panels/panel.h"

#include <QPushButton>
#include <QString>
#include <QStringList>

namespace emascope::ui {

class StoredWeights final : public QPushButton {
  Q_OBJECT
 public:
  /// `context`: of the stored run; its panel commands say what was written, or why nothing was.
  /// `engine`: the command of the engine.
  StoredWeights(const StoredRun& run, const PanelContext& context, const QStringList& engine,
                QWidget* parent);

  /// Not without checkpoints, nor with an engine on another machine.
  [[nodiscard]] static bool arePossible(const StoredRun& run, const QStringList& engine);

 private:
  void ask();
  void saveTo(const QString& path);
  void answered(int code, const QString& text, const QString& words);

  QString folder_;
  PanelContext context_;
  EngineTool tool_;
};

}  // namespace emascope::ui
