// SPDX-License-Identifier: Apache-2.0
//
// Which half-lives are as good as the best one. In: points, each a half-life with its losses at the
// same evaluations as the other points; a point is a track, or a step of a line between the tracks.
// Out: for each point its mean loss and the 95 % interval of its difference to the best point; the
// range of half-lives within noise of the best; and a sentence. The differences are paired: all
// averages of a run share the noise of one trajectory, so unpaired bars would all overlap.
// The interval is that of one run: other seeds, other validation samples, and the choice of the
// best of several are not in it.
#pragma once

#include "core/base/phrase.h"
#include "core/protocol/record/mean_interval.h"
#include "core/protocol/record/run_record.h"
#include "core/protocol/record/verdict.h"

#include <cstddef>
#include <string>
#include <vector>

namespace emascope {

struct HalfLifeLosses {
  std::string label = {};           ///< of the track; empty for a point of a line
  double half_life = 0.0;           ///< in steps, above 0 and finite
  std::vector<double> losses = {};  ///< oldest first, finite
};

struct HalfLifePoint {
  std::string label = {};
  double half_life = 0.0;
  double mean = 0.0;             ///< of its losses
  MeanInterval difference = {};  ///< of loss - loss of the best; zero for the best itself
  /// The interval includes zero; true for the best itself. False where the interval is unknown
  /// (MeanInterval::at_least) and each of the losses compared is above each of the best's.
  bool within_noise = false;
};

struct FlatRegion {
  std::vector<HalfLifePoint> points = {};  ///< by half-life, the shortest first
  std::size_t best = 0;                    ///< index of the lowest mean
  std::size_t first = 0;  ///< first and last point of the unbroken range within noise of the best
  std::size_t last = 0;
  std::size_t evaluations = 0;  ///< number compared; 0 and no points if there is nothing to compare

  /// Whether the points suffice for a range: two points, kFewestForInterval evaluations.
  [[nodiscard]] bool known() const {
    return points.size() > 1 && evaluations >= kFewestForInterval;
  }
};

/// Compares the means of the last `window` losses; earlier ones help to estimate their correlation.
/// @pre all points have the same number of losses
[[nodiscard]] FlatRegion flatRegion(std::vector<HalfLifeLosses> points, std::size_t window);

/// The current tracks of a run that average with the settings they have had for kFewestForInterval
/// evaluations, over the window of the verdict. Copies and frozen averages are left out.
[[nodiscard]] FlatRegion flatRegion(const RunRecord& record,
                                    VerdictSpan span = VerdictSpan::kTenth);

/// "Any half-life from 90 to 280 steps is within the noise of the best (200)." along a line; "EMA
/// and hl200 are within the noise of the best (hl90)." between tracks; "No half-life stands out
/// yet." if all are. Empty for fewer than two points.
[[nodiscard]] Phrase flatRegionPhrase(const FlatRegion& region);

}  // namespace emascope
