// SPDX-License-Identifier: Apache-2.0
//
// Progress of a headless run on stderr: on a terminal one line that is rewritten, elsewhere a line
// for each tenth of the run, at least five seconds apart.
#pragma once

#include "core/protocol/record/run_record.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace emascope {

/// "step 3 400 / 5 000, 68 %, 21 300 steps/s, 8 s left; loss raw 0.109, main 0.0775", with as many
/// tracks as fit into `width` characters.
[[nodiscard]] std::string progressText(const RunRecord& record, std::size_t width);

class ProgressLine {
 public:
  /// `terminal`: stderr can rewrite a line.
  explicit ProgressLine(bool terminal) : terminal_(terminal) {}
  [[nodiscard]] static ProgressLine onStderr();

  /// The text to write now; empty if nothing is due. On a terminal at most ten times a second, and
  /// never more than fits on one line. Of a run that goes on, nothing before the step from which it
  /// does, up to which its earlier evaluations come in again.
  [[nodiscard]] std::string update(const RunRecord& record,
                                   std::chrono::steady_clock::time_point now);
  /// The text that erases the progress line from the terminal.
  [[nodiscard]] std::string clear();

 private:
  bool terminal_;
  bool shown_ = false;       ///< the rewritten line is visible, or a plain line has been printed
  std::int64_t tenths_ = 0;  ///< tenths of the run reported so far
  std::chrono::steady_clock::time_point last_ = {};
};

/// The results of a run as a table for stdout: last and best (mean of five) loss of raw and of each
/// track, how much lower the track's mean is over the window of the verdict with its 95 % interval,
/// and in how many evaluations it was lower.
[[nodiscard]] std::string finalTable(const RunRecord& record);

}  // namespace emascope
