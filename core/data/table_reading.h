// SPDX-License-Identifier: Apache-2.0
//
// The columns of a table that are learned from, read row by row into memory: as doubles while it is
// not known what each column is, then as float32, less an offset where that is needed, and codes of
// texts.
#pragma once

#include "core/base/result.h"
#include "core/data/column_reading.h"
#include "core/data/csv_table.h"
#include "core/data/dataset.h"
#include "core/data/row_blocks.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace emascope {

/// What has been read: `rows` have one number for each column that is not left out, the code of a
/// text as a whole number.
struct ReadTable {
  std::vector<TableColumn> columns = {};
  std::vector<double> offsets = {};  ///< of each feature; empty if all are 0
  std::vector<std::string> notes = {};
  RowBlocks<float> rows{0};
};

class TableReading {
 public:
  /// `names`: of the columns to be learned from.
  TableReading(const std::string& path, const std::vector<std::string>& names,
               const DataOptions& options);

  /// Adds the row of `table`; `fields` are the places of the columns in it. Refuses numbers beyond
  /// float32, and rows beyond the memory budget.
  [[nodiscard]] Status addRow(const CsvTable& table, std::span<const std::size_t> fields);

  /// Refuses missing numbers, unless they are to be filled in, texts among numbers, dates and
  /// printed numbers; says of each kind which columns have it.
  [[nodiscard]] Result<ReadTable> finish();

 private:
  [[nodiscard]] Status checkColumns() const;
  [[nodiscard]] Status checkMissing() const;
  [[nodiscard]] std::vector<std::string> differentNumbers(std::size_t column) const;
  void noteColumns(const std::vector<std::string>& why_left_out, ReadTable& read) const;
  void setOffsets(ReadTable& read) const;
  void convertRows(ReadTable& read);

  std::string path_;
  const DataOptions& options_;
  std::vector<ColumnReading> columns_ = {};
  RowBlocks<double> cells_;
};

}  // namespace emascope
