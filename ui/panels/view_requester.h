// SPDX-License-Identifier: GPL-3.0-or-later
//
// Asks the engine what raw and a track make of the task: both at once, so that they are of one
// step, at most once in 700 ms while the run goes on and somebody looks, and once more when it is
// paused or has ended. What was asked for and not looked at is asked for when somebody looks again.
#pragma once

#include "core/protocol/events.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace emascope::ui {

class RunController;

class ViewRequester final : public QObject {
  Q_OBJECT
 public:
  /// `label`: of the track to ask for, empty if there is none; `watched`: whether anybody sees what
  /// would come.
  ViewRequester(RunController& controller, std::function<std::string()> label,
                std::function<bool()> watched, QObject* parent);

  /// Somebody looks, perhaps again.
  void lookedAt();
  /// `label` may say another one now, or the weights may have changed while nothing runs.
  void tracksChanged();
  /// The last ones of this run; none before they came, and for a task that has nothing to show.
  [[nodiscard]] const std::optional<event::Viewed>& raw() const { return raw_; }
  [[nodiscard]] const std::optional<event::Viewed>& track() const { return track_; }

 Q_SIGNALS:
  void renewed();

 private:
  /// One of the two that a round asks for.
  struct Asked {
    std::uint64_t request = 0;  // in flight; 0 = none
    std::optional<event::Viewed> answer = {};
  };

  void begin();
  void take(const event::Viewed& viewed);
  void refused(quint64 request);
  void endRound();
  void want();
  [[nodiscard]] bool inFlight() const {
    return asked_raw_.request != 0 || asked_track_.request != 0;
  }

  RunController& controller_;
  std::function<std::string()> label_;
  std::function<bool()> watched_;
  std::optional<event::Viewed> raw_;
  std::optional<event::Viewed> track_;
  Asked asked_raw_, asked_track_;
  int tries_ = 0;         // rounds in a row whose two were of different steps
  bool wanted_ = false;   // a round is to come
  bool nothing_ = false;  // the task has nothing to show
  QElapsedTimer since_;   // the last round began
  QTimer pace_;
};

}  // namespace emascope::ui
