// SPDX-License-Identifier: Apache-2.0
//
// How a run that nobody watches is getting on, on stderr: one line that is rewritten on a terminal,
// elsewhere a plain line for each tenth of the run, but none within five seconds of the last.
#pragma once

#include "core/protocol/run_record.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace emascope {

/// "step 3 400 / 5 000, 68 %, 21 300 steps/s, 8 s left; loss raw 0.109, main 0.0775", with as many
/// tracks as there is room for in `width` characters.
[[nodiscard]] std::string progressText(const RunRecord& record, std::size_t width);

class ProgressLine {
 public:
  /// `terminal`: stderr can rewrite a line.
  explicit ProgressLine(bool terminal) : terminal_(terminal) {}
  [[nodiscard]] static ProgressLine onStderr();

  /// What to write now; empty if nothing is due. On a terminal at most ten times a second, and
  /// never more than fits on one line of it.
  [[nodiscard]] std::string update(const RunRecord& record,
                                   std::chrono::steady_clock::time_point now);
  /// What takes a half-written line off the terminal.
  [[nodiscard]] std::string clear();

 private:
  bool terminal_;
  bool shown_ = false;       ///< a line that is rewritten, or a plain line so far
  std::int64_t tenths_ = 0;  ///< of the run, already reported
  std::chrono::steady_clock::time_point last_ = {};
};

/// The end of a run as a table for stdout: last and best (mean of five) loss of raw and of each
/// track, how much lower the track's mean is over the last evaluations, and how many it won.
[[nodiscard]] std::string finalTable(const RunRecord& record);

}  // namespace emascope
