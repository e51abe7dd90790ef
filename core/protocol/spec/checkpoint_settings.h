// SPDX-License-Identifier: Apache-2.0
//
// Which checkpoints of a run are written by themselves, where, and why one was written. They change
// no result of the run.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace emascope {

enum class CheckpointReason {
  kAsked,        ///< by a person, or by a command
  kSteps,        ///< so many steps after the last one
  kMinutes,      ///< so many minutes after the last one
  kEvaluations,  ///< so many evaluations after the last one
  kEdit,         ///< before an edit that may spoil the run
  kPause,
  kEnd,   ///< after the last step, or after early stopping
  kStop,  ///< the run was ended before: by a person, by a signal, by another run
};
inline constexpr int kCheckpointReasonCount = static_cast<int>(CheckpointReason::kStop) + 1;

/// The name in the protocol and in files: "asked", "steps", "minutes", …
[[nodiscard]] std::string_view checkpointReasonId(CheckpointReason reason);
/// For people, after "checkpoint": "on request", "every few minutes", "before an edit", …
[[nodiscard]] std::string_view checkpointReasonText(CheckpointReason reason);

/// In place of a folder: the engine makes one for the run, below its own folder of checkpoints.
inline constexpr std::string_view kAutomaticFolder = "auto";

struct CheckpointSettings {
  /// On the engine's machine. Empty: no checkpoints. kAutomaticFolder: event::Started has the one
  /// that the engine has chosen, or an empty one where it cannot have any.
  std::string folder = {};
  double minutes = 5.0;          ///< between two of them, 0 to 1e6; 0: off
  std::int64_t evaluations = 0;  ///< between two of them, 0 to 1e9; 0: not by evaluations
  std::int64_t steps = 0;        ///< between two of them, 0 to 1e9; 0: not by steps
  friend bool operator==(const CheckpointSettings&, const CheckpointSettings&) = default;
};

/// Refuses numbers out of range; the error names the option of the command line.
[[nodiscard]] Status checkCheckpoints(const CheckpointSettings& settings);

}  // namespace emascope
