// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the person at the window is told about the run and its files, in the bar of messages: that
// it failed, was paused by the engine, or has a loss that is not finite; and when that is over.
#pragma once

#include "core/protocol/evaluation_watch.h"

#include <functional>

#include <QObject>
#include <QString>

namespace emascope::ui {

class MessageBar;
class RunController;

class RunNews final : public QObject {
  Q_OBJECT
 public:
  /// `answered`: whether somebody else tells the person about the refusal of a request.
  RunNews(RunController& controller, MessageBar& messages,
          std::function<bool(std::uint64_t request)> answered, QObject* parent);

  /// `text` begins with the file and a colon. `trouble`: it cannot be written; otherwise that is
  /// over, if it was so.
  void tellOfFile(const QString& text, bool trouble);

  /// The person has read what was refused.
  void forgetRefusal();

 private:
  void stateChanged();
  void delivered();

  RunController& controller_;
  MessageBar& messages_;
  EvaluationWatch evaluations_;  ///< of the run that is shown
};

}  // namespace emascope::ui
