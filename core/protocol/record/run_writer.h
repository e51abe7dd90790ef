// SPDX-License-Identifier: Apache-2.0
//
// Writes the files of a run, for both programs: a CSV with one row per evaluation, and one JSON
// object with everything. Numbers are in the C locale and read back exactly; non-finite ones are
// nan, inf or -inf, in the JSON as texts.
//
// CSV: step,seconds,train_loss,raw.val_loss,raw.val_METRIC, then for each track LABEL.val_loss,
// LABEL.val_METRIC,LABEL.decay, where METRIC is ModelInfo::metric. Labels come in the order of
// their first appearance, including those that scheduled edits will add. Cells are empty while a
// track does not exist; in the JSON they are null.
#pragma once

#include "core/base/output_plan.h"
#include "core/base/result.h"
#include "core/protocol/record/run_record.h"
#include "core/protocol/record/run_remarks.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Receives a text piece by piece; writing stops at the first error.
using TextSink = std::function<Status(std::string_view)>;

/// The labels of the tracks that have columns.
[[nodiscard]] std::vector<std::string> csvLabels(const RunRecord& record);
/// Without newlines. `index` is that of a point.
[[nodiscard]] std::string csvHeader(const std::vector<std::string>& labels,
                                    const std::string& metric);
[[nodiscard]] std::string csvRow(const RunRecord& record, std::size_t index,
                                 const std::vector<std::string>& labels);
/// Writes the complete CSV of the record, in pieces of about 64 KiB.
[[nodiscard]] Status writeRunCsv(const RunRecord& record, const TextSink& sink);

/// Writes everything about a run: configuration, facts, points by columns, changes of values and of
/// tracks, skipped steps, failures, refusals, notes on the chart, summary, and under "replay" the
/// words of the command that repeats it. In pieces of about 64 KiB.
[[nodiscard]] Status writeRunJson(const RunRecord& record, const TextSink& sink);
[[nodiscard]] std::string runJson(const RunRecord& record);

/// Writes a run in one format.
using RunFormat = std::function<Status(const RunRecord&, const TextSink&)>;
/// Writes to a file, which is replaced once the new one is complete.
[[nodiscard]] Status saveRun(const RunFormat& format, const RunRecord& record,
                             const std::string& path);
/// writeRunJson() with `remarks` under "remarks" in place of the record's notes, if there are any.
[[nodiscard]] RunFormat runJsonWith(RunRemarks remarks);

/// "emascope-engine", "train", and the options that repeat the run on the same device with the same
/// number of threads, its control log included.
[[nodiscard]] std::vector<std::string> replayCommand(const RunRecord& record);

/// Reads the evaluations of a run from its beginning on: passes the record as it was after each
/// piece, with the evaluations of that piece alone, to `take`, and stops at its first error.
using PointsReader = std::function<Status(const std::function<Status(const RunRecord&)>& take)>;

struct OutputNews {
  std::string text = {};  ///< a sentence without its full stop; begins with the file
  bool trouble = true;
  friend bool operator==(const OutputNews&, const OutputNews&) = default;
};

/// Writes the files of one run after the other. Disk errors do not stop a run: a CSV that cannot be
/// written, or whose folder is gone, is reported once and tried again every second with all missing
/// rows. What cannot be written at the end goes to one of fallbackPlaces(). A power cut loses at
/// most the last two seconds of the CSV.
class RunWriter {
 public:
  /// Refuses files that cannot be written, two names of one file, and a file that another run is
  /// writing, without touching anything.
  [[nodiscard]] static Result<RunWriter> open(const std::optional<std::string>& csv,
                                              const std::optional<std::string>& json);
  RunWriter(RunWriter&& other) noexcept;
  RunWriter& operator=(RunWriter&& other) noexcept;
  ~RunWriter();

  /// `wakeup` is called, on any thread, when append() can try again or takeNews() has something. It
  /// must return at once and not call back. When this returns, the previous one is not running and
  /// will not run again.
  void setWakeup(std::function<void()> wakeup);
  /// Also reports if the folder of `path`, another output of the run, disappears.
  void watch(const std::string& path);

  /// Where rows come from that have to be written again after RunRecord::thin().
  void readThinnedFrom(PointsReader reader);

  /// A run has started. The old contents of the CSV are replaced at the first row. Files of a
  /// further run of this writer are called -2, -3, …, with the first number that is free, and so
  /// are those of any run for which the names are files of `others`, or were given to other files.
  void begin(const RunRecord& record, const OutputPlan& others = {});
  /// Writes rows for the new points, and those that could not be written before. If an unforeseen
  /// track has been added, writes the file again from the start.
  void append(const RunRecord& record);
  /// Whether the record must not be thinned now: the CSV lacks rows, or a JSON is to be written.
  [[nodiscard]] bool needsAll(const RunRecord& record) const;
  /// The run that has ended goes on: its files are continued, under the same names.
  void goOn(const RunRecord& record);
  /// The run has ended. Writes the rest of the CSV, and the JSON.
  void finish(const RunRecord& record);
  /// Adds the files of the present run, as --csv and --json.
  void addTo(OutputPlan& plan) const;

  /// Messages for the user, oldest first: what could not be written and why, what can be written
  /// again, and what was written elsewhere.
  [[nodiscard]] std::vector<OutputNews> takeNews();
  /// True if a file of a finished run is not in its place, or incomplete.
  [[nodiscard]] bool failed() const;

 private:
  struct Parts;
  explicit RunWriter(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace emascope
