// SPDX-License-Identifier: Apache-2.0
#include "core/ema/kernels_choice.h"

#include "core/ema/kernels_loops.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace emascope::blending {
namespace {

/// Bytes of a pass from which its loops are measured; what is smaller stays in the caches.
constexpr std::size_t kWorthMeasuring = std::size_t{8} << 20U;

/// The sets to choose between. Where AVX2 is not usable, or one set was requested, there is one.
std::vector<InstructionSet> setsToTry() {
  if (isInstructionSetRequested()) return {widestInstructionSet()};
  std::vector<InstructionSet> sets;
  for (const InstructionSet set : {InstructionSet::kAvx2, InstructionSet::kAvx512}) {
    if (isUsable(set)) sets.push_back(set);
  }
  if (sets.empty()) sets.push_back(InstructionSet::kPortable);
  return sets;
}

/// The smallest numbers of tracks of passes that share a choice.
constexpr std::array<std::size_t, 6> kClasses = {0, 1, 2, 4, 8, 16};

std::size_t classOf(std::size_t tracks) {
  const auto above = std::upper_bound(kClasses.begin(), kClasses.end(), tracks);
  return static_cast<std::size_t>(above - kClasses.begin()) - 1;
}

double median(std::span<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace

std::vector<LoopVariant> loopCandidates(std::size_t tracks, std::span<const InstructionSet> sets) {
  const std::vector<std::size_t> widths = tracks == 0   ? std::vector<std::size_t>{1, 2, 4}
                                          : tracks == 1 ? std::vector<std::size_t>{1}
                                          : tracks < 4  ? std::vector<std::size_t>{4, 1}
                                                        : std::vector<std::size_t>{8, 4, 2};
  std::vector<LoopVariant> candidates;
  for (const InstructionSet set : sets) {
    for (const Prefetch prefetch : {Prefetch::kNone, Prefetch::kPageStarts, Prefetch::kLines}) {
      for (const std::size_t width : widths) candidates.push_back({set, prefetch, width});
    }
  }
  return candidates;
}

LoopVariant usualLoops(std::size_t tracks) {
  static const InstructionSet set = setsToTry().front();
  return {set, Prefetch::kNone, tracks == 0 ? 1U : 4U};
}

LoopChoice::LoopChoice(std::vector<LoopVariant> candidates)
    : candidates_(std::move(candidates)),
      chosen_(candidates_.size()),
      seconds_per_byte_(candidates_.size()) {
  for (std::vector<double>& of : seconds_per_byte_) of.reserve(kTimesEach);
}

std::optional<LoopVariant> LoopChoice::chosen() const {
  const std::size_t chosen = chosen_.load(std::memory_order_relaxed);
  if (chosen == candidates_.size()) return std::nullopt;
  return candidates_[chosen];
}

void LoopChoice::add(std::span<const LoopTime> times) noexcept {
  constexpr std::size_t kAtLeast = 6;
  const MutexLock lock(mutex_);
  if (chosen_.load(std::memory_order_relaxed) != candidates_.size()) return;
  for (const LoopTime& time : times) {
    if (time.bytes <= 0.0) continue;
    seconds_ += time.seconds;
    ++added_;
    std::vector<double>& of = seconds_per_byte_[time.candidate];
    if (of.size() < kTimesEach) of.push_back(time.seconds / time.bytes);
  }
  const std::size_t needed = seconds_ < kSecondsAtMost ? kTimesEach : kAtLeast;
  const auto enough = [needed](const auto& of) { return of.size() >= needed; };
  if (std::ranges::all_of(seconds_per_byte_, enough)) {
    chosen_.store(fastest(), std::memory_order_relaxed);
  }
}

std::size_t LoopChoice::added() const {
  const MutexLock lock(mutex_);
  return added_;
}

std::size_t LoopChoice::fastest() {
  std::size_t best = 0;
  double of_best = median(seconds_per_byte_[0]);
  for (std::size_t i = 1; i < candidates_.size(); ++i) {
    const double time = median(seconds_per_byte_[i]);
    if (time >= kWorthPreferring * of_best) continue;
    best = i;
    of_best = time;
  }
  return best;
}

LoopChoice& loopChoiceFor(const PassKind& kind) {
  static const auto choices = [] {
    std::array<std::unique_ptr<LoopChoice>, kClasses.size() * 4> made;
    const std::vector<InstructionSet> sets = setsToTry();
    for (std::size_t i = 0; i < made.size(); ++i)
      made[i] = std::make_unique<LoopChoice>(loopCandidates(kClasses[i / 4], sets));
    return made;
  }();
  const std::size_t use = (kind.short_pieces ? 1U : 0U) + (kind.several_threads ? 2U : 0U);
  return *choices[classOf(kind.tracks) * 4 + use];
}

PassLoops::PassLoops(const PassKind& kind, std::size_t bytes, std::size_t portions,
                     const std::optional<LoopVariant>& given, bool may_measure)
    : usual_(given.value_or(usualLoops(kind.tracks))), reason_("given"), tracks_(kind.tracks) {
  if (given) return;
  reason_ = "below 8 MB";
  if (bytes < kWorthMeasuring) return;
  LoopChoice& choice = loopChoiceFor(kind);
  if (const auto chosen = choice.chosen()) {
    usual_ = *chosen;
    reason_ = "measured";
    return;
  }
  reason_ = "not measured yet";
  if (!may_measure || portions == 0) return;
  const std::size_t candidates = choice.candidates().size();
  const std::size_t begun = choice.added();
  const std::size_t wanted = LoopChoice::kTimesEach * candidates;
  choice_ = &choice;
  stride_ = std::max<std::size_t>(1, portions / wanted);
  times_.resize((portions + stride_ - 1) / stride_);
  for (std::size_t i = 0; i < times_.size(); ++i) {
    // Shifted by one each round, so that no candidate always meets the same part of a tensor.
    const std::size_t turn = begun + i;
    times_[i].candidate = (turn + turn / candidates) % candidates;
  }
}

PassLoops::~PassLoops() {
  if (choice_ != nullptr) choice_->add(times_);
}

std::string PassLoops::text() const {
  std::string text = nameOf(usual_.instruction_set);
  constexpr const char* kWords[] = {", no prefetch", ", page starts prefetched",
                                    ", lines prefetched"};
  text += kWords[static_cast<std::size_t>(usual_.prefetch)];
  const std::size_t width =
      tracks_ == 0 ? usual_.side_by_side : std::min(tracks_, usual_.side_by_side);
  if (width > 1) text += ", " + std::to_string(width) + " side by side";
  return text + " (" + reason_ + ")";
}

}  // namespace emascope::blending
