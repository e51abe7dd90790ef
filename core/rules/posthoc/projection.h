// SPDX-License-Identifier: Apache-2.0
//
// Post-hoc averages from the actual history of the tracks: each snapshot is described by the exact
// weights of its steps, so any schedule works, including live edits, and any target profile can be
// synthesized.
#pragma once

#include "core/rules/posthoc/least_squares.h"
#include "core/rules/posthoc/synthesis.h"
#include "core/rules/weight_profile.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// A track's average after its `call`-th update call. Tracks are called once per step.
struct ResponseSnapshot {
  std::string run = {};                    ///< name of the run it is from
  std::int64_t began = 0;                  ///< step at which the track was constructed: its call 0
  std::int64_t call = 0;                   ///< the snapshot is from step began + call
  const WeightProfile* history = nullptr;  ///< that track's; has at least `call` calls
};

/// What the syntheses at one step share, in pieces: which snapshots are used, and the decomposition
/// of their profiles, which takes most of the time.
class Projection {
 public:
  /// Fails as synthesize() does for its snapshots and step. The histories must outlive the result;
  /// they may grow.
  [[nodiscard]] static Result<Projection> begin(std::vector<ResponseSnapshot> snapshots,
                                                std::string_view run, std::int64_t at,
                                                std::string_view where);

  /// Does another piece, of a few milliseconds. Returns true when nothing is left to do.
  [[nodiscard]] bool advance();
  /// synthesize() for a target. @pre advance() has returned true
  [[nodiscard]] Result<Synthesis> of(const TargetProfile& target, const SynthesisOptions& options,
                                     std::string_view where) const;

 private:
  Projection(std::vector<ResponseSnapshot> snapshots, std::vector<double> steps,
             std::vector<std::size_t> used, std::int64_t at);
  [[nodiscard]] std::vector<double> perStep(std::vector<double> shares) const;

  std::vector<ResponseSnapshot> snapshots_;
  std::vector<double> steps_;  ///< of each snapshot
  std::vector<std::size_t> used_;
  ProfileGrid grid_;
  std::vector<std::vector<double>> columns_ = {};  ///< profiles of those of `used_` that are known
  LeastSquares solver_;
};

/// The combination of snapshots whose profile is closest to the target's in the sum of squared
/// weight differences over all steps. usableSnapshots() selects the snapshots; SynthesisOptions
/// sets the limits of acceptance. `at` is the requested step.
[[nodiscard]] Result<Synthesis> synthesize(std::span<const ResponseSnapshot> snapshots,
                                           std::string_view run, const TargetProfile& target,
                                           std::int64_t at, const SynthesisOptions& options,
                                           std::string_view where);

}  // namespace emascope
