// SPDX-License-Identifier: Apache-2.0
#include "core/ema/online_state.h"

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>
#ifdef __linux__
#include <sys/mman.h>
#endif

#include <ATen/ops/from_blob.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

constexpr std::size_t kAlignment = 256;
constexpr std::size_t kHugePage = std::size_t{2} << 20U;
constexpr std::size_t kWorthHugePages = 4 * kHugePage;

/// Offset of the next array within its page, in bytes. With equal offsets, arrays that are
/// traversed together would compete for the same cache sets. [any-thread]
std::size_t nextStagger() {
  constexpr std::size_t kStaggers = 16;
  constexpr std::size_t kApart = 4096 + kAlignment;
  static std::atomic<std::size_t> made = 0;
  return made.fetch_add(1, std::memory_order_relaxed) % kStaggers * kApart;
}

}  // namespace

std::vector<TensorSlot> slotsOf(const OnlineState& state) {
  if (!state.slots.empty()) return state.slots;
  const std::int64_t buffers = state.floats.numel() - state.weights;
  std::vector<TensorSlot> slots;
  if (state.weights > 0) slots.push_back({"", TensorKind::kTrainable, 0, state.weights});
  if (buffers > 0) slots.push_back({"", TensorKind::kBuffer, state.weights, buffers});
  if (state.counters.defined() && state.counters.numel() > 0)
    slots.push_back({"", TensorKind::kInteger, 0, state.counters.numel()});
  return slots;
}

at::Tensor flatFloats(std::int64_t count, const at::Device& device) {
  const c10::InferenceMode normal(false);  // views of it in a model may need gradients
  const auto options = at::TensorOptions().dtype(at::kFloat);
  if (!device.is_cpu()) return at::zeros({count}, options.device(device));
  const std::size_t bytes = static_cast<std::size_t>(count) * sizeof(float);
  const std::size_t alignment = bytes < kWorthHugePages ? kAlignment : kHugePage;
  const std::size_t stagger = alignment == kHugePage ? nextStagger() : 0;
  const std::size_t rounded = (stagger + bytes + alignment) / alignment * alignment;
  void* memory = std::aligned_alloc(alignment, rounded);
  if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  if (alignment == kHugePage)
    madvise(memory, rounded, MADV_HUGEPAGE);  // optional: faster with huge pages
#endif
  std::memset(memory, 0, rounded);
  return at::from_blob(
      static_cast<char*>(memory) + stagger, {count}, [memory](void*) { std::free(memory); },
      options);
}

void copyFlat(const at::Tensor& to, const at::Tensor& from) {
  if (!from.defined() || from.numel() == 0) return;
  if (from.is_cpu() && to.is_cpu()) {
    std::memcpy(to.data_ptr(), from.data_ptr(), from.nbytes());
  } else {
    to.copy_(from);
  }
}

}  // namespace emascope
