// SPDX-License-Identifier: Apache-2.0
//
// Whether the averaged or the raw weights of an imported run have the lower values, by the same
// statistics as in a run of EMAscope (verdict.h): on the steps at which both were logged.
#pragma once

#include "core/interchange/imported_run.h"
#include "core/protocol/record/verdict.h"

#include <cstddef>
#include <string>

namespace emascope {

struct PairVerdict {
  std::size_t together = 0;  ///< steps at which both were logged
  Verdict verdict = {};      ///< on the last tenth of these, at least kFewestForInterval
  std::string name = {};     ///< the average in verdictText(): "ema", "ema-0-999", a track's label
};

/// Steps at which one of the two is not finite are left out; if the last one is among them, there
/// is no comparison. Verdict::settling and Verdict::remembers are unknown here.
/// @pre `pair` is one of run.pairs
[[nodiscard]] PairVerdict verdictOf(const ImportedRun& run, const LogPair& pair);

}  // namespace emascope
