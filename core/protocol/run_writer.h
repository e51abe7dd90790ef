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

#include "core/base/result.h"
#include "core/protocol/run_record.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Takes a text piece by piece; the first error ends it.
using TextSink = std::function<Status(std::string_view)>;

/// The tracks that have columns.
[[nodiscard]] std::vector<std::string> csvLabels(const RunRecord& record);
/// Without newlines. `index` is that of a point.
[[nodiscard]] std::string csvHeader(const std::vector<std::string>& labels,
                                    const std::string& metric);
[[nodiscard]] std::string csvRow(const RunRecord& record, std::size_t index,
                                 const std::vector<std::string>& labels);
/// The whole file of what is recorded, in pieces of some 64 KiB.
[[nodiscard]] Status writeRunCsv(const RunRecord& record, const TextSink& sink);
[[nodiscard]] std::string runCsv(const RunRecord& record);

/// Everything of a run: configuration, facts, points by columns, changes of values and of tracks,
/// skipped steps, failures, what was refused, summary, and under "replay" the words of the command
/// that repeats it. In pieces of some 64 KiB.
[[nodiscard]] Status writeRunJson(const RunRecord& record, const TextSink& sink);
[[nodiscard]] std::string runJson(const RunRecord& record);

/// Either, into a file that it replaces whole.
using RunForm = Status (*)(const RunRecord&, const TextSink&);
[[nodiscard]] Status saveRun(RunForm form, const RunRecord& record, const std::string& path);

/// "emascope-engine", "train", and options that repeat the run on the device and with the threads
/// it had, its control log included.
[[nodiscard]] std::vector<std::string> replayCommand(const RunRecord& record);

struct OutputNews {
  std::string text = {};  ///< a sentence without its full stop; begins with the file
  bool trouble = true;
  friend bool operator==(const OutputNews&, const OutputNews&) = default;
};

/// The files of one run after the other. Whatever becomes of the disk meanwhile, the run goes on:
/// a CSV that cannot be written, or whose folder is gone, is said once and tried again each second,
/// with the rows it lacks; what cannot be written at the end goes to one of fallbackPlaces().
/// What a power cut takes from the CSV is the last two seconds.
class RunWriter {
 public:
  /// Refuses what cannot be written, two names of one file, and a file that another run writes;
  /// touches nothing else.
  [[nodiscard]] static Result<RunWriter> open(const std::optional<std::string>& csv,
                                              const std::optional<std::string>& json);
  RunWriter(RunWriter&& other) noexcept;
  RunWriter& operator=(RunWriter&& other) noexcept;
  ~RunWriter();

  /// Called, on any thread, when append() has something to try again or takeNews() something to
  /// tell; must return at once and not call back. When this returns, the previous one is not
  /// running and will not run again.
  void setWakeup(std::function<void()> wakeup);
  /// Also tells when the folder of `path`, another output of the run, is gone.
  void watch(const std::string& path);

  /// A run has started. What the CSV held goes when there is a first row; the files of a further
  /// run of this writer are called -2, -3, …, by the first number that no file has.
  void begin(const RunRecord& record);
  /// Rows for the points that have come since, and those that could not be written before. A track
  /// that nobody could foresee makes the file begin anew.
  void append(const RunRecord& record);
  /// The run has ended: what is left of the CSV, and the JSON.
  void finish(const RunRecord& record);

  /// For the person who waits, oldest first: what could not be written and why, what can be again,
  /// and where else something is.
  [[nodiscard]] std::vector<OutputNews> takeNews();
  /// A file of a run that is over is not where it was asked for, or not whole.
  [[nodiscard]] bool failed() const;

 private:
  struct Parts;
  explicit RunWriter(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace emascope
