// SPDX-License-Identifier: Apache-2.0
//
// metrics.csv of Lightning's CSVLogger, and other tables like it: a first line with names, one of
// them "step", and a column for each metric, empty in the rows that have no value for it. The CSV
// of a run of EMAscope is one, too.
#pragma once

#include "core/base/result.h"
#include "core/interchange/imported_run.h"

#include <cstdint>
#include <memory>
#include <string>

namespace emascope {

inline constexpr const char* kTableSource = "CSV table";  ///< ImportedRun::source

/// Refuses a table without a column "step" and a step that is not a whole number, with the line.
/// Cells that are not numbers are skipped and counted in a note. If there is a column "seconds"
/// of seconds since the start, it gives the points their time.
[[nodiscard]] Result<ImportedRun> readMetricsCsv(const std::string& path);

/// Such a table while it grows. A row is read once, when it has its line end.
class MetricsLog {
 public:
  /// Reads nothing yet.
  explicit MetricsLog(std::string path);
  MetricsLog(MetricsLog&& other) noexcept;
  MetricsLog& operator=(MetricsLog&& other) = delete;
  MetricsLog(const MetricsLog&) = delete;
  MetricsLog& operator=(const MetricsLog&) = delete;
  ~MetricsLog();

  /// Reads the rows that were added; of a table that was written anew, by its name or by its bytes
  /// (complete_rows.h), all rows. False if there is nothing new. Fails as readMetricsCsv(), but not
  /// for an empty table, and then reads all rows the next time.
  [[nodiscard]] Result<bool> readMore();
  /// Everything so far, with pairs. Empty after a failure.
  [[nodiscard]] ImportedRun run() const;
  /// Whether the table ends with a row that has no line end, which is not read.
  [[nodiscard]] bool hasRest() const;
  /// Bytes of the file that were read in all calls.
  [[nodiscard]] std::uint64_t bytesRead() const;

 private:
  class Reading;
  std::string path_;
  std::unique_ptr<Reading> reading_;
  std::uint64_t bytes_before_ = 0;  ///< of readings that have ended
};

}  // namespace emascope
