// SPDX-License-Identifier: GPL-3.0-or-later
//
// The dialog that chooses what to go on from: a checkpoint, or the folder of a kept run, which
// means its newest checkpoint that verifies. A click on such a folder fills in its path; a double
// click enters it, to choose one of its checkpoints. fileSelected() has the path.
#pragma once

#include <QFileDialog>
#include <QString>

namespace emascope::ui {

class ContinueDialog final : public QFileDialog {
  Q_OBJECT
 public:
  /// Begins in `folder` if there is one.
  ContinueDialog(const QString& title, const QString& folder, QWidget* parent);

  void accept() override;
};

/// The folder of checkpoints that `path` stands for if it is the folder of a run that has them.
[[nodiscard]] QString checkpointsOfRun(const QString& path);

}  // namespace emascope::ui
