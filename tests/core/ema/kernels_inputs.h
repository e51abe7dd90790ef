// SPDX-License-Identifier: Apache-2.0
//
// Weights and averages for the tests of the blending loops: any number of pieces of any length,
// each at an address of its own that is no multiple of a vector, with a guard on either side.
#pragma once

#include "core/ema/kernels.h"

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace emascope {

inline constexpr float kGuard = 12345.0F;

inline std::vector<float> wave(std::size_t count, double phase) {
  std::vector<float> values(count);
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = static_cast<float>(std::sin(phase + 0.37 * static_cast<double>(i)));
  }
  return values;
}

inline std::vector<std::uint32_t> bitsOf(const std::vector<float>& values) {
  std::vector<std::uint32_t> bits;
  for (const float value : values) bits.push_back(std::bit_cast<std::uint32_t>(value));
  return bits;
}

/// Every instruction set of this processor.
inline std::vector<InstructionSet> usableSets() {
  std::vector<InstructionSet> sets;
  for (const InstructionSet set :
       {InstructionSet::kPortable, InstructionSet::kAvx2, InstructionSet::kAvx512}) {
    if (isUsable(set)) sets.push_back(set);
  }
  return sets;
}

/// The same values whatever the pieces: value i of all is wave()'s.
class Weights {
 public:
  Weights(std::vector<std::size_t> pieces, std::vector<float> rates)
      : counts_(std::move(pieces)), rates_(std::move(rates)), averages_(rates_.size()) {
    std::size_t total = 0;
    for (const std::size_t count : counts_) total += count;
    fill(online_, wave(total, 0.1));
    for (std::size_t k = 0; k < rates_.size(); ++k) {
      fill(averages_[k], wave(total, 1.0 + static_cast<double>(k)));
    }
  }

  float& online(std::size_t piece, std::size_t index) { return online_[piece][1 + index]; }
  float& average(std::size_t track, std::size_t piece, std::size_t index) {
    return averages_[track][piece][1 + index];
  }

  [[nodiscard]] std::vector<OnlinePiece> pieces() const {
    std::vector<OnlinePiece> pieces;
    for (std::size_t p = 0; p < counts_.size(); ++p) {
      pieces.push_back({online_[p].data() + 1, counts_[p]});
    }
    return pieces;
  }

  std::optional<ValuePlace> blend(const BlendOptions& options = {}) {
    std::vector<std::vector<float*>> pointers(rates_.size());
    std::vector<BlendTrack> tracks;
    for (std::size_t k = 0; k < rates_.size(); ++k) {
      for (auto& piece : averages_[k]) pointers[k].push_back(piece.data() + 1);
      tracks.push_back({pointers[k].data(), rates_[k]});
    }
    return emascope::blend(pieces(), tracks, options);
  }

  [[nodiscard]] std::vector<float> online() const { return joined(online_); }
  /// One track's values, all pieces in a row.
  [[nodiscard]] std::vector<float> average(std::size_t track) const {
    return joined(averages_[track]);
  }
  /// All tracks' bits.
  [[nodiscard]] std::vector<std::uint32_t> bits() const {
    std::vector<std::uint32_t> all;
    for (std::size_t k = 0; k < rates_.size(); ++k) {
      const auto bits = bitsOf(average(k));
      all.insert(all.end(), bits.begin(), bits.end());
    }
    return all;
  }
  [[nodiscard]] bool guardsStand() const {
    bool stand = true;
    for (const auto& track : averages_) {
      for (const auto& piece : track) {
        stand = stand && piece.front() == kGuard && piece.back() == kGuard;
      }
    }
    return stand;
  }

 private:
  using Pieces = std::vector<std::vector<float>>;

  void fill(Pieces& pieces, const std::vector<float>& values) const {
    std::size_t at = 0;
    for (const std::size_t count : counts_) {
      std::vector<float> piece(count + 2, kGuard);
      for (std::size_t i = 0; i < count; ++i) piece[1 + i] = values[at++];
      pieces.push_back(std::move(piece));
    }
  }
  [[nodiscard]] static std::vector<float> joined(const Pieces& pieces) {
    std::vector<float> values;
    for (const auto& piece : pieces)
      values.insert(values.end(), piece.begin() + 1, piece.end() - 1);
    return values;
  }

  std::vector<std::size_t> counts_;
  std::vector<float> rates_;
  Pieces online_;
  std::vector<Pieces> averages_;
};

/// `count` rates between 1e-6 and 1.
inline std::vector<float> manyRates(std::size_t count) {
  std::vector<float> rates;
  for (std::size_t k = 0; k < count; ++k) {
    rates.push_back(static_cast<float>(std::pow(10.0, -6.0 * static_cast<double>(k % 13) / 12.0)));
  }
  return rates;
}

}  // namespace emascope
