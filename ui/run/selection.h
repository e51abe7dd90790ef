// SPDX-License-Identifier: GPL-3.0-or-later
//
// The track selected in the window: set by the table of tracks, shown by the card and the plot.
// Also the evaluations that verdicts compare, chosen in the card of the half-lives and used by
// table, plot and card alike. Passes the ghost of pending settings from the card to the plot, and a
// step to show from the list of events to the plot.
#pragma once

#include "core/protocol/record/run_record.h"
#include "core/protocol/record/run_verdicts.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <QObject>
#include <QString>

namespace emascope::ui {

class Selection final : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;

  [[nodiscard]] std::size_t track() const { return track_; }
  void setTrack(std::size_t track) {
    if (track == track_) return;
    track_ = track;
    Q_EMIT trackChanged(track);
  }

  /// Keeps the selected track selected at its new index; selects main if it was removed.
  void follow(const RunRecord& record, const TrackAction& action,
              const std::vector<std::string>& before) {
    if (track_ >= before.size()) return;
    std::string label = before[track_];
    const auto* rename = std::get_if<track_action::Rename>(&action);
    if (rename && rename->label == label) label = rename->to;
    const int now = record.trackIndex(label);
    const bool there = now >= 0 && static_cast<std::size_t>(now) < record.alive;
    setTrack(there ? static_cast<std::size_t>(now) : 0);
  }

  [[nodiscard]] VerdictSpan verdictSpan() const { return verdict_span_; }
  void setVerdictSpan(VerdictSpan span) {
    if (span == verdict_span_) return;
    verdict_span_ = span;
    Q_EMIT verdictSpanChanged(span);
  }

  /// On the tracks of the run, for all parts of the window, so that each is computed once.
  [[nodiscard]] RunVerdicts& verdicts() const { return verdicts_; }
  /// On a track of the run, over the evaluations chosen. The reference is valid until the next
  /// call.
  [[nodiscard]] const Verdict& verdict(const RunRecord& record, std::size_t track) const {
    return verdicts_.of(record, track, verdict_span_);
  }

  void showStep(std::int64_t step) { Q_EMIT stepWanted(step); }

  /// Decay curve (step, decay) of the pending settings, with a caption; empty points = no ghost.
  void setGhost(const std::vector<std::pair<double, double>>& points, const QString& caption) {
    Q_EMIT ghostChanged(points, caption);
  }

 Q_SIGNALS:
  void trackChanged(std::size_t track);
  void verdictSpanChanged(emascope::VerdictSpan span);
  void stepWanted(qint64 step);
  void ghostChanged(const std::vector<std::pair<double, double>>& points, const QString& caption);

 private:
  std::size_t track_ = 0;
  VerdictSpan verdict_span_ = VerdictSpan::kTenth;
  mutable RunVerdicts verdicts_;  // what was computed, no state of its own
};

}  // namespace emascope::ui
