// SPDX-License-Identifier: Apache-2.0
//
// Several edits folded into one application: which values come into force, and what each edit is
// answered. Plain values; knows no LibTorch.
#pragma once

#include "core/protocol/commands.h"
#include "core/protocol/events.h"
#include "core/rules/rule_clock.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace emascope {

/// A track, or the run itself, as an edit sees it.
struct EditTarget {
  std::string track = {};                   ///< label; empty for the run
  const ScheduleEntry* schedule = nullptr;  ///< null for the run: runParams()
  std::vector<double> values = {};          ///< in force, in the order of the parameters
  std::int64_t calls = 0;                   ///< averaging calls it has had
  RunLength run = {};                       ///< what the track's rule is told
};

struct EditOutcome {
  std::string track = {};
  std::vector<double> values = {};  ///< to come into force
  bool reseed = false;
};

struct FoldedEdits {
  std::vector<EditOutcome> outcomes = {};  ///< one per target that changes
  std::vector<Event> answers = {};         ///< in the order of the edits
};

/// `next_step`: where the values come into force. Each edit is all or nothing, and one that is
/// refused does not touch the others.
[[nodiscard]] FoldedEdits foldEdits(std::span<const command::SetParams> edits,
                                    std::span<const EditTarget> targets, std::int64_t next_step);

}  // namespace emascope
