// SPDX-License-Identifier: Apache-2.0
//
// Divides the steps of a run into cells on which profiles are compared: single steps in short runs;
// in long runs, single steps just before each snapshot, where profiles change most, and wider cells
// further back. Cell weights are exact sums, so only variation within a cell is lost.
#pragma once

#include "core/rules/posthoc/target_profile.h"

#include <functional>
#include <span>
#include <vector>

namespace emascope {

/// The cells between step `first` and step `at`. Immutable.
class ProfileGrid {
 public:
  /// Cells from `first` (exclusive) to `at`. `times` are the ends of profiles, in any order; times
  /// outside the range are ignored. At most about `most` cells, but at least one per time.
  ProfileGrid(double first, double at, std::span<const double> times, std::size_t most = 4096);

  /// Cell j is (edges[j], edges[j + 1]].
  [[nodiscard]] const std::vector<double>& edges() const { return edges_; }
  /// Number of cells, at least 1.
  [[nodiscard]] std::size_t cells() const { return edges_.size() - 1; }
  /// The last step.
  [[nodiscard]] double at() const { return edges_.back(); }

  /// Weight of each cell, given the cumulative weight up to a step.
  [[nodiscard]] std::vector<double> shares(const std::function<double(double step)>& up_to) const;
  /// Weight of each cell in the target's average at step at().
  [[nodiscard]] std::vector<double> shares(const TargetProfile& target) const;

  /// Mean distance of the weight from at(), placing each cell's weight at its newest step.
  [[nodiscard]] double meanAge(const std::vector<double>& shares) const;

 private:
  std::vector<double> edges_;
};

}  // namespace emascope
