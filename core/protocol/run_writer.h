// SPDX-License-Identifier: Apache-2.0
//
// A run as files: one row of CSV for each evaluation, and one JSON object with everything. The only
// writer of both, for both programs. Numbers are in the C locale and read back exactly; one that is
// not finite is nan, inf or -inf, in the JSON as a text.
//
// CSV: step,seconds,train_loss,raw.val_loss,raw.val_METRIC, then for each track LABEL.val_loss,
// LABEL.val_METRIC,LABEL.decay, METRIC being ModelInfo::metric: the labels in the order of their
// first appearance, those that scheduled edits will bring included. Cells of a track that is not
// there are empty, in the JSON null.
#pragma once

#include "core/base/output_file.h"
#include "core/protocol/run_record.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// The tracks that have columns.
[[nodiscard]] std::vector<std::string> csvLabels(const RunRecord& record);
/// Without newlines. `index` is that of a point.
[[nodiscard]] std::string csvHeader(const std::vector<std::string>& labels,
                                    const std::string& metric);
[[nodiscard]] std::string csvRow(const RunRecord& record, std::size_t index,
                                 const std::vector<std::string>& labels);
/// The whole file of what is recorded.
[[nodiscard]] std::string runCsv(const RunRecord& record);

/// Everything of a run: configuration, facts, points by columns, changes of values and
/// of tracks, skipped steps, failures, summary, and under "replay" the words of the command that
/// repeats it.
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
  /// Rows for the points that have come since. A track that nobody could foresee makes the file
  /// begin anew.
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
  std::vector<std::string> labels_;  ///< with columns
  std::size_t written_ = 0;          ///< points
  std::size_t track_changes_ = 0;    ///< seen
  bool failed_ = false;
};

}  // namespace emascope
