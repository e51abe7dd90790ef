// SPDX-License-Identifier: Apache-2.0
//
// One run of a Trackio database, a SQLite file for each project that has a table `metrics` with
// run_name, step, timestamp and the values as JSON; since version 0.24 also run_id. The file is
// opened for reading only and may be in use. It may come from a stranger: nothing of its schema is
// executed but reading that table.
#pragma once

#include "core/base/result.h"
#include "core/interchange/imported_run.h"
#include "core/interchange/series_collector.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace emascope {

/// Whether a file that begins with `begin` is a SQLite database.
[[nodiscard]] bool startsAsSqlite(std::string_view begin);

/// What readTrackio() takes as `run` for each run: its name, or its id if others share the name.
[[nodiscard]] Result<std::vector<std::string>> runsOfTrackio(const std::string& path);

/// @param run the name of a run, or its id; none: the only one. Fails, with the names, if there is
/// no such run, or if there are several and none is named. An error in a row names its id.
[[nodiscard]] Result<ImportedRun> readTrackio(const std::string& path,
                                              const std::optional<std::string>& run);

/// The rows of one run that were read.
struct TrackioRows {
  std::string key = {};                   ///< of the run: its id, or in older databases its name
  std::optional<std::int64_t> last = {};  ///< id of the last row
  SeriesCollector points = {};
  std::uint64_t others = 0;  ///< values that are not numbers
  std::uint64_t count = 0;   ///< of all rows, also of those that were read again
};

/// One run of such a database while it grows. A row is read once.
class TrackioLog {
 public:
  /// Chooses the run, and reads nothing yet. Fails as readTrackio().
  [[nodiscard]] static Result<TrackioLog> open(const std::string& path,
                                               const std::optional<std::string>& run);
  /// Reads the rows that were added; all rows, if the last one that was read is no longer there, or
  /// it is another file.
  /// False if there is nothing new. An error in a row names its id; the next time it is read again.
  [[nodiscard]] Result<bool> readMore();
  /// Everything so far, with pairs.
  [[nodiscard]] ImportedRun run() const;
  /// In all calls.
  [[nodiscard]] std::uint64_t rowsRead() const { return rows_.count; }

 private:
  explicit TrackioLog(std::string path) : path_(std::move(path)) {}

  std::string path_;
  std::string name_ = {};
  TrackioRows rows_ = {};
  std::pair<dev_t, ino_t> file_ = {};  ///< that was read the last time
};

}  // namespace emascope
