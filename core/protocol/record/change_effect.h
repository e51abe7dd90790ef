// SPDX-License-Identifier: Apache-2.0
//
// Computes when an edit of a track takes effect, with the engine's own rule arithmetic. A new cap
// has no effect before the ramp reaches it, and an edited average needs three half-lives of its new
// decay to settle.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace emascope {

struct ChangeEffect {
  /// False if the effect is unknown: this build does not have the rule, or the edit changed more
  /// than the decay.
  bool known = false;
  /// First step at which old and new settings lead to different updates; none if there is no
  /// difference before the planned end.
  std::optional<std::int64_t> from = {};
  /// Step three half-lives of the new decay after `from`; equal to `from` if the average is then a
  /// copy or frozen.
  double settled = 0.0;
};

/// The joint effect of record.changes[first] to record.changes[last], edits of one track.
/// @pre first <= last < record.changes.size()
[[nodiscard]] ChangeEffect effectOf(const RunRecord& record, std::size_t first, std::size_t last);

}  // namespace emascope
