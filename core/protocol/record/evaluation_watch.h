// SPDX-License-Identifier: Apache-2.0
//
// Warns of evaluations whose loss is not finite: immediately, and once for each set of weights.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>

namespace emascope {

/// Watches one run; use a new one for the next run.
class EvaluationWatch {
 public:
  /// A warning if, since the last call, `record` has got the first non-finite evaluation of some
  /// weights.
  [[nodiscard]] std::optional<std::string> look(const RunRecord& record);

 private:
  std::size_t seen_ = 0;
  std::set<std::string> told_ = {};
};

/// True if there are evaluations but none, of raw or a track, has a finite loss.
[[nodiscard]] bool allNotFinite(const RunRecord& record);

}  // namespace emascope
