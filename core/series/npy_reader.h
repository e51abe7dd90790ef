// SPDX-License-Identifier: Apache-2.0
//
// Arrays of numbers through time in NPY: the first axis is time, each other element a column.
// C order streams; Fortran order has a column's rows together and needs a file to go to and fro in.
// Integers beyond 2^53 are rounded to the nearest double.
#pragma once

#include "core/series/input_stream.h"
#include "core/series/series_reader.h"

#include <memory>

namespace emascope {

inline constexpr std::size_t kMostNpyColumns = std::size_t{1} << 20U;

/// Reads and checks the header; a file must have exactly the bytes that it announces.
/// @pre stream.ahead() begins with kNpyMagic
[[nodiscard]] Result<std::unique_ptr<SeriesReader>> openNpy(InputStream stream,
                                                            const SeriesOptions& options);

}  // namespace emascope
