// SPDX-License-Identifier: Apache-2.0
//
// What verdicts and best means need of the evaluations of a long run that RunRecord::thin() has
// taken out of the record: 24 bytes per track for each evaluation that a verdict reads. Plain
// values, as the record.
#pragma once

#include "core/protocol/events.h"
#include "core/protocol/record/best_mean.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace emascope {

/// Two losses at the same evaluation, both finite.
struct LossPair {
  std::int64_t step = 0;
  double raw = 0.0;
  double track = 0.0;
};

struct PastTrack {
  BestMean best = {};
  /// Of the last evaluations in a row at which the track existed and was no copy of the raw
  /// weights, oldest first; as many as a verdict reads (kHistory windows).
  std::deque<LossPair> pairs = {};
  bool absent = false;  ///< at the last evaluation that was added
};

struct PastEvaluations {
  std::size_t count = 0;
  /// So many of RunRecord::points, the first ones, are left of them.
  std::size_t left = 0;
  /// Evaluations of which the one with the lowest and the one with the highest raw loss are left.
  std::size_t group = 4;
  bool any_finite = false;  ///< a loss, of raw or of a track
  BestMean raw = {};
  std::vector<PastTrack> tracks = {};  ///< in the order of RunRecord::tracks; empty before any

  /// Adds the next evaluation. `most`: pairs of each track to keep.
  void add(const EvalPoint& point, std::size_t most);
};

}  // namespace emascope
