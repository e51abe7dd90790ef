// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/metrics_csv.h"

#include "core/base/counted.h"
#include "core/base/numbers.h"
#include "core/base/quoted.h"
#include "core/base/short_text.h"
#include "core/interchange/complete_rows.h"
#include "core/interchange/log_pairs.h"
#include "core/interchange/log_values.h"
#include "core/interchange/series_collector.h"
#include "core/series/csv_rows.h"

#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace emascope {
namespace {

constexpr std::size_t kNoColumn = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kShownCell = 40;  // bytes

}  // namespace

/// Reads the rows of one table into a collector. In no anonymous namespace, as MetricsLog has one.
class MetricsTable {
 public:
  explicit MetricsTable(CsvRows rows) : rows_(std::move(rows)) {}

  /// Reads what there is, perhaps more in a later call; false if there was no row.
  Result<bool> read() {
    for (bool read = false;; read = true) {
      const auto more = rows_.next();
      if (!more) return more.error();
      if (!*more) return read;
      if (const Status status = names_.empty() ? readNames() : readRow(); !status) {
        return status.error();
      }
    }
  }

  [[nodiscard]] bool isEmpty() const { return names_.empty(); }

  [[nodiscard]] ImportedRun run(const std::string& path) const {
    ImportedRun run{.title = nameOfPath(path), .source = kTableSource};
    run.series = points_.series();
    run.pairs = pairsOf(run.series);
    if (texts_ > 0) {
      run.notes.push_back(
          counted(texts_, "cell that is not a number is", "cells that are not numbers are") +
          " skipped");
    }
    return run;
  }

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

Result<ImportedRun> readMetricsCsv(const std::string& path) {
  auto stream = InputStream::openFile(path);
  if (!stream) return stream.error();
  auto rows = CsvRows::open(std::move(stream).value());
  if (!rows) return rows.error();
  MetricsTable table(std::move(rows).value());
  if (const auto read = table.read(); !read) return read.error();
  if (table.isEmpty()) return Error{path, "is empty", "a table with a column 'step'"};
  return table.run(path);
}

/// From the first row on, until the table is written anew. Stays where it is: the table reads it.
class MetricsLog::Reading {
 public:
  explicit Reading(const std::string& path) : path_(path), bytes_(path) {}

  Result<bool> read() {
    if (!table_) {
      const auto there = bytes_.more();  // a first row
      if (!there || !*there) return there;
      auto rows = CsvRows::open(InputStream::through(
          path_, [this](std::span<std::byte> bytes) { return bytes_.read(bytes); }));
      if (!rows) return rows.error();
      table_.emplace(std::move(rows).value());
    }
    return table_->read();
  }

  [[nodiscard]] CompleteRows& bytes() { return bytes_; }
  [[nodiscard]] ImportedRun run() const {
    return table_ ? table_->run(path_)
                  : ImportedRun{.title = nameOfPath(path_), .source = kTableSource};
  }

 private:
  std::string path_;
  CompleteRows bytes_;
  std::optional<MetricsTable> table_ = {};
};

MetricsLog::MetricsLog(std::string path)
    : path_(std::move(path)), reading_(std::make_unique<Reading>(path_)) {}
MetricsLog::MetricsLog(MetricsLog&& other) noexcept = default;
MetricsLog::~MetricsLog() = default;

Result<bool> MetricsLog::readMore() {
  const auto begin_again = [this] {
    bytes_before_ = bytesRead();
    reading_ = std::make_unique<Reading>(path_);
  };
  const auto goes_on = reading_->bytes().look();
  if (!goes_on) return goes_on.error();
  if (!*goes_on) {
    begin_again();
    if (const auto there = reading_->bytes().look(); !there) return there.error();
  }
  const auto more = reading_->read();
  if (!more) {
    begin_again();
    return more.error();
  }
  return *more || !*goes_on;
}

ImportedRun MetricsLog::run() const { return reading_->run(); }
bool MetricsLog::hasRest() const { return reading_->bytes().hasRest(); }
std::uint64_t MetricsLog::bytesRead() const {
  return bytes_before_ + reading_->bytes().bytesRead();
}

}  // namespace emascope
