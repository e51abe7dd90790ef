// SPDX-License-Identifier: Apache-2.0
//
// The states of a run, as one pure function. The window uses it to enable its controls, the trainer
// to accept commands; there is no second copy of these rules.
#pragma once

#include "core/protocol/commands.h"

#include <optional>
#include <string_view>

namespace emascope {

/// kIdle: no run. kFinished: all steps done, or stopped. kFailed: ended by an error.
enum class RunState { kIdle, kRunning, kPaused, kFinished, kFailed };
inline constexpr int kRunStateCount = static_cast<int>(RunState::kFailed) + 1;

[[nodiscard]] std::string_view runStateText(RunState state);  ///< "running", …

/// State after `command` in `from`, or none if the command is not allowed there.
[[nodiscard]] std::optional<RunState> nextState(RunState from, const Command& command);

[[nodiscard]] inline bool accepts(RunState state, const Command& command) {
  return nextState(state, command).has_value();
}

}  // namespace emascope
