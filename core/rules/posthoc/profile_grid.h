// SPDX-License-Identifier: Apache-2.0
//
// The steps of a run cut into cells on which profiles are compared: single steps while there are
// few enough; in a long run single steps just before each snapshot, where profiles change most, and
// wider ones further back. Shares of cells are exact sums, so a cell hides only what varies within
// it.
#pragma once

#include "core/rules/posthoc/target_profile.h"

#include <functional>
#include <span>
#include <vector>

namespace emascope {

class ProfileGrid {
 public:
  /// Cells from `first` (exclusive) to `at`. `times` are where profiles end, in any order; those
  /// outside are passed over. At most about `most` cells, at least one per time.
  ProfileGrid(double first, double at, std::span<const double> times, std::size_t most = 4096);

  /// Cell j is (edges[j], edges[j + 1]].
  [[nodiscard]] const std::vector<double>& edges() const { return edges_; }
  [[nodiscard]] std::size_t cells() const { return edges_.size() - 1; }
  [[nodiscard]] double at() const { return edges_.back(); }

  /// Shares of the cells, from the weight on all steps up to a given one.
  [[nodiscard]] std::vector<double> shares(const std::function<double(double step)>& up_to) const;
  [[nodiscard]] std::vector<double> shares(const TargetProfile& target) const;

  /// Mean distance of the weight from at(), with each cell's weight at its newest step.
  [[nodiscard]] double meanAge(const std::vector<double>& shares) const;

 private:
  std::vector<double> edges_;
};

}  // namespace emascope
