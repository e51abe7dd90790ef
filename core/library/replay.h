// SPDX-License-Identifier: Apache-2.0
//
// Makes a kept run again from its control log and compares the evaluations bit for bit. On the same
// machine, device, number of threads and versions they are the same.
#pragma once

#include "core/base/result.h"
#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace emascope {

/// The configuration that makes the run again up to its last evaluation, at full speed, with its
/// edits at their steps. It writes no file. Fails if nothing was evaluated, and
/// for an imported run.
[[nodiscard]] Result<RunConfig> configOfReplay(const RunRecord& kept);

/// The first number that differs.
struct ReplayDifference {
  std::int64_t step = 0;
  std::string column = {};  ///< as in the CSV: "raw.val_loss", "main.val_loss"
  std::string kept = {};    ///< with all digits; "none" if there is no such evaluation
  std::string again = {};
  friend bool operator==(const ReplayDifference&, const ReplayDifference&) = default;
};
struct ReplayResult {
  std::size_t compared = 0;  ///< evaluations, up to the first that differs
  /// Evaluations that the replay cannot have: at the end that a run had before it was extended. Nor
  /// is the mean training loss since then compared.
  std::size_t left_out = 0;
  std::optional<ReplayDifference> difference = {};
  friend bool operator==(const ReplayResult&, const ReplayResult&) = default;
};

/// Compares all numbers of all evaluations but the seconds. NaN equals NaN.
[[nodiscard]] ReplayResult compareReplay(const RunRecord& kept, const RunRecord& again);

/// "identical: 120 evaluations", or "differs at step 250: raw.val_loss was 0.25 and is 0.26; 9
/// evaluations before it are identical".
[[nodiscard]] std::string replayText(const ReplayResult& result);

}  // namespace emascope
