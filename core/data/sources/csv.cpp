// SPDX-License-Identifier: Apache-2.0
//
// Tables in CSV: one sample a row, one column the target, one perhaps the split, the others
// numbers. Held in memory as float32.
#include "core/data/csv_table.h"
#include "core/data/part_names.h"
#include "core/data/source.h"
#include "core/data/target_column.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

namespace emascope {
namespace {

/// Rows of equal length, in blocks, so that growing copies nothing.
class FloatRows {
 public:
  explicit FloatRows(std::size_t width)
      : width_(width),
        rows_a_block_(std::max<std::size_t>(1, kBlockFloats / std::max<std::size_t>(width, 1))) {}

  [[nodiscard]] std::uint64_t bytesWithOneMore() const {
    const std::uint64_t blocks = blocks_.size() + (rows_ % rows_a_block_ == 0 ? 1 : 0);
    return blocks * rows_a_block_ * width_ * sizeof(float);
  }
  [[nodiscard]] std::span<float> addRow() {
    if (rows_ % rows_a_block_ == 0) blocks_.emplace_back(rows_a_block_ * width_);
    return std::span(blocks_.back()).subspan(rows_++ % rows_a_block_ * width_, width_);
  }
  [[nodiscard]] std::span<const float> row(std::uint64_t index) const {
    return std::span(blocks_[index / rows_a_block_])
        .subspan(index % rows_a_block_ * width_, width_);
  }

 private:
  static constexpr std::size_t kBlockFloats = std::size_t{1} << 16U;
  std::size_t width_;
  std::size_t rows_a_block_;
  std::uint64_t rows_ = 0;
  std::vector<std::vector<float>> blocks_ = {};
};

class CsvDataset : public Dataset {
 public:
  CsvDataset(DatasetHead head, FloatRows rows, std::vector<std::uint64_t> lines)
      : Dataset(std::move(head), lines.size()), rows_(std::move(rows)), lines_(std::move(lines)) {}

 private:
  [[nodiscard]] Status readStored(std::uint64_t stored, std::span<float> sample) const override {
    std::ranges::copy(rows_.row(stored), sample.begin());
    return Ok{};
  }
  [[nodiscard]] std::string storedPlace(std::uint64_t stored) const override {
    return "line " + std::to_string(lines_[stored]);
  }

  FloatRows rows_;
  std::vector<std::uint64_t> lines_;
};

class Reading {
 public:
  Reading(const PathHead& head, const DataOptions& options, CsvTable table)
      : options_(options), path_(head.path), table_(std::move(table)) {}

  Result<std::unique_ptr<Dataset>> run() {
    if (auto status = chooseRoles(); !status) return status.error();
    FloatRows rows(features_.size());
    std::vector<std::uint64_t> lines;
    while (true) {
      const auto there = table_.next();
      if (!there) return there.error();
      if (!*there) break;
      if (rows.bytesWithOneMore() > options_.memory_budget) return tooLarge();
      if (auto status = readRow(rows.addRow()); !status) return status.error();
      lines.push_back(table_.line());
    }
    auto targets = target_column_.finish(
        table_.columns()[target_], options_, path_,
        [&lines](std::uint64_t i) { return "line " + std::to_string(lines[i]); });
    if (!targets) return targets.error();
    DatasetHead dataset{
        path_, "CSV", {features_.size()}, {}, std::move(targets).value(), std::move(parts_)};
    for (const std::size_t column : features_) {
      dataset.features.push_back(table_.columns()[column]);
    }
    return std::unique_ptr<Dataset>(
        std::make_unique<CsvDataset>(std::move(dataset), std::move(rows), std::move(lines)));
  }

 private:
  Status chooseRoles() {
    const auto& columns = table_.columns();
    std::vector<bool> taken(columns.size(), false);
    for (const std::string& name : options_.ignore) {
      const auto column = findColumn(columns, name, path_);
      if (!column) return column.error();
      taken[*column] = true;
    }
    if (!options_.split_column.empty()) {
      const auto column = findColumn(columns, options_.split_column, path_);
      if (!column) return column.error();
      split_ = *column;
      taken[*column] = true;
    }
    if (options_.target.empty()) {
      const auto last = std::find(taken.rbegin(), taken.rend(), false);
      target_ = last == taken.rend() ? 0 : static_cast<std::size_t>(taken.rend() - last) - 1;
    } else {
      const auto column = findColumn(columns, options_.target, path_);
      if (!column) return column.error();
      target_ = *column;
    }
    if (taken[target_]) {
      return Error{path_, "leaves no column for the target", "a column that is not left out"};
    }
    taken[target_] = true;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!taken[i]) features_.push_back(i);
    }
    if (!features_.empty()) return Ok{};
    return Error{path_, "has no column beside the target '" + columns[target_] + "'",
                 "at least one column of numbers to learn from"};
  }

  Status readRow(std::span<float> row) {
    const CsvFields& fields = table_.fields();
    for (std::size_t i = 0; i < features_.size(); ++i) {
      if (auto status = readCell(features_[i], row[i]); !status) return status;
    }
    if (isMissing(fields[target_])) {
      return table_.problem(named(target_) + "the target is missing", "a target in every row");
    }
    target_column_.addText(fields[target_]);
    if (!split_) return Ok{};
    const auto part = partOfName(fields[*split_]);
    if (!part) {
      return table_.problem(named(*split_) + quotedField(fields[*split_]) + " is no part",
                            "train, validation or test");
    }
    parts_.push_back(*part);
    return Ok{};
  }

  Status readCell(std::size_t column, float& number) const {
    const std::string_view field = table_.fields()[column];
    if (isMissing(field)) {
      if (!options_.impute) {
        return table_.problem(named(column) + "is missing",
                              "a number in every row; --impute fills in the training part's mean");
      }
      number = std::numeric_limits<float>::quiet_NaN();
      return Ok{};
    }
    double value = 0.0;
    const CsvNumber reading = readCsvNumber(field, value);
    if (reading == CsvNumber::kText) {
      return table_.problem(named(column) + quotedField(field) + " is not a number",
                            "numbers in all columns but the target; --ignore leaves a column out");
    }
    number = static_cast<float>(value);
    if (reading == CsvNumber::kTooLarge || !std::isfinite(number)) {
      return table_.problem(named(column) + quotedField(field) + " is beyond the range of float32",
                            "finite numbers up to 3.4e38");
    }
    return Ok{};
  }

  [[nodiscard]] std::string named(std::size_t column) const {
    return "column '" + table_.columns()[column] + "': ";
  }
  [[nodiscard]] Error tooLarge() const {
    return table_.problem(
        "the table needs more than " + std::to_string(options_.memory_budget >> 20U) + " MiB",
        "a table that fits --memory; an array in NPY is read in place");
  }

  const DataOptions& options_;
  const std::string& path_;
  CsvTable table_;
  std::vector<std::size_t> features_ = {};
  std::size_t target_ = 0;
  std::optional<std::size_t> split_ = {};
  TargetColumn target_column_ = {};
  std::vector<Part> parts_ = {};
};

bool recognises(const PathHead& head) {
  return !head.folder && head.begin.find('\0') == std::string::npos;
}

Result<std::unique_ptr<Dataset>> open(const PathHead& head, const DataOptions& options) {
  if (!options.labels.empty()) {
    return Error{"--labels", "a table has its target in a column", "--target COLUMN"};
  }
  auto table = CsvTable::open(head.path, options.header);
  if (!table) return table.error();
  return Reading(head, options, std::move(table).value()).run();
}

}  // namespace

void registerSourceCsv(SourceRegistry& registry) {
  registry.push_back({"CSV", "a table in CSV with a target column", recognises, open, true});
}

}  // namespace emascope
