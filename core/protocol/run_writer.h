// SPDX-License-Identifier: Apache-2.0
//
// A run as files: one row of CSV for each evaluation, and one JSON object with everything. The only
// writer of both, for both programs. Numbers are in the C locale and read back exactly; one that is
// not finite is nan, inf or -inf, in the JSON as a text.
//
// CSV: step,seconds,train_loss,raw.val_loss,raw.val_accuracy, then for each track
// LABEL.val_loss,LABEL.val_accuracy,LABEL.decay.
#pragma once

#include "core/base/output_file.h"
#include "core/protocol/run_record.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// Without newlines.
[[nodiscard]] std::string csvHeader(const RunConfig& config);
[[nodiscard]] std::string csvRow(const EvalPoint& point);

/// Everything of a run: configuration, facts, points by columns, changes, skipped steps, failures,
/// summary, and under "replay" the words of the command that repeats it.
[[nodiscard]] std::string runJson(const RunRecord& record);

/// "emascope-engine", "train", and options that repeat the run on the device and with the threads
/// it had, its control log included.
[[nodiscard]] std::vector<std::string> replayCommand(const RunRecord& record);

/// The files that were asked for. A CSV that fails is given up and said once; the run goes on.
class RunWriter {
 public:
  /// Refuses what cannot be written, and touches nothing else.
  [[nodiscard]] static Result<RunWriter> open(const std::optional<std::string>& csv,
                                              const std::optional<std::string>& json);

  /// A run has started: whatever the CSV held goes.
  [[nodiscard]] Status begin(const RunRecord& record);
  /// Rows for the points that have come since.
  [[nodiscard]] Status append(const RunRecord& record);
  /// Writes the JSON.
  [[nodiscard]] Status finish(const RunRecord& record);

  /// Something could not be written.
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  RunWriter() = default;
  Status write(const std::string& text);

  std::optional<GrowingFile> csv_;
  std::optional<std::string> json_;
  std::size_t written_ = 0;  ///< points
  bool failed_ = false;
};

}  // namespace emascope
