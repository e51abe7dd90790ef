// SPDX-License-Identifier: Apache-2.0
#include "app/engine/data_pictures.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace emascope {
namespace {

constexpr std::uint64_t kMostSide = 64;
constexpr std::uint64_t kLeastSide = 2;

/// Channels, rows and columns of an image; three zeros for anything else.
struct ImageSize {
  std::uint64_t channels = 0;
  std::uint64_t rows = 0;
  std::uint64_t columns = 0;
};

ImageSize imageSize(const std::vector<std::uint64_t>& shape) {
  if (shape.size() != 3) return {};
  const ImageSize size{shape[0], shape[1], shape[2]};
  const bool image = (size.channels == 1 || size.channels == 3) && size.rows >= kLeastSide &&
                     size.columns >= kLeastSide;
  return image ? size : ImageSize{};
}

/// Every `step`-th pixel in both directions.
std::vector<float> reduced(const std::vector<float>& numbers, const ImageSize& size,
                           std::uint64_t step) {
  std::vector<float> small;
  for (std::uint64_t row = 0; row < size.rows; row += step) {
    for (std::uint64_t column = 0; column < size.columns; column += step) {
      for (std::uint64_t channel = 0; channel < size.channels; ++channel) {
        small.push_back(numbers[(channel * size.rows + row) * size.columns + column]);
      }
    }
  }
  return small;
}

}  // namespace

Result<std::vector<SamplePicture>> samplePictures(const Dataset& dataset, std::uint64_t most) {
  std::vector<SamplePicture> pictures;
  const ImageSize size = imageSize(dataset.head().shape);
  const std::uint64_t count = size.channels == 0 ? 0 : std::min(most, dataset.size());
  const std::uint64_t longer = std::max(size.rows, size.columns);
  const std::uint64_t step = std::max<std::uint64_t>(1, (longer + kMostSide - 1) / kMostSide);
  std::vector<std::vector<float>> shown;
  std::vector<float> numbers(dataset.sampleFloats());
  float least = HUGE_VALF;
  float greatest = -HUGE_VALF;
  for (std::uint64_t k = 0; k < count; ++k) {
    const std::uint64_t index = k * dataset.size() / count;
    if (const Status status = dataset.read(index, numbers); !status) return status.error();
    shown.push_back(reduced(numbers, size, step));
    for (const float value : shown.back()) {
      if (!std::isfinite(value)) continue;
      least = std::min(least, value);
      greatest = std::max(greatest, value);
    }
    pictures.push_back({index,
                        (size.rows + step - 1) / step,
                        (size.columns + step - 1) / step,
                        size.channels,
                        {}});
  }
  constexpr double kWhite = 255.0;
  const double range = double{greatest} - double{least};  // in double, where it is finite
  const double scale = greatest > least ? kWhite / range : 0.0;
  for (std::size_t k = 0; k < pictures.size(); ++k) {
    for (const float value : shown[k]) {
      const double level = std::isfinite(value) ? (double{value} - double{least}) * scale : 0.0;
      pictures[k].pixels += static_cast<char>(
          static_cast<unsigned char>(std::lround(std::clamp(level, 0.0, kWhite))));
    }
  }
  return pictures;
}

std::string base64(const std::string& bytes) {
  constexpr const char* kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr std::uint32_t kSixBits = 63;
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      three = three << 8U | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    }
    for (std::size_t j = 0; j < 4; ++j) {
      const bool there = i + j <= bytes.size();
      text += there ? kDigits[three >> (18U - 6U * j) & kSixBits] : '=';
    }
  }
  return text;
}

}  // namespace emascope
