// SPDX-License-Identifier: Apache-2.0
//
// Files of numbers, tables and arrays: any bytes are read to their end or refused in words, every
// row has a number for each column, and those that are asked to be finite are.
#include "core/series/series_reader.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace emascope {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void readAll(const std::string& path, const SeriesOptions& options) {
  auto reader = openSeries(path, options);
  if (!reader) return require(!reader.error().why.empty());
  const std::size_t count = reader.value()->columns().size();
  require(count > 0);
  std::vector<double> row(count);
  while (true) {
    const auto there = reader.value()->next(row);
    if (!there) return require(!there.error().why.empty());
    if (!*there) return;
    for (const double value : row) require(options.allow_non_finite || std::isfinite(value));
  }
}

}  // namespace
}  // namespace emascope

/// The first byte chooses the options.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static const int file = ::memfd_create("series", 0);
  emascope::require(::ftruncate(file, 0) == 0);
  emascope::require(::pwrite(file, data + 1, size - 1, 0) == ssize_t(size - 1));
  emascope::SeriesOptions options;
  options.allow_non_finite = (data[0] & 1U) != 0;
  if ((data[0] & 2U) != 0) options.columns = {"1"};
  if ((data[0] & 4U) != 0) options.header = emascope::SeriesOptions::Header::kNo;
  emascope::readAll("/proc/self/fd/" + std::to_string(file), options);
  return 0;
}
