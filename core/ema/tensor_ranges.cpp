// SPDX-License-Identifier: Apache-2.0
#include "core/ema/tensor_ranges.h"

#include "core/ema/online_state.h"

#include <algorithm>
#include <functional>

namespace emascope {
namespace {

TensorUse useOfKind(const TensorUses& uses, TensorKind kind) {
  switch (kind) {
    case TensorKind::kTrainable:
      return uses.trainable;
    case TensorKind::kFrozen:
      return uses.frozen;
    case TensorKind::kBuffer:
      return uses.buffers;
    case TensorKind::kTransientBuffer:
      return uses.transient_buffers;
    case TensorKind::kInteger:
      return uses.integers;
    case TensorKind::kTransientInteger:
      return uses.transient_integers;
  }
  return TensorUse::kIgnore;
}

/// Builds the ranges of one plan from slots in order of offset.
class Builder {
 public:
  void add(const TensorSlot& slot, TensorUse use) {
    const bool integer = isInteger(slot.kind);
    // Integers are truncated, not averaged; floats are averaged, not truncated.
    if (integer && use == TensorUse::kAverage) use = TensorUse::kTruncate;
    const bool truncated = use == TensorUse::kTruncate || use == TensorUse::kTruncateMean;
    if (!integer && truncated) use = TensorUse::kAverage;
    Tail& tail = integer ? counters_ : floats_;
    std::vector<FlatRange>* const list = listOf(integer, use);
    if (list != nullptr && tail.list == list) {  // includes the padding in between
      list->back().count = slot.offset + slot.count - list->back().begin;
    } else if (list != nullptr) {
      list->push_back({slot.offset, slot.count});
    }
    tail.list = list;
  }
  [[nodiscard]] TensorRanges take() { return std::move(plan_); }

 private:
  struct Tail {
    std::vector<FlatRange>* list = nullptr;  ///< list of the previous slot's range
  };

  std::vector<FlatRange>* listOf(bool integer, TensorUse use) {
    switch (use) {
      case TensorUse::kAverage:
        return &plan_.average;
      case TensorUse::kCopy:
        return integer ? &plan_.copied_counters : &plan_.copy;
      case TensorUse::kTruncate:
        return &plan_.truncated_counters;
      case TensorUse::kTruncateMean:
        return &plan_.truncated_means;
      case TensorUse::kIgnore:
        break;
    }
    return nullptr;
  }

  TensorRanges plan_;
  Tail floats_;
  Tail counters_;
};

TensorRanges planOf(const std::vector<TensorSlot>& slots,
                    const std::function<TensorUse(const TensorSlot&)>& use) {
  Builder builder;
  for (const TensorSlot& slot : slots) builder.add(slot, use(slot));
  return builder.take();
}

TensorUse named(const TensorSlot& slot, const NameFilter& names, TensorUse otherwise) {
  return useOf(slot.name, names.keys, names.selections, otherwise);
}

}  // namespace

TensorRanges rangesToCopy(const std::vector<TensorSlot>& slots, const TrackTraits& traits,
                          const NameFilter& names) {
  return planOf(slots, [&](const TensorSlot& slot) {
    const TensorUse use = useOfKind(traits.at_copy, slot.kind);
    const bool ignored = traits.names_at_copy && named(slot, names, use) == TensorUse::kIgnore;
    return ignored ? TensorUse::kIgnore : use;
  });
}

TensorRanges rangesToBlend(const std::vector<TensorSlot>& slots, const TrackTraits& traits,
                           const NameFilter& names) {
  return planOf(slots, [&](const TensorSlot& slot) {
    return named(slot, names, useOfKind(traits.at_blend, slot.kind));
  });
}

TensorRanges withoutTransient(const TensorRanges& plan, const std::vector<TensorSlot>& slots) {
  const auto covers = [](const std::vector<FlatRange>& ranges, std::int64_t at) {
    return std::any_of(ranges.begin(), ranges.end(), [&](const FlatRange& range) {
      return at >= range.begin && at < range.begin + range.count;
    });
  };
  return planOf(slots, [&](const TensorSlot& slot) {
    const bool transient =
        slot.kind == TensorKind::kTransientBuffer || slot.kind == TensorKind::kTransientInteger;
    const auto& copied = isInteger(slot.kind) ? plan.copied_counters : plan.copy;
    return !transient && covers(copied, slot.offset) ? TensorUse::kCopy : TensorUse::kIgnore;
  });
}

TensorRanges rangesOfFeedback(const std::vector<TensorSlot>& slots, const TrackTraits& traits,
                              const NameFilter& names, bool hard) {
  return planOf(slots, [&](const TensorSlot& slot) {
    if (isInteger(slot.kind)) return TensorUse::kIgnore;
    TensorUse use = useOfKind(traits.at_blend, slot.kind);
    if (!hard || traits.names_at_copy) use = named(slot, names, use);
    return hard && use == TensorUse::kAverage ? TensorUse::kCopy : use;
  });
}

}  // namespace emascope
