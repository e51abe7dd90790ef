// SPDX-License-Identifier: GPL-3.0-or-later
//
// Validation losses between raw and an average at one step of a run: first at 21 shares, then also
// around the lowest. Losses that are not finite stay in the line and are never the lowest.
#pragma once

#include "core/protocol/events.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace emascope::ui {

/// -0.5 to 1.5 in tenths.
[[nodiscard]] std::vector<double> coarseShares();
/// Further shares less than a tenth from `lowest`, each 0.02 from the next.
[[nodiscard]] std::vector<double> sharesAround(double lowest);

struct ScanPoint {
  double share = 0.0;
  Evaluation val = {};
  friend bool operator==(const ScanPoint&, const ScanPoint&) = default;
};

class ScanLine {
 public:
  /// The answer to a coarse scan begins a new line; others add to the line of the same step and
  /// track. Answers of another step or track are left out. Returns whether the line has changed.
  bool take(const event::Scanned& scanned, bool coarse);
  void clear() { *this = {}; }

  [[nodiscard]] const std::vector<ScanPoint>& points() const { return points_; }  ///< by share
  [[nodiscard]] std::int64_t step() const { return step_; }
  [[nodiscard]] const std::string& track() const { return track_; }
  /// The point at `share`; null if it was not evaluated.
  [[nodiscard]] const ScanPoint* at(double share) const;
  /// The lowest finite loss, at equal losses the one nearest to the average; null without one.
  [[nodiscard]] const ScanPoint* lowest() const;

 private:
  std::vector<ScanPoint> points_;
  std::int64_t step_ = 0;
  std::string track_;
};

}  // namespace emascope::ui
