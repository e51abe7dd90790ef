// SPDX-License-Identifier: Apache-2.0
//
// Follows a log that another tool is still writing: reads what is there, then what is added. Of
// event files only the new records are read; other logs are read again when their size or time has
// changed. A row or a document that is only partly written is read the next time.
#pragma once

#include "core/base/result.h"
#include "core/interchange/event_log.h"
#include "core/interchange/imported_run.h"

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

  [[nodiscard]] const ImportedRun& run() const { return run_; }
  /// Why the log could not be read the last time; none if it could.
  [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }

 private:
  LogFollower(std::string path, std::optional<std::string> name, ImportedRun run)
      : path_(std::move(path)), name_(std::move(name)), run_(std::move(run)) {}
  [[nodiscard]] Result<bool> readAgain();

  std::string path_;
  std::optional<std::string> name_;
  ImportedRun run_;
  std::optional<EventLog> events_ = {};
  std::string seen_ = {};  ///< sizes and times of the files when they were read
  std::optional<Error> trouble_ = {};
};

/// Points of all curves together.
[[nodiscard]] std::size_t pointsOf(const ImportedRun& run);
/// The highest step of all curves; 0 if there is no point.
[[nodiscard]] std::int64_t lastStepOf(const ImportedRun& run);

}  // namespace emascope
