// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the horizontal axis of the chart counts: steps, epochs, or seconds since the start of the
// run without pauses. Knows where on the axis each evaluation is, interpolates between them, and
// estimates places after the last one from the recent pace.
#pragma once

#include "core/protocol/record/run_record.h"
#include "ui/plot/view_range.h"

#include <cstddef>
#include <vector>

#include <QString>

namespace emascope::ui {

enum class XQuantity { kStep, kEpoch, kTime };

class XAxis {
 public:
  /// Forgets the evaluations. Epochs that are unknown become steps. `record` may be null.
  void restart(XQuantity wanted, const RunRecord* record);
  void add(const EvalPoint& point);

  [[nodiscard]] XQuantity quantity() const { return quantity_; }
  [[nodiscard]] const std::vector<double>& steps() const { return steps_; }
  /// Of the same evaluations, ascending.
  [[nodiscard]] const std::vector<double>& places() const { return places_; }

  [[nodiscard]] double place(double step) const;
  [[nodiscard]] double stepAt(double place) const;
  /// Length of one step at present, above 0.
  [[nodiscard]] double pace() const;

  /// "2 400", "epoch 2.4", "14 s".
  [[nodiscard]] QString text(double step) const;

 private:
  XQuantity quantity_ = XQuantity::kStep;
  double rate_ = 1.0;  // of steps, epochs, or expected seconds
  std::vector<double> steps_, places_;
};

/// Ticks and their texts; at least `spacing` pixels apart.
[[nodiscard]] std::vector<double> xTicks(XQuantity quantity, const Range& range, double pixels,
                                         double spacing);
[[nodiscard]] QString xTickText(XQuantity quantity, double tick, const std::vector<double>& ticks);
/// "0", "0.5 s", "30 s", "1 min 30 s", "2 h 5 min".
[[nodiscard]] QString timeText(double seconds);

}  // namespace emascope::ui
