// SPDX-License-Identifier: Apache-2.0
#include "core/data/batches/augmentation.h"

#include "core/base/counted.h"
#include "core/base/numbers.h"
#include "core/data/dataset.h"
#include "core/random/counter_random.h"
#include "core/random/streams.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace emascope {
namespace {

/// Each (epoch, sample) pair has 16 random positions; below() rarely uses a second one.
CounterRandom chances(std::uint64_t seed, std::uint64_t sample, std::uint64_t epoch) {
  constexpr unsigned kPositionBits = 4;
  constexpr unsigned kSampleBits = 40;
  CounterRandom random(seed, stream::kAugmentation);
  random.seek(epoch << (kSampleBits + kPositionBits) | sample << kPositionBits);
  return random;
}

struct Move {
  bool mirrored = false;
  std::int64_t down = 0;
  std::int64_t right = 0;
};

void movePlane(const Move& move, std::span<const float> from, std::span<float> to,
               std::int64_t rows, std::int64_t columns) {
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t column = 0; column < columns; ++column) {
      const std::int64_t y = row - move.down;
      const std::int64_t x = column - move.right;
      const bool inside = y >= 0 && y < rows && x >= 0 && x < columns;
      const std::int64_t source = move.mirrored ? columns - 1 - x : x;
      to[static_cast<std::size_t>(row * columns + column)] =
          inside ? from[static_cast<std::size_t>(y * columns + source)] : 0.0F;
    }
  }
}

void jitterPlanes(double brightness, double contrast, std::span<float> planes) {
  double sum = 0.0;
  double count = 0.0;
  for (const float value : planes) {
    if (std::isnan(value)) continue;
    sum += value;
    count += 1.0;
  }
  const double mean = count == 0.0 ? 0.0 : sum / count;
  for (float& value : planes) {
    value = static_cast<float>(brightness * (mean + contrast * (value - mean)));
  }
}

}  // namespace

Status checkAugmentation(const Augmentation& augmentation, const DatasetHead& head) {
  if (!augmentation.any()) return Ok{};
  const auto& shape = head.shape;
  if (shape.size() != 3) {
    return Error{
        augmentation.crop > 0 ? "crop"
        : augmentation.flip   ? "flip"
                              : "jitter",
        "the samples of " + head.path + " are " + shapeWords(shape) + " numbers, not pictures",
        "pictures: channels x rows x columns"};
  }
  const std::uint64_t side = std::min(shape[1], shape[2]);
  if (augmentation.crop >= side) {
    return Error{
        "crop", counted(augmentation.crop, "pixel is", "pixels are") + " out of range",
        "0 to " + std::to_string(side - 1) + ", below the side of the pictures of " + head.path};
  }
  if (augmentation.jitter >= 0.0 && augmentation.jitter < 1.0) return Ok{};
  return Error{"jitter", formatNumber(augmentation.jitter) + " is out of range", "0 up to below 1"};
}

void augment(const Augmentation& augmentation, std::span<const std::uint64_t> shape,
             std::uint64_t seed, std::uint64_t sample, std::uint64_t epoch, std::span<float> planes,
             std::vector<float>& spare) {
  CounterRandom random = chances(seed, sample, epoch);
  const auto offset = [&] {
    const std::uint64_t span = 2 * std::uint64_t{augmentation.crop} + 1;
    return static_cast<std::int64_t>(random.below(span)) - std::int64_t{augmentation.crop};
  };
  Move move;
  move.mirrored = random.below(2) == 1 && augmentation.flip;
  move.down = offset();
  move.right = offset();
  const auto factor = [&] { return 1.0 + augmentation.jitter * (2.0 * random.uniform() - 1.0); };
  const double brightness = factor();
  const double contrast = factor();
  if (move.mirrored || move.down != 0 || move.right != 0) {
    spare.assign(planes.begin(), planes.end());
    const std::size_t plane = shape[1] * shape[2];
    for (std::size_t i = 0; i < shape[0]; ++i) {
      movePlane(move, std::span(spare).subspan(i * plane, plane), planes.subspan(i * plane, plane),
                static_cast<std::int64_t>(shape[1]), static_cast<std::int64_t>(shape[2]));
    }
  }
  if (augmentation.jitter > 0.0) jitterPlanes(brightness, contrast, planes);
}

}  // namespace emascope
