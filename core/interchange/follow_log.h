// SPDX-License-Identifier: Apache-2.0
//
// Follows a log that another tool is still writing: reads what is there, then what is added, once:
// records of event files, rows of a table or of a database. What was truncated or replaced is read
// from its beginning; so is a trainer_state.json, a document that is written anew, whenever its
// size or time has changed. A row or a document that is only partly written is read the next time.
#pragma once

#include "core/base/result.h"
#include "core/interchange/event_log.h"
#include "core/interchange/imported_run.h"
#include "core/interchange/metrics_csv.h"
#include "core/interchange/trackio_log.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace emascope {

class LogFollower {
 public:
  /// Reads what is there, perhaps no scalar yet. Fails as readLogSoFar(); isNoLogYet() tells
  /// whether a log may still come.
  [[nodiscard]] static Result<LogFollower> open(const std::string& path,
                                                const std::optional<std::string>& run);

  /// Reads what has come since; false if nothing has. Fails if a limit of imported_run.h is
  /// exceeded.
  [[nodiscard]] Result<bool> readMore();
  /// The log has ended: also reads a last row without a line end.
  void readRest();

  [[nodiscard]] const ImportedRun& run() const { return run_; }
  /// Why the log could not be read the last time; none if it could.
  [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }

 private:
  LogFollower(std::string path, std::optional<std::string> name, ImportedRun run)
      : path_(std::move(path)), name_(std::move(name)), run_(std::move(run)) {}
  [[nodiscard]] Status openParts();
  [[nodiscard]] bool readAgain();
  /// What readAgain() does, whatever the log is; false if there is nothing new.
  [[nodiscard]] Result<bool> readAdded();

  std::string path_;
  std::optional<std::string> name_;
  ImportedRun run_;
  std::optional<EventLog> events_ = {};
  std::optional<MetricsLog> table_ = {};
  std::optional<TrackioLog> database_ = {};
  std::string seen_ = {};  ///< sizes and times of the files when they were read
  std::optional<Error> trouble_ = {};
};

/// Points of all curves together.
[[nodiscard]] std::size_t pointsOf(const ImportedRun& run);
/// The highest step of all curves; 0 if there is no point.
[[nodiscard]] std::int64_t lastStepOf(const ImportedRun& run);

}  // namespace emascope
