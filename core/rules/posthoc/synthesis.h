// SPDX-License-Identifier: Apache-2.0
//
// A synthesized average: the coefficient of each snapshot, and how accurate the result is. The
// coefficients found by projection.h are checked here; a request that the snapshots cannot
// represent fails with the reason.
#pragma once

#include "core/rules/posthoc/profile_grid.h"

#include <span>
#include <string_view>
#include <vector>

namespace emascope {

/// The unit of time in input and messages.
enum class SnapshotUnit {
  kSteps,  ///< "step 400", "12 steps"
  kKimg,   ///< thousands of images, whole in the names of snapshots: "1024 kimg", "12.5 kimg"
};

/// What a synthesis accepts.
struct SynthesisOptions {
  /// Scale the coefficients to sum to one, as EDM2 does (ema-pytorch does not).
  bool normalize = true;
  /// Largest accepted error. 0.1 means that 5 % of the weight lies on wrong steps.
  double largest_error = 0.1;
  /// Relative rounding error of the snapshots. Where it would be amplified to more than a little
  /// error of the profile costs, the latter is accepted.
  double rounding = 0.0;
  /// Accept any error, and targets shorter than every snapshot.
  bool extrapolate = false;
  SnapshotUnit unit = SnapshotUnit::kSteps;  ///< for errors
};

/// A synthesized average: sum_i coefficients[i] snapshot_i.
struct Synthesis {
  std::vector<double> coefficients = {};  ///< one per given snapshot; 0 for unused ones
  std::size_t used = 0;                   ///< snapshots that contribute
  std::size_t later = 0;                  ///< snapshots after the target's step, not used
  /// L1 distance of the resulting profile from the target's, 0..2: twice the fraction of the weight
  /// that lies on wrong steps.
  double error = 0.0;
  /// ||x||_2: amplification of independent rounding errors of the snapshots.
  double amplification = 0.0;
};

/// Labels a snapshot for usableSnapshots(): a snapshot from another run, or with a step that is not
/// positive, is an error; snapshots after `at` are not used; at least one must remain.
struct SnapshotLabel {
  std::string_view run = {};  ///< name of the run it is from
  double step = 0.0;          ///< step at which it was taken
};

/// Indices of the snapshots to use, in order. `where` names the request in errors.
[[nodiscard]] Result<std::vector<std::size_t>> usableSnapshots(
    std::span<const SnapshotLabel> snapshots, std::string_view run, double at,
    std::string_view where, SnapshotUnit unit = SnapshotUnit::kSteps);

/// Coefficients to be checked by evaluateCandidate(). The references must outlive it.
struct Candidate {
  const ProfileGrid& grid;                          ///< cells on which profiles are compared
  const TargetProfile& target;                      ///< the profile that was asked for
  std::span<const SnapshotLabel> snapshots;         ///< all given ones
  const std::vector<std::size_t>& used;             ///< indices returned by usableSnapshots()
  const std::vector<std::vector<double>>& columns;  ///< profile of used[i]: one weight per cell
  std::vector<double> found;                        ///< coefficient of used[i]
};

/// The synthesis with these coefficients. Fails, unless `options` allow it, for a target shorter
/// than every snapshot and for an error above the limit. `where` names the request in the error.
[[nodiscard]] Result<Synthesis> evaluateCandidate(Candidate candidate,
                                                  const SynthesisOptions& options,
                                                  std::string_view where);

}  // namespace emascope
