// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/array_offsets.h"

#include "core/data/formats/offsets.h"
#include "core/data/scan_in_order.h"

#include <algorithm>
#include <thread>

namespace emascope {
namespace {

bool mayNeedOffsets(const ArrayLayout& layout) {
  constexpr std::size_t kPictureAxes = 3;
  const ScalarType type = layout.type;
  return layout.shape.size() < kPictureAxes && layout.divisor == 1.0 &&
         (type == ScalarType::kF64 || type == ScalarType::kI64 || type == ScalarType::kI32 ||
          type == ScalarType::kU64 || type == ScalarType::kU32);
}

struct Chunk {
  std::vector<NumberRange> ranges = {};
  std::optional<Error> error = {};
};

Chunk readChunk(const RawArray& array, std::uint64_t begin, std::uint64_t end, std::size_t groups,
                std::optional<std::uint64_t> left_out) {
  Chunk chunk{std::vector<NumberRange>(groups), {}};
  std::vector<double> numbers(array.layout().rowNumbers());
  const std::size_t group_numbers =
      std::max<std::size_t>(1, (numbers.size() - (left_out ? 1 : 0)) / groups);
  for (std::uint64_t row = begin; row < end && !chunk.error; ++row) {
    if (const Status status = array.readRow(row, numbers); !status) chunk.error = status.error();
    std::size_t next = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (left_out != i) chunk.ranges[next++ / group_numbers].add(numbers[i]);
    }
  }
  return chunk;
}

}  // namespace

Result<std::vector<double>> arrayOffsets(const std::vector<const RawArray*>& arrays,
                                         std::size_t groups,
                                         std::optional<std::uint64_t> left_out) {
  constexpr std::uint64_t kChunk = 1024;
  constexpr std::uint32_t kMostThreads = 8;
  const std::uint32_t threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads);
  std::vector<NumberRange> ranges(groups);
  std::optional<Error> error;
  for (const RawArray* const array : arrays) {
    if (!mayNeedOffsets(array->layout())) continue;
    scanInOrder(
        array->layout().rows, kChunk, threads,
        [&](std::uint64_t begin, std::uint64_t end) {
          return readChunk(*array, begin, end, groups, left_out);
        },
        [&](const Chunk& chunk) {
          if (!error) error = chunk.error;
          for (std::size_t i = 0; i < groups; ++i) ranges[i].add(chunk.ranges[i]);
        });
    if (error) return *error;
  }
  std::vector<double> offsets;
  for (const NumberRange& range : ranges) offsets.push_back(range.offset());
  if (std::ranges::all_of(offsets, [](double offset) { return offset == 0.0; })) offsets.clear();
  return offsets;
}

}  // namespace emascope
