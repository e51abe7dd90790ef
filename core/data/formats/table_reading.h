// SPDX-License-Identifier: Apache-2.0
//
// Reads the feature columns of a table into memory, row by row: as doubles until each column's type
// is known, then as float32, minus an offset if needed, and codes of texts.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"
#include "core/data/formats/column_reading.h"
#include "core/data/formats/csv_table.h"
#include "core/data/formats/row_blocks.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace emascope {

/// The result: `rows` has one number per column that is not left out; a text is stored as its
/// integer code.
struct ReadTable {
  std::vector<TableColumn> columns = {};
  std::vector<double> offsets = {};  ///< per feature; empty if all are 0
  std::vector<std::string> notes = {};
  RowBlocks<float> rows{0};
};

class TableReading {
 public:
  /// `names`: names of the feature columns.
  TableReading(const std::string& path, const std::vector<std::string>& names,
               const DataOptions& options);

  /// Reads the current row of `table`, but does not add it; `fields`: indices of the feature
  /// columns. Refuses numbers beyond float32; the row can then be left out.
  [[nodiscard]] Status readRow(const CsvTable& table, std::span<const std::size_t> fields);
  /// Adds the row that was read last. Refuses rows beyond the memory budget.
  [[nodiscard]] Status addRow(const CsvTable& table, std::span<const std::size_t> fields);

  /// The feature column without a name: left out if it has another whole number in each row, as the
  /// index that pandas and R write.
  void setUnnamed(std::size_t feature) { index_ = feature; }

  /// Refuses missing numbers (unless imputed), texts among numbers, dates and formatted numbers.
  /// Errors list the affected columns.
  [[nodiscard]] Result<ReadTable> finish();

 private:
  [[nodiscard]] Status checkColumns() const;
  /// "; --decimal comma reads '1.234,5' as a number", or nothing.
  [[nodiscard]] std::string otherDecimalSign(const std::string& text) const;
  [[nodiscard]] Status checkMissing() const;
  [[nodiscard]] std::vector<std::string> differentNumbers(std::size_t column) const;
  [[nodiscard]] bool numbersTheRows(std::size_t column) const;
  void noteColumns(const std::vector<std::string>& why_left_out, ReadTable& read) const;
  void setOffsets(ReadTable& read) const;
  void convertRows(ReadTable& read);

  struct Field {
    CsvNumber reading = CsvNumber::kText;
    bool missing = false;
    double number = 0.0;
  };

  std::string path_;
  const DataOptions& options_;
  std::vector<ColumnReading> columns_ = {};
  std::vector<Field> fields_;  ///< of the row that was read last
  std::optional<std::size_t> index_ = {};
  RowBlocks<double> cells_;
  CsvLayout layout_ = {};
};

}  // namespace emascope
