// SPDX-License-Identifier: Apache-2.0
//
// CSV tables: one sample per row; one column is the target, one may be the split, the others are
// numbers or texts. Held in memory as float32, with texts as codes.
#include "core/base/missing_words.h"
#include "core/data/formats/csv_table.h"
#include "core/data/formats/idx.h"
#include "core/data/formats/row_blocks.h"
#include "core/data/formats/table_reading.h"
#include "core/data/formats/target_column.h"
#include "core/data/source.h"
#include "core/data/split_names.h"
#include "core/data/text_input.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

namespace emascope {
namespace {

class CsvDataset : public Dataset {
 public:
  CsvDataset(DatasetHead head, RowBlocks<float> rows, std::vector<std::uint64_t> lines)
      : Dataset(std::move(head), lines.size()), rows_(std::move(rows)), lines_(std::move(lines)) {}

  void forgetTexts(const KnownTexts& known, std::vector<std::uint64_t>& counts) override {
    for (std::uint64_t stored = 0; stored < lines_.size(); ++stored) {
      forEachText(stored, [&](std::size_t column, std::size_t code) {
        counts[column] += known[column][code] ? 0U : 1U;
      });
    }
    known_ = known;
  }

 private:
  [[nodiscard]] Status readStored(std::uint64_t stored, std::span<float> sample) const override {
    const std::span<const float> row = rows_.row(stored);
    const auto& columns = head().columns;
    std::size_t next = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].coding == TableColumn::Coding::kLeftOut) continue;
      const auto numbers = sample.first(columns[i].width());
      sample = sample.subspan(numbers.size());
      const float number = row[next++];
      if (columns[i].isOfTexts()) {
        columns[i].write(knownCode(i, number), numbers);
      } else {
        numbers[0] = number;
      }
    }
    return Ok{};
  }
  [[nodiscard]] std::string storedPlace(std::uint64_t stored) const override {
    return "line " + std::to_string(lines_[stored]);
  }

  void markStored(std::uint64_t stored, KnownTexts& known) const override {
    forEachText(stored,
                [&known](std::size_t column, std::size_t code) { known[column][code] = true; });
  }

  /// Calls `see(column, code)` for each text in a row that occurs in the head's columns.
  template <typename See>
  void forEachText(std::uint64_t stored, See see) const {
    const auto& columns = head().columns;
    std::size_t next = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (columns[i].coding == TableColumn::Coding::kLeftOut) continue;
      const float number = rows_.row(stored)[next++];
      if (columns[i].isOfTexts() && number >= 0.0F) see(i, static_cast<std::size_t>(number));
    }
  }
  [[nodiscard]] std::int32_t knownCode(std::size_t column, float code) const {
    const auto index = static_cast<std::int32_t>(code);
    const bool known = index == TableColumn::kUnknown || known_.empty() ||
                       known_[column][static_cast<std::size_t>(index)];
    return known ? index : TableColumn::kUnknown;
  }

  RowBlocks<float> rows_;
  std::vector<std::uint64_t> lines_;
  KnownTexts known_ = {};  ///< empty: all are known
};

class Reading {
 public:
  Reading(const PathHead& head, const DataOptions& options, CsvTable table)
      : options_(options),
        path_(head.path),
        format_(isGzip(head) ? "CSV, compressed by gzip" : "CSV"),
        table_(std::move(table)) {}

  Result<std::unique_ptr<Dataset>> run() {
    if (auto status = chooseRoles(); !status) return status.error();
    std::vector<std::string> names;
    for (const std::size_t column : features_) names.push_back(table_.columns()[column]);
    TableReading reading(path_, names, options_);
    if (!features_.empty() && features_[0] == 0 && table_.isUnnamed(0)) reading.setUnnamed(0);
    while (true) {
      const auto there = table_.next();
      if (!there) return there.error();
      if (!*there) break;
      if (auto status = readRow(reading); !status) return status.error();
    }
    auto targets = readTargets();
    if (!targets) return targets.error();
    auto read = reading.finish();
    if (!read) return read.error();
    DatasetHead dataset;
    dataset.path = path_;
    dataset.format = format_;
    dataset.targets = std::move(targets).value();
    dataset.splits = std::move(splits_);
    dataset.left_out = std::move(left_out_);
    dataset.not_ignored = std::move(not_ignored_);
    for (const TableColumn& column : read->columns) {
      std::ranges::move(column.featureNames(), std::back_inserter(dataset.features));
    }
    dataset.shape = {dataset.features.size()};
    dataset.columns = std::move(read.value().columns);
    dataset.offsets = std::move(read.value().offsets);
    dataset.notes = table_.notes();
    std::ranges::move(read.value().notes, std::back_inserter(dataset.notes));
    return std::unique_ptr<Dataset>(std::make_unique<CsvDataset>(
        std::move(dataset), std::move(read.value().rows), std::move(lines_)));
  }

 private:
  Status chooseRoles() {
    const auto& columns = table_.columns();
    std::vector<bool> taken(columns.size(), false);
    for (const std::string& name : options_.ignore) {
      const auto column = findColumn(columns, name, path_);
      if (column) {
        taken[*column] = true;
      } else if (options_.ofSeveralFiles() && std::ranges::find(columns, name) == columns.end()) {
        not_ignored_.push_back(name);
      } else {
        return column.error();
      }
    }
    if (!options_.split_column.empty()) {
      const auto column = findColumn(columns, options_.split_column, path_);
      if (!column) return column.error();
      split_ = *column;
      taken[*column] = true;
    }
    if (options_.target.empty()) {
      target_ = lastColumn(taken);
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
    if (columns.size() > 1) {
      return Error{path_,
                   "leaves no column to learn from besides the target '" + columns[target_] + "'",
                   "fewer columns in --ignore"};
    }
    return Error{path_, "has no column besides the target '" + columns[target_] + "'",
                 "at least one feature column (" + delimiterWords(table_.layout().delimiter) +
                     " separate columns; --delimiter chooses another separator)"};
  }

  /// The last column that is not taken and has a name or a value, since rows may end with a
  /// delimiter.
  [[nodiscard]] std::size_t lastColumn(const std::vector<bool>& taken) const {
    for (std::size_t i = taken.size(); i-- > 0;) {
      if (!taken[i] && table_.isUsed(i)) return i;
    }
    return 0;
  }

  Status readRow(TableReading& reading) {
    const CsvFields& fields = table_.fields();
    if (isMissingWord(fields[target_])) {
      if (missing_targets_++ == 0) first_missing_target_ = table_.line();
      if (!options_.skip_corrupt) return Ok{};
      left_out_.push_back(path_ + ": line " + std::to_string(table_.line()) + ": " +
                          named(target_) + "the target is missing");
      return Ok{};
    }
    Status status = reading.readRow(table_, features_);
    if (status && options_.skip_corrupt) status = checkTarget();
    if (!status) {
      if (!options_.skip_corrupt) return status;
      left_out_.push_back(status.error().where + ": " + status.error().why);
      return Ok{};
    }
    if (split_) {
      const auto split = splitOfName(fields[*split_]);
      if (!split) {
        return table_.problem(named(*split_) + quotedField(fields[*split_]) + " is not a split",
                              "train, validation or test");
      }
      splits_.push_back(*split);
    }
    target_column_.addText(fields[target_], table_.layout());
    lines_.push_back(table_.line());
    return reading.addRow(table_, features_);
  }

  /// Refuses a target that is a number beyond float32.
  [[nodiscard]] Status checkTarget() const {
    double number = 0.0;
    const CsvNumber reading = readCsvNumber(table_.fields()[target_], number, table_.layout());
    if (reading == CsvNumber::kText || std::isnan(number)) return Ok{};
    if (reading == CsvNumber::kNumber && std::isfinite(static_cast<float>(number))) return Ok{};
    return table_.problem(
        named(target_) + quotedField(table_.fields()[target_]) + " is beyond the range of float32",
        "finite numbers up to 3.4e38");
  }

  Result<Targets> readTargets() const {
    if (missing_targets_ > 0 && !options_.skip_corrupt) {
      const std::string first = "line " + std::to_string(first_missing_target_) + ": " +
                                named(target_) + "the target is missing";
      return Error{path_,
                   missing_targets_ == 1
                       ? first
                       : first + ", and in " + std::to_string(missing_targets_ - 1) + " more rows",
                   "a target in every row; --skip-corrupt leaves such rows out, --target selects "
                   "another column"};
    }
    return target_column_.finish(
        table_.columns()[target_], options_, path_,
        [this](std::uint64_t i) { return "line " + std::to_string(lines_[i]); });
  }

  [[nodiscard]] std::string named(std::size_t column) const {
    return "column '" + table_.columns()[column] + "': ";
  }
  const DataOptions& options_;
  const std::string& path_;
  const char* format_;
  CsvTable table_;
  std::vector<std::size_t> features_ = {};
  std::size_t target_ = 0;
  std::optional<std::size_t> split_ = {};
  TargetColumn target_column_ = {};
  std::vector<Split> splits_ = {};
  std::vector<std::uint64_t> lines_ = {};  ///< line of each sample
  std::vector<std::string> left_out_ = {};
  std::vector<std::string> not_ignored_ = {};  ///< unknown names, which another file may have
  std::uint64_t missing_targets_ = 0;
  std::uint64_t first_missing_target_ = 0;  ///< line
};

Result<std::unique_ptr<Dataset>> open(const PathHead& head, const DataOptions& options) {
  if (!options.labels.empty()) {
    return Error{"--labels", head.path + " is a table, which has its target in a column",
                 "--target COLUMN"};
  }
  auto table = CsvTable::open(head.path, options);
  if (!table) return table.error();
  return Reading(head, options, std::move(table).value()).run();
}

}  // namespace

void registerSourceCsv(SourceRegistry& registry) {
  registry.push_back(
      {.format = "CSV",
       .accepts = "a table in CSV (also .gz) with a target column",
       .recognizes = looksLikeText,
       .open = open,
       .last_resort = true,
       .options = {"ignore", "split-column", "header", "delimiter", "decimal", "categorical"}});
}

}  // namespace emascope
