// SPDX-License-Identifier: Apache-2.0
//
// Messages of a headless run besides its progress: where it runs and what happens in it. Also its
// exit code.
#pragma once

#include "core/protocol/record/run_record.h"

#include <optional>
#include <string>

namespace emascope {

/// "two-spirals, 1185 parameters, on CPU, 2 cores (no NVIDIA driver found), 1 thread, seed 1"
[[nodiscard]] std::string runTitle(const event::Started& started);

/// "note: the arrays are rows x columns x 3, read as channels-last" for each of the model's notes,
/// a line each.
[[nodiscard]] std::string noteLines(const RunFacts& facts);

/// A line for the log about a change, a skipped step, a refusal or a failure; none for other
/// events.
[[nodiscard]] std::optional<std::string> eventLine(const Event& event, const std::string& metric);

/// "posthoc sigma_rel=0.1 at step 5000: loss 0.083, accuracy 0.97 (L1 error 0.0006, rounding errors
/// times 0.9, from 80 float32 snapshots)"
[[nodiscard]] std::string synthesisText(const event::Synthesized& made, const std::string& metric);

/// Exit code of a run that has ended. `output_failed`: something could not be written; `signal`:
/// the one that asked for an early end, or 0.
[[nodiscard]] int exitCodeOf(const RunRecord& record, bool output_failed, int signal = 0);

/// True if a user or a signal ended the run before its last step.
[[nodiscard]] bool isCutShort(const RunRecord& record);

}  // namespace emascope
