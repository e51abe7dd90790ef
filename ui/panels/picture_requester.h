// SPDX-License-Identifier: GPL-3.0-or-later
//
// Requests the task pictures of raw (or a track) and a track from the engine: both together, so
// that they show the same step; at most once per 700 ms while the run is in progress and the
// pictures are visible; and once more when the run pauses or ends. A request while hidden is sent
// when the pictures are visible again.
#pragma once

#include "core/protocol/events.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace emascope::ui {

class RunController;

class PictureRequester final : public QObject {
  Q_OBJECT
 public:
  /// `label` returns the label of the track to show, or empty for none; `watched` returns whether
  /// the pictures are visible.
  PictureRequester(RunController& controller, std::function<std::string()> label,
                   std::function<bool()> watched, QObject* parent);

  /// What raw() is of, instead of the raw weights: "raw" or a label.
  void setFirst(std::function<std::string()> first) { first_ = std::move(first); }
  /// The pictures are visible, perhaps again.
  void lookedAt();
  /// `label` may return another track now, or the weights may have changed without a step.
  void tracksChanged();
  /// `label` may name other weights now, of which there is to be a picture in the place of the one
  /// before.
  void renewSoon() { want(); }
  /// The latest pictures of this run; none before the first answer, and for a task without a
  /// picture. Misread samples are the same ones in both, see same_samples.h.
  [[nodiscard]] const std::optional<event::Rendered>& raw() const { return raw_; }
  [[nodiscard]] const std::optional<event::Rendered>& track() const { return track_; }

 Q_SIGNALS:
  void renewed();

 private:
  /// One of the two requests of a round.
  struct Asked {
    std::uint64_t request = 0;  // in flight; 0 = none
    std::optional<event::Rendered> answer = {};
  };

  void begin();
  void take(const event::Rendered& rendered);
  void refused(quint64 request);
  void endRound();
  void want();
  [[nodiscard]] bool inFlight() const {
    return asked_raw_.request != 0 || asked_track_.request != 0;
  }

  RunController& controller_;
  std::function<std::string()> first_ = [] { return std::string("raw"); };
  std::function<std::string()> label_;
  std::function<bool()> watched_;
  std::optional<event::Rendered> raw_;
  std::optional<event::Rendered> track_;
  Asked asked_raw_, asked_track_;
  int tries_ = 0;         // consecutive rounds with pictures of different steps
  bool wanted_ = false;   // another round is due
  bool nothing_ = false;  // the task has no picture
  QElapsedTimer since_;   // start of the last round
  QTimer pace_;
};

}  // namespace emascope::ui
