// SPDX-License-Identifier: Apache-2.0
#include "core/ema/constant_slots.h"

#include "core/ema/kernels.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <ATen/ops/equal.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

bool mayStay(TensorKind kind) {
  return kind == TensorKind::kFrozen || kind == TensorKind::kBuffer ||
         kind == TensorKind::kTransientBuffer;
}

at::Tensor stretch(const at::Tensor& floats, const FlatRange& range) {
  return floats.narrow(0, range.begin, range.count);
}

bool canBeAveraged(const at::Tensor& values) {
  const at::Tensor largest =
      at::linalg_vector_norm(values, std::numeric_limits<double>::infinity());
  return largest.item().toFloat() < kLargestAveraged;
}

}  // namespace

ConstantSlots::ConstantSlots(const std::vector<TensorSlot>& slots, const at::Tensor& floats) {
  const c10::InferenceMode guard;
  for (const TensorSlot& slot : slots) {
    if (!mayStay(slot.kind) || slot.count == 0) continue;
    const FlatRange range{slot.offset, slot.count};
    if (!canBeAveraged(stretch(floats, range)))
      kept_.push_back({range, stretch(floats, range).clone()});
  }
  dropChanged(floats);  // drops NaN, which is not equal to itself
}

bool ConstantSlots::dropChanged(const at::Tensor& floats) {
  return std::erase_if(kept_, [&](const Kept& one) {
           return !at::equal(stretch(floats, one.range), one.values);
         }) > 0;
}

std::vector<std::int64_t> ConstantSlots::offsets() const {
  std::vector<std::int64_t> all;
  for (const Kept& one : kept_) all.push_back(one.range.begin);
  return all;
}

void ConstantSlots::keepOnly(const std::vector<std::int64_t>& offsets) {
  std::erase_if(kept_, [&](const Kept& one) {
    return std::ranges::find(offsets, one.range.begin) == offsets.end();
  });
}

bool ConstantSlots::has(std::int64_t offset) const {
  return std::ranges::any_of(kept_, [&](const Kept& one) { return one.range.begin == offset; });
}

TensorRanges ConstantSlots::copied(TensorRanges plan) const {
  for (const Kept& one : kept_) {
    const FlatRange& hole = one.range;
    const auto around = std::ranges::find_if(plan.average, [&](const FlatRange& range) {
      return range.begin <= hole.begin && hole.begin < range.begin + range.count;
    });
    if (around == plan.average.end()) continue;
    const std::int64_t end = around->begin + around->count;
    const FlatRange before{around->begin, hole.begin - around->begin};
    const FlatRange behind{hole.begin + hole.count, end - hole.begin - hole.count};
    auto place = plan.average.erase(around);
    if (behind.count > 0) place = plan.average.insert(place, behind);
    if (before.count > 0) plan.average.insert(place, before);
    plan.copy.push_back(hole);
  }
  return plan;
}

std::vector<FlatRange> ConstantSlots::others(std::int64_t count) const {
  std::vector<FlatRange> ranges;
  std::int64_t begin = 0;
  for (const Kept& one : kept_) {
    if (one.range.begin > begin) ranges.push_back({begin, one.range.begin - begin});
    begin = one.range.begin + one.range.count;
  }
  if (begin < count) ranges.push_back({begin, count - begin});
  return ranges;
}

}  // namespace emascope
