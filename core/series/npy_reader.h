// SPDX-License-Identifier: Apache-2.0
//
// Time series in NPY arrays: the first axis is time, each element of the other axes a column. C
// order can be streamed; Fortran order stores each column contiguously and needs a seekable file.
// Integers beyond 2^53 are rounded to the nearest double.
#pragma once

#include "core/series/input_stream.h"
#include "core/series/series_reader.h"

#include <memory>

namespace emascope {

inline constexpr std::size_t kMostNpyColumns = std::size_t{1} << 20U;

/// Reads and checks the header. A file must have exactly the size that its header states.
/// @pre stream.ahead() starts with kNpyMagic
[[nodiscard]] Result<std::unique_ptr<SeriesReader>> openNpy(InputStream stream,
                                                            const SeriesOptions& options);

}  // namespace emascope
