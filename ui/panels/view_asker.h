// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks the engine what raw and the main track make of the task: one request at a time, a round of
// both at most once in 700 ms while the run goes on and somebody looks, and once more when it is
// paused or has ended. What was asked for and not looked at is asked for when somebody looks again.
#pragma once

#include "core/protocol/events.h"

#include <cstdint>
#include <functional>
#include <optional>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace emascope::ui {

class RunController;

class ViewAsker final : public QObject {
  Q_OBJECT
 public:
  /// `watched`: whether anybody sees what would come.
  ViewAsker(RunController& controller, std::function<bool()> watched, QObject* parent);

  /// Somebody looks, perhaps again.
  void lookedAt();
  /// The last ones of this run; none before they came, and for a task that has nothing to show.
  [[nodiscard]] const std::optional<event::Viewed>& raw() const { return raw_; }
  [[nodiscard]] const std::optional<event::Viewed>& main() const { return main_; }

 Q_SIGNALS:
  void renewed();

 private:
  void begin();
  void take(const event::Viewed& viewed);
  void refused(quint64 request);
  void endRound();
  /// The main track may be another, or the weights may have changed while nothing runs.
  void tracksChanged();
  void want();
  [[nodiscard]] std::string mainLabel() const;

  RunController& controller_;
  std::function<bool()> watched_;
  std::optional<event::Viewed> raw_;
  std::optional<event::Viewed> main_;
  std::uint64_t request_ = 0;  // in flight; 0 = none
  bool wanted_ = false;        // a round is to come
  bool nothing_ = false;       // the task has nothing to show
  QElapsedTimer since_;        // the last round began
  QTimer pace_;
};

}  // namespace emascope::ui
