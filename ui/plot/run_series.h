// SPDX-License-Identifier: GPL-3.0-or-later
//
// The data columns that the plot draws, read incrementally from a RunRecord: steps and their places
// on the horizontal axis, one loss (or metric) per curve, and for the selected track the difference
// of losses to raw and the decay used.
// Detects when the record holds another run or the order of its tracks has changed.
#pragma once

#include "core/protocol/record/run_record.h"
#include "ui/plot/x_axis.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace emascope::ui {

class RunSeries {
 public:
  /// Reads new data. True if `record` holds another run or other tracks than at the last call.
  bool take(const RunRecord* record);
  /// Makes the next take() start from the beginning.
  void forget();
  /// Whether the curves are the metric of the task instead of the loss, from the next take() on.
  void setMetric(bool metric);
  [[nodiscard]] bool metric() const { return metric_; }
  /// What the horizontal axis counts, from the next take() on.
  void setAxis(XQuantity wanted);
  [[nodiscard]] XQuantity wantedAxis() const { return wanted_axis_; }
  [[nodiscard]] const XAxis& axis() const { return axis_; }
  /// 0 = main. Its difference and decay are available after the next take().
  void selectTrack(std::size_t track);
  [[nodiscard]] std::size_t selectedTrack() const { return selected_; }

  [[nodiscard]] std::size_t size() const { return steps().size(); }
  [[nodiscard]] bool empty() const { return steps().empty(); }
  [[nodiscard]] const std::vector<double>& steps() const { return axis_.steps(); }
  /// On the horizontal axis.
  [[nodiscard]] const std::vector<double>& places() const { return axis_.places(); }
  /// Raw is curve 0, track k is curve k + 1. The metric instead, after setMetric(true).
  [[nodiscard]] std::size_t curves() const { return losses_.size(); }
  [[nodiscard]] const std::vector<double>& loss(std::size_t curve) const { return losses_[curve]; }
  [[nodiscard]] const std::vector<double>& difference() const { return difference_; }
  [[nodiscard]] const std::vector<double>& decay() const { return decay_; }  ///< by decayScale()
  [[nodiscard]] const std::vector<double>& nonFiniteSteps() const { return non_finite_steps_; }
  [[nodiscard]] std::int64_t nonFiniteValues() const { return non_finite_values_; }
  /// Increases with each new run and each change of the selected track.
  [[nodiscard]] std::int64_t generation() const { return generation_; }

  /// Index of the evaluation nearest to `step`. @pre !empty()
  [[nodiscard]] std::size_t nearest(double step) const;
  /// Index of the evaluation nearest to `place` on the axis. @pre !empty()
  [[nodiscard]] std::size_t nearestTo(double place) const;

 private:
  void restart(const RunRecord* record, std::size_t tracks);
  void addPoint(const EvalPoint& point);
  void addSelected(const EvalPoint& point);

  XAxis axis_;
  XQuantity wanted_axis_ = XQuantity::kStep;
  std::vector<std::vector<double>> losses_;
  std::vector<double> difference_, decay_;
  std::vector<double> non_finite_steps_;
  std::int64_t non_finite_values_ = 0;
  bool metric_ = false;
  std::size_t selected_ = 0;
  std::int64_t generation_ = 0;
  std::size_t track_changes_ = 0;  // of the record
  EvalPoint last_ = {};  // last point read; a different one at its index means another run
};

}  // namespace emascope::ui
