// SPDX-License-Identifier: Apache-2.0
#include "core/rules/posthoc/thin_snapshots.h"

#include <bit>

namespace emascope {
namespace {

/// Number of the newest snapshots of a track that are all used, at least.
constexpr std::int64_t kFewestNewest = 2;

/// Whether a snapshot is used: number `number` of its track, of age `age`, both counted in
/// snapshots.
bool isUsed(std::int64_t number, std::int64_t age, std::int64_t newest) {
  std::int64_t apart = 1;
  for (std::int64_t limit = newest; age >= limit; limit *= 2) apart *= 2;
  return number % apart == 0;
}

}  // namespace

std::vector<std::size_t> thinnedSnapshots(std::span<const std::int64_t> calls, std::int64_t every,
                                          std::int64_t at, std::size_t most) {
  std::vector<std::size_t> used;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (calls[i] <= at) used.push_back(i);
  }
  const std::vector<std::size_t> all = used;
  auto newest = static_cast<std::int64_t>(std::bit_ceil(most));
  for (; used.size() > most && newest >= kFewestNewest; newest /= 2) {
    used = all;
    std::erase_if(used, [&](std::size_t i) {
      return !isUsed(calls[i] / every, (at - calls[i]) / every, newest);
    });
  }
  return used;
}

}  // namespace emascope
