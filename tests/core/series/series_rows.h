// SPDX-License-Identifier: Apache-2.0
//
// A whole series at once, or the error that ended it.
#pragma once

#include "core/series/series_reader.h"

#include <string>
#include <vector>

namespace emascope {

struct SeriesRows {
  std::vector<std::string> columns = {};
  std::vector<std::vector<double>> rows = {};
  std::string error = {};  ///< empty: read to its end
};

inline SeriesRows readSeries(const std::string& path, const SeriesOptions& options = {}) {
  SeriesRows series;
  auto reader = openSeries(path, options);
  if (!reader) {
    series.error = reader.error().message();
    return series;
  }
  series.columns = reader.value()->columns();
  while (true) {
    std::vector<double> row(series.columns.size());
    const auto there = reader.value()->next(row);
    if (!there) series.error = there.error().message();
    if (!there || !*there) return series;
    series.rows.push_back(row);
  }
}

}  // namespace emascope
