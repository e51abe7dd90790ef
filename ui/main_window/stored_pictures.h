// SPDX-License-Identifier: GPL-3.0-or-later
//
// The task's pictures of a stored run, for the raw and the averaged weights of one of its
// checkpoints. An engine of its own resumes the run there, paused: it draws, takes no step, and
// writes no file. It is started when this is first shown and ends with it.
#pragma once

#include "core/library/stored_run.h"
#include "ui/run/engine_client.h"
#include "ui/run/run_controller.h"

#include <cstdint>
#include <memory>
#include <string>

#include <QStringList>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace emascope::ui {

class Selection;
class TaskPictureCard;

class StoredPictures final : public QWidget {
  Q_OBJECT
 public:
  /// `engine`: its command. @pre arePossible(run, engine)
  StoredPictures(const StoredRun& run, const QStringList& engine, QWidget* parent);
  ~StoredPictures() override;

  /// Not without checkpoints, with an engine on another machine, for a run that another program
  /// writes, nor for one that saves weights: its checkpoints say so, too.
  [[nodiscard]] static bool arePossible(const StoredRun& run, const QStringList& engine);
  /// "Continue from here"; its owner says whether that is possible now.
  [[nodiscard]] QPushButton* continueButton() const { return go_on_; }

 Q_SIGNALS:
  /// A new run is to go on from the checkpoint that is shown.
  void continueWanted(qint64 step);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void showEvent(QShowEvent* event) override;

 private:
  void layOut(const StoredRun& run);
  void connectEngine();
  /// Resumes at the step chosen.
  void resume();
  void fillTracks();
  void say(const QString& text);

  EngineClient engine_;
  RunController controller_{engine_};
  std::unique_ptr<Selection> selection_;
  bool launched_ = false;
  QComboBox* steps_;  // with the paths of the checkpoints
  QPushButton* go_on_;
  QComboBox* tracks_;  // of the run at that step
  QLabel* news_;
  TaskPictureCard* card_;
};

/// "step-000004200.emascope" -> 4200.
[[nodiscard]] std::int64_t stepOfCheckpoint(const std::string& name);

}  // namespace emascope::ui
