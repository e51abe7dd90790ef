// SPDX-License-Identifier: Apache-2.0
//
// Folds several edits into one change: the values that come into force, and the answer to each
// edit. Plain values; does not depend on LibTorch.
#pragma once

#include "core/protocol/commands.h"
#include "core/protocol/events.h"
#include "core/rules/rule_clock.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace emascope {

/// Target of an edit: a track or the run itself.
struct EditTarget {
  std::string track = {};                   ///< label; empty for the run
  const ScheduleEntry* schedule = nullptr;  ///< null for the run: runParams()
  std::vector<double> values = {};          ///< in force, in the order of the parameters
  std::int64_t calls = 0;                   ///< number of averaging calls so far
  RunLength run = {};                       ///< run length known to the track's rule
};

struct EditOutcome {
  std::string track = {};
  std::vector<double> values = {};  ///< new values
  bool reseed = false;
};

struct FoldedEdits {
  std::vector<EditOutcome> outcomes = {};  ///< one per target that changes
  std::vector<Event> answers = {};         ///< in the order of the edits
};

/// `next_step`: step at which the values come into force. Each edit applies entirely or not at all;
/// a refused edit does not affect the others.
[[nodiscard]] FoldedEdits foldEdits(std::span<const command::SetParams> edits,
                                    std::span<const EditTarget> targets, std::int64_t next_step);

}  // namespace emascope
