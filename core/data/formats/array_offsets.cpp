// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/array_offsets.h"

#include "core/data/dataset.h"
#include "core/data/formats/offsets.h"
#include "core/data/scan_in_order.h"

#include <algorithm>
#include <thread>

namespace emascope {
namespace {

bool mayNeedOffsets(const ArrayLayout& layout) {
  const ScalarType type = layout.type;
  return layout.divisor == 1.0 &&
         (type == ScalarType::kF64 || type == ScalarType::kI64 || type == ScalarType::kI32 ||
          type == ScalarType::kU64 || type == ScalarType::kU32);
}

struct Chunk {
  std::vector<NumberRange> ranges = {};
  std::optional<Error> error = {};
};

Chunk readChunk(const RawArray& array, std::uint64_t begin, std::uint64_t end,
                const OffsetGroups& groups, std::optional<std::uint64_t> left_out) {
  Chunk chunk{std::vector<NumberRange>(groups.count), {}};
  std::vector<double> numbers(array.layout().rowNumbers());
  for (std::uint64_t row = begin; row < end && !chunk.error; ++row) {
    if (const Status status = array.readRow(row, numbers); !status) chunk.error = status.error();
    std::size_t next = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (left_out != i) chunk.ranges[next++ / groups.width % groups.count].add(numbers[i]);
    }
  }
  return chunk;
}

}  // namespace

OffsetGroups offsetGroups(std::span<const std::uint64_t> shape) {
  constexpr std::uint64_t kMostExpanded = 100'000;  // in all rows of a sample
  constexpr double kLargestOfPictures = 65535.0;
  std::uint64_t numbers = 1;
  for (const std::uint64_t length : shape) numbers *= length;
  const std::size_t count = featureGroups(shape);
  if (shape.size() < 2) return {.count = count, .width = numbers / count};
  const bool two_axes = shape.size() == 2 || (shape.size() == 3 && shape.front() == 1);
  if (two_axes && numbers <= kMostExpanded) {
    return {.count = shape.back(), .least = kLargestOfPictures};
  }
  return {.count = count, .width = numbers / count, .least = kLargestOfPictures};
}

Result<std::vector<double>> arrayOffsets(const std::vector<const RawArray*>& arrays,
                                         const OffsetGroups& groups,
                                         std::optional<std::uint64_t> left_out) {
  constexpr std::uint64_t kChunk = 1024;
  constexpr std::uint32_t kMostThreads = 8;
  const std::uint32_t threads = std::clamp(std::thread::hardware_concurrency(), 1U, kMostThreads);
  std::vector<NumberRange> ranges(groups.count);
  std::uint64_t parts = groups.count;
  std::optional<Error> error;
  for (const RawArray* const array : arrays) {
    if (!mayNeedOffsets(array->layout())) continue;
    const std::uint64_t numbers = array->layout().rowNumbers() - (left_out ? 1 : 0);
    if (groups.width * groups.count < numbers) parts = numbers;
    scanInOrder(
        array->layout().rows, kChunk, threads,
        [&](std::uint64_t begin, std::uint64_t end) {
          return readChunk(*array, begin, end, groups, left_out);
        },
        [&](const Chunk& chunk) {
          if (!error) error = chunk.error;
          for (std::size_t i = 0; i < groups.count; ++i) ranges[i].add(chunk.ranges[i]);
        });
    if (error) return *error;
  }
  std::vector<double> offsets;
  for (std::size_t i = 0; i < parts; ++i) {
    offsets.push_back(ranges[i % groups.count].offset(groups.least));
  }
  if (std::ranges::all_of(offsets, [](double offset) { return offset == 0.0; })) offsets.clear();
  return offsets;
}

}  // namespace emascope
