// SPDX-License-Identifier: Apache-2.0
//
// Evaluations whose loss is not finite, as a person should hear of them: at once, and once for each
// set of weights.
#pragma once

#include "core/protocol/run_record.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>

namespace emascope {

/// Of one run; a new one for the next.
class EvaluationWatch {
 public:
  /// A sentence on the evaluations that `record` has since the last call, if weights of which all
  /// evaluations were finite so far have one that is not.
  [[nodiscard]] std::optional<std::string> look(const RunRecord& record);

 private:
  std::size_t seen_ = 0;
  std::set<std::string> told_ = {};
};

/// True if there are evaluations and not one, of raw or of a track, has a finite loss.
[[nodiscard]] bool allNotFinite(const RunRecord& record);

}  // namespace emascope
