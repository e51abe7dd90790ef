// SPDX-License-Identifier: GPL-3.0-or-later
//
// What an edit of an average has changed, by the rule the engine averages with: a cap that the ramp
// has not reached decides nothing yet, and an average that has just been changed needs three
// half-lives of its new decay to become what the new settings make of it.
#pragma once

#include "core/protocol/run_record.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace emascope::ui {

struct ChangeEffect {
  /// False: nothing can be said, as the rule is not of this build, or something besides the decay
  /// was changed.
  bool known = false;
  /// First step at which the settings before and after decide differently; none: not before the
  /// planned end.
  std::optional<std::int64_t> from = {};
  /// Step at which three half-lives of the new decay have passed since `from`; `from` itself where
  /// the average is a copy then, or frozen.
  double settled = 0.0;
};

/// Of record.changes[first] to record.changes[last], edits of one track.
/// @pre first <= last < record.changes.size()
[[nodiscard]] ChangeEffect effectOf(const RunRecord& record, std::size_t first, std::size_t last);

}  // namespace emascope::ui
