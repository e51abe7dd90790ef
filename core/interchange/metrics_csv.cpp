// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/metrics_csv.h"

#include "core/base/counted.h"
#include "core/base/numbers.h"
#include "core/base/quoted.h"
#include "core/base/short_text.h"
#include "core/interchange/log_pairs.h"
#include "core/interchange/log_values.h"
#include "core/interchange/series_collector.h"
#include "core/series/csv_rows.h"

#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace emascope {
namespace {

constexpr std::size_t kNoColumn = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kShownCell = 40;  // bytes

/// Reads the rows of one table into a collector.
class MetricsTable {
 public:
  explicit MetricsTable(CsvRows rows) : rows_(std::move(rows)) {}

  Status read() {
    const auto there = rows_.next();
    if (!there) return there.error();
    if (!*there) return Error{rows_.stream().name(), "is empty", "a table with a column 'step'"};
    if (const Status status = readNames(); !status) return status;
    for (;;) {
      const auto more = rows_.next();
      if (!more) return more.error();
      if (!*more) return Ok{};
      if (const Status status = readRow(); !status) return status;
    }
  }

  [[nodiscard]] const SeriesCollector& points() const { return points_; }
  [[nodiscard]] std::uint64_t texts() const { return texts_; }

 private:
  Status readNames() {
    for (std::size_t i = 0; i < rows_.fields().count(); ++i) {
      names_.push_back(asUtf8(rows_.fields()[i]));
      if (names_[i] == "step") step_ = i;
      if (names_[i] == "seconds") seconds_ = i;
    }
    if (step_ != kNoColumn) return Ok{};
    return rows_.problem("has no column 'step' but " + quotedList(names_),
                         "names in the first line, one of them 'step'");
  }

  Status readRow() {
    const CsvFields& fields = rows_.fields();
    if (fields.count() != names_.size()) {
      return rows_.problem(counted(fields.count(), "column", "columns"),
                           std::to_string(names_.size()) + ", as in the first line");
    }
    const auto step = parseInteger(fields[step_], "step");
    if (!step) {
      return rows_.problem("the step " + inQuotes(shortText(asUtf8(fields[step_]), kShownCell)) +
                               " is not a whole number",
                           "a whole number in every row");
    }
    double seconds = std::numeric_limits<double>::quiet_NaN();
    if (seconds_ != kNoColumn) static_cast<void>(readCsvNumber(fields[seconds_], seconds));
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (i == step_ || i == seconds_ || fields[i].empty()) continue;
      double value = 0.0;
      if (readCsvNumber(fields[i], value) != CsvNumber::kNumber) {
        ++texts_;
      } else if (const Status status = points_.add(names_[i], *step, seconds, value); !status) {
        return rows_.problem("the table " + status.error().why, status.error().allowed);
      }
    }
    return Ok{};
  }

  CsvRows rows_;
  std::vector<std::string> names_ = {};
  std::size_t step_ = kNoColumn;
  std::size_t seconds_ = kNoColumn;
  SeriesCollector points_ = {};
  std::uint64_t texts_ = 0;
};

}  // namespace

Result<ImportedRun> readMetricsCsv(const std::string& path) {
  auto stream = InputStream::openFile(path);
  if (!stream) return stream.error();
  auto rows = CsvRows::open(std::move(stream).value());
  if (!rows) return rows.error();
  MetricsTable table(std::move(rows).value());
  if (const Status status = table.read(); !status) return status.error();
  ImportedRun run{.title = nameOfPath(path), .source = "CSV table"};
  run.series = table.points().series();
  run.pairs = pairsOf(run.series);
  if (table.texts() > 0) {
    run.notes.push_back(
        counted(table.texts(), "cell that is not a number is", "cells that are not numbers are") +
        " skipped");
  }
  return run;
}

}  // namespace emascope
