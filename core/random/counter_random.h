// SPDX-License-Identifier: Apache-2.0
//
// Counter-based random numbers: the value at a position is a pure function of seed, stream and
// position. Data, batch order and augmentation therefore have independent sequences, and a run can
// resume anywhere. Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as
// easy as 1, 2, 3" (SC 2011); the same numbers on every machine. Not cryptographically secure.
#pragma once

#include <array>
#include <cstdint>

namespace emascope {

class CounterRandom {
 public:
  /// Different streams of a seed are independent.
  CounterRandom(std::uint64_t seed, std::uint64_t stream) : seed_(seed), stream_(stream) {}

  /// Position of the value that next() returns next; starts at 0.
  [[nodiscard]] std::uint64_t position() const { return position_; }
  void seek(std::uint64_t position);

  /// Uniform over all 64-bit values. Advances by one position.
  [[nodiscard]] std::uint64_t next();

  /// Uniform over [0, n), without bias. Rarely advances by more than one position.
  /// @pre n > 0
  [[nodiscard]] std::uint64_t below(std::uint64_t n);

  /// Uniform over the multiples of 2^-53 in [0, 1). Advances by one position.
  [[nodiscard]] double uniform();

 private:
  void fillBlock();

  std::uint64_t seed_;
  std::uint64_t stream_;
  std::uint64_t position_ = 0;
  std::array<std::uint64_t, 2> block_ = {};  ///< the values at position & ~1 and position | 1
  bool block_ready_ = false;
};

/// One Philox4x32-10 block, as in the paper's reference code.
[[nodiscard]] std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                                      std::array<std::uint32_t, 2> key);

}  // namespace emascope
