// SPDX-License-Identifier: GPL-3.0-or-later
//
// Reports problems of the run and its files in the message bar (the run failed, the engine paused
// it, a loss is not finite, weights were not saved), and removes the messages when the problems are
// over.
#pragma once

#include "core/protocol/record/evaluation_watch.h"

#include <functional>

#include <QObject>
#include <QString>

namespace emascope::ui {

class MessageBar;
class RunController;

class RunNews final : public QObject {
  Q_OBJECT
 public:
  /// `answered`: whether another part of the window shows the refusal of a request.
  RunNews(RunController& controller, MessageBar& messages,
          std::function<bool(std::uint64_t request)> answered, QObject* parent);

  /// `text` starts with the file name and a colon. `trouble`: the file cannot be written; otherwise
  /// removes a warning about it.
  void tellOfFile(const QString& text, bool trouble);

  /// Hides a refusal that the user has read.
  void forgetRefusal();

 Q_SIGNALS:
  /// From the message about a run that diverged: to the checkpoint after `step` steps.
  void goBackWanted(qint64 step);

 private:
  void stateChanged();
  /// Whether the run was paused because its steps were not finite.
  [[nodiscard]] bool diverged() const;
  void delivered();
  /// Of what the run was to do at its end, such as --save.
  void tellOfRefusedPart(const QString& reason);

  RunController& controller_;
  MessageBar& messages_;
  EvaluationWatch evaluations_;  ///< of the run that is shown
};

}  // namespace emascope::ui
