// SPDX-License-Identifier: Apache-2.0
//
// Weights and averages for the tests of the update kernel: any type, count, number of tracks and
// offset from a multiple of 16 bytes, with a guard behind each array; and the CPU's loops to
// compare with.
#pragma once

#include "core/base/half.h"
#include "core/cuda/plugin/emascope_cuda.h"
#include "core/ema/kernels.h"
#include "tests/core/cuda/plugin/placed.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <vector>

namespace emascope {

struct UpdateShape {
  int type = EMASCOPE_CUDA_FLOAT32;
  std::size_t count = 0;
  int tracks = 1;
  std::size_t online_offset = 0;   ///< elements
  std::size_t average_offset = 0;  ///< of the last track, elements
  unsigned blocks = 0;
};

class UpdateCase {
 public:
  explicit UpdateCase(const UpdateShape& shape)
      : shape_(shape),
        online_(shape.type == EMASCOPE_CUDA_FLOAT32 ? shape.count : 0, shape.online_offset, 777.0F),
        halves_(shape.type == EMASCOPE_CUDA_FLOAT32 ? 0 : shape.count, shape.online_offset, 0x4242),
        values_(shape.count) {
    for (std::size_t i = 0; i < shape.count; ++i)
      setOnline(i, std::sin(0.1 + 0.37 * static_cast<double>(i)));
    for (int k = 0; k < shape.tracks; ++k) {
      const std::size_t offset = k + 1 == shape.tracks ? shape.average_offset : 0;
      averages_.emplace_back(shape.count, offset, 12345.0F);
      for (std::size_t i = 0; i < shape.count; ++i)
        averages_.back().data()[i] =
            static_cast<float>(std::sin(k + 0.41 * static_cast<double>(i)));
      rates.push_back(static_cast<float>(std::pow(10.0, -6.0 * (k % 13) / 12.0)));
    }
    distances.assign(static_cast<std::size_t>(shape.tracks), -1.0);
    scratch.assign(emascopeCudaScratchBytes(shape.count, shape.tracks) / sizeof(double) + 1, -7.0);
  }

  /// Rounds to the type.
  void setOnline(std::size_t index, double value) {
    if (shape_.type == EMASCOPE_CUDA_FLOAT32) {
      values_[index] = static_cast<float>(value);
      online_.data()[index] = values_[index];
    } else if (shape_.type == EMASCOPE_CUDA_BFLOAT16) {
      halves_.data()[index] = doubleToBfloat16(value);
      values_[index] = static_cast<float>(bfloat16ToDouble(halves_.data()[index]));
    } else {
      halves_.data()[index] = doubleToFloat16(value);
      values_[index] = static_cast<float>(float16ToDouble(halves_.data()[index]));
    }
  }

  [[nodiscard]] const void* online() const {
    if (shape_.type == EMASCOPE_CUDA_FLOAT32) return online_.data();
    return halves_.data();
  }

  /// The call, without checks and distances.
  [[nodiscard]] EmascopeCudaUpdate call() {
    addresses_.clear();
    for (auto& average : averages_) addresses_.push_back(average.data());
    EmascopeCudaUpdate update = {};
    update.online = online();
    update.online_type = shape_.type;
    update.count = shape_.count;
    update.averages = addresses_.data();
    update.rates = rates.data();
    update.tracks = shape_.tracks;
    update.limit = kLargestAveraged;
    update.blocks = shape_.blocks;
    return update;
  }

  /// The averages' bits, all tracks in a row.
  [[nodiscard]] std::vector<std::uint32_t> bits() const {
    std::vector<std::uint32_t> all;
    for (const auto& average : averages_) {
      for (std::size_t i = 0; i < shape_.count; ++i)
        all.push_back(std::bit_cast<std::uint32_t>(average.data()[i]));
    }
    return all;
  }

  /// What the CPU's loops, which are compiled without contraction, make of the averages; and the
  /// squared distances after it: differences in float32, squares and sums in double.
  [[nodiscard]] std::vector<std::uint32_t> expected(std::vector<double>* squares = nullptr) const {
    UpdateCase copy = *this;
    const OnlinePiece piece{values_.data(), shape_.count};
    std::vector<float*> addresses;
    for (auto& average : copy.averages_) addresses.push_back(average.data());
    std::vector<BlendTrack> tracks;
    for (std::size_t k = 0; k < addresses.size(); ++k) tracks.push_back({&addresses[k], rates[k]});
    blend({&piece, 1}, tracks);
    if (squares != nullptr) {
      squares->clear();
      for (const float* average : addresses) {
        double& sum = squares->emplace_back(0.0);
        for (std::size_t i = 0; i < shape_.count; ++i) {
          const double difference = values_[i] - average[i];
          sum += difference * difference;
        }
      }
    }
    return copy.bits();
  }

  [[nodiscard]] bool guardsStand() const {
    bool stand = online_.guardsStand() && halves_.guardsStand();
    for (const auto& average : averages_) stand = stand && average.guardsStand();
    return stand;
  }

  std::vector<float> rates = {};
  std::vector<double> distances = {};
  std::vector<double> scratch = {};
  unsigned long long first_bad = 42;

 private:
  UpdateShape shape_;
  Placed<float> online_;
  Placed<std::uint16_t> halves_;
  std::vector<float> values_;
  std::vector<Placed<float>> averages_ = {};
  std::vector<float*> addresses_ = {};
};

}  // namespace emascope
