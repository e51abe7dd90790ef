// SPDX-License-Identifier: Apache-2.0
//
// A synthesized average: what to multiply each saved snapshot with, and how far the result can be
// trusted. Both ways of finding the coefficients (power_synthesis.h, projection.h) are judged here
// by the same rules, and refused with the reason where the snapshots do not hold what is asked for.
#pragma once

#include "core/rules/posthoc/profile_grid.h"

#include <span>
#include <string_view>
#include <vector>

namespace emascope {

struct SynthesisOptions {
  /// Makes the coefficients sum to one, as EDM2 does and ema-pytorch does not.
  bool normalize = true;
  /// Refused above it. 0.1 means that a twentieth of the weight lies on wrong steps.
  double largest_error = 0.1;
  /// Answers also when the target is shorter than every snapshot and whatever the error is.
  bool extrapolate = false;
};

struct Synthesis {
  std::vector<double> coefficients = {};  ///< one per snapshot given; 0 for those not used
  std::size_t used = 0;
  std::size_t later = 0;  ///< snapshots after the target's step, left out
  /// L1 distance of the realised profile from the target's, 0..2: twice the share of the weight
  /// that lies on wrong steps.
  double error = 0.0;
  /// ||x||_2: what independent rounding errors of the snapshots are multiplied with.
  double amplification = 0.0;
};

/// The rules that both ways share: a snapshot of another run or with a step that is not above 0 is
/// an error; one after `at` is left out; one at or before `at` must remain.
struct SnapshotLabel {
  std::string_view run = {};
  double step = 0.0;
};

/// Indices of the snapshots to use, in order. `where` names the request.
[[nodiscard]] Result<std::vector<std::size_t>> usableSnapshots(
    std::span<const SnapshotLabel> snapshots, std::string_view run, double at,
    std::string_view where);

/// What the coefficients of the used snapshots are worth: `columns[i]` are the shares of snapshot
/// used[i] on the grid, `found[i]` its coefficient. Refuses what SynthesisOptions says.
struct Candidate {
  const ProfileGrid& grid;
  const TargetProfile& target;
  std::span<const SnapshotLabel> snapshots;
  const std::vector<std::size_t>& used;
  const std::vector<std::vector<double>>& columns;
  std::vector<double> found;
};
[[nodiscard]] Result<Synthesis> evaluateCandidate(Candidate candidate,
                                                  const SynthesisOptions& options,
                                                  std::string_view where);

}  // namespace emascope
