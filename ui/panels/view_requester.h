// SPDX-License-Identifier: GPL-3.0-or-later
//
// Requests the task views of raw and a track from the engine: both together, so that they show the
// same step; at most once per 700 ms while the run is in progress and the views are visible; and
// once more when the run pauses or ends. A request while hidden is sent when the views are visible
// again.
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
  /// `label` returns the label of the track to show, or empty for none; `watched` returns whether
  /// the views are visible.
  ViewRequester(RunController& controller, std::function<std::string()> label,
                std::function<bool()> watched, QObject* parent);

  /// The views are visible, perhaps again.
  void lookedAt();
  /// `label` may return another track now, or the weights may have changed without a step.
  void tracksChanged();
  /// The latest views of this run; none before the first answer, and for a task without a view.
  [[nodiscard]] const std::optional<event::Viewed>& raw() const { return raw_; }
  [[nodiscard]] const std::optional<event::Viewed>& track() const { return track_; }

 Q_SIGNALS:
  void renewed();

 private:
  /// One of the two requests of a round.
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
  int tries_ = 0;         // consecutive rounds with views of different steps
  bool wanted_ = false;   // another round is due
  bool nothing_ = false;  // the task has no view
  QElapsedTimer since_;   // start of the last round
  QTimer pace_;
};

}  // namespace emascope::ui
