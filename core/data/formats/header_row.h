// SPDX-License-Identifier: Apache-2.0
//
// Detects whether a table's first row contains column names, from the types of the columns below
// it.
#pragma once

#include "core/series/csv_rows.h"

#include <span>

namespace emascope {

/// `rows` are the first ones of a table. Names are texts above numbers; a number above numbers is a
/// value, unless texts stand above others and the numbers rise, as 0, 1, 2 do. Where no column is
/// of numbers, a row is no names whose texts come again below, or have the same file extension as
/// all below.
[[nodiscard]] bool looksLikeNames(std::span<const CsvFields> rows, const CsvLayout& layout = {});

}  // namespace emascope
