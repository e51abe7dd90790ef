// SPDX-License-Identifier: Apache-2.0
#include "core/random/counter_random.h"

namespace emascope {
namespace {

constexpr int kRounds = 10;
constexpr std::uint64_t kMultiplier0 = 0xD2511F53;
constexpr std::uint64_t kMultiplier1 = 0xCD9E8D57;
constexpr std::uint32_t kWeyl0 = 0x9E3779B9;
constexpr std::uint32_t kWeyl1 = 0xBB67AE85;

std::uint32_t low(std::uint64_t value) { return static_cast<std::uint32_t>(value); }
std::uint32_t high(std::uint64_t value) { return static_cast<std::uint32_t>(value >> 32); }
std::uint64_t join(std::uint32_t lower, std::uint32_t upper) {
  return std::uint64_t{lower} | std::uint64_t{upper} << 32;
}

/// Returns the low half of the product and stores the high half in `upper`.
std::uint64_t multiply(std::uint64_t a, std::uint64_t b, std::uint64_t& upper) {
  const std::uint64_t low_low = std::uint64_t{low(a)} * low(b);
  const std::uint64_t high_low = std::uint64_t{high(a)} * low(b) + high(low_low);
  const std::uint64_t low_high = std::uint64_t{low(a)} * high(b) + low(high_low);
  upper = std::uint64_t{high(a)} * high(b) + high(high_low) + high(low_high);
  return join(low(low_low), low(low_high));
}

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t product0 = kMultiplier0 * counter[0];
    const std::uint64_t product1 = kMultiplier1 * counter[2];
    counter = {high(product1) ^ counter[1] ^ key[0], low(product1),
               high(product0) ^ counter[3] ^ key[1], low(product0)};
    key = {key[0] + kWeyl0, key[1] + kWeyl1};
  }
  return counter;
}

void CounterRandom::seek(std::uint64_t position) {
  position_ = position;
  block_ready_ = false;
}

std::uint64_t CounterRandom::next() {
  if (position_ % 2 == 0 || !block_ready_) fillBlock();
  return block_[position_++ % 2];
}

// Lemire, "Fast random integer generation in an interval" (2019): the high half of a 128-bit
// product, rejecting the few low halves that would bias the result.
std::uint64_t CounterRandom::below(std::uint64_t n) {
  std::uint64_t result = 0;
  const std::uint64_t unfair = (0 - n) % n;
  while (multiply(next(), n, result) < unfair) {
  }
  return result;
}

double CounterRandom::uniform() { return static_cast<double>(next() >> 11) * 0x1p-53; }

void CounterRandom::fillBlock() {
  const std::uint64_t number = position_ / 2;
  const auto words = philox4x32({low(number), high(number), low(stream_), high(stream_)},
                                {low(seed_), high(seed_)});
  block_ = {join(words[0], words[1]), join(words[2], words[3])};
  block_ready_ = true;
}

}  // namespace emascope
