// SPDX-License-Identifier: Apache-2.0
#include "core/series/track_average.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace emascope {

namespace {

TensorUse useOfKind(const TensorUses& uses, PartKind kind) {
  switch (kind) {
    case PartKind::kTrainable:
      return uses.trainable;
    case PartKind::kBuffer:
      return uses.buffers;
    case PartKind::kInteger:
      return uses.integers;
  }
  return TensorUse::kIgnore;
}

std::vector<double> chosen(const std::vector<double>& all, std::span<const std::size_t> numbers) {
  std::vector<double> some;
  if (all.empty()) return some;
  some.reserve(numbers.size());
  for (const std::size_t number : numbers) some.push_back(all[number]);
  return some;
}

bool isTruncated(TensorUse use) {
  return use == TensorUse::kTruncate || use == TensorUse::kTruncateMean;
}

/// std::lerp, but a constant infinity stays infinite.
double moved(double average, double state, double rate) {
  return average == state ? average : std::lerp(average, state, rate);
}

}  // namespace

PartUse partUse(const TrackTraits& traits, PartKind kind, std::string_view name,
                const std::vector<NameKey>& keys, const std::vector<NameSelection>& selections) {
  PartUse use{useOfKind(traits.at_copy, kind),
              useOf(name, keys, selections, useOfKind(traits.at_blend, kind))};
  // Integers are truncated, not averaged; floats are averaged, not truncated.
  if (kind == PartKind::kInteger && use.at_blend == TensorUse::kAverage) {
    use.at_blend = TensorUse::kTruncate;
  }
  if (kind != PartKind::kInteger && isTruncated(use.at_blend)) use.at_blend = TensorUse::kAverage;
  if (traits.names_at_copy && use.at_blend == TensorUse::kIgnore) use.at_copy = TensorUse::kIgnore;
  return use;
}

TrackAverage::TrackAverage(SeriesClock clock, std::size_t count)
    : clock_(std::move(clock)), traits_(clock_.rule().traits()), shown_(count) {
  if (traits_.kind == AverageKind::kBema) base_ = anchor_ = shown_;
  if (traits_.kind == AverageKind::kLastSnapshots) snapshots_.push_back(shown_);
}

TrackAverage TrackAverage::only(std::span<const std::size_t> numbers) const {
  TrackAverage some(clock_, 0);
  some.traits_ = traits_;
  some.action_ = action_;
  some.shown_ = chosen(shown_, numbers);
  some.base_ = chosen(base_, numbers);
  some.anchor_ = chosen(anchor_, numbers);
  some.snapshots_.clear();
  for (const auto& snapshot : snapshots_) some.snapshots_.push_back(chosen(snapshot, numbers));
  return some;
}

void TrackAverage::start(std::size_t first, std::span<const double> state) {
  const auto at = static_cast<std::ptrdiff_t>(first);
  if (!traits_.starts_at_zero) std::ranges::copy(state, shown_.begin() + at);
  if (traits_.kind == AverageKind::kLastSnapshots) {
    std::ranges::copy(state, snapshots_.back().begin() + at);
  }
  if (traits_.kind != AverageKind::kBema) return;
  std::ranges::copy(std::span(shown_).subspan(first, state.size()), base_.begin() + at);
  std::ranges::copy(state, anchor_.begin() + at);
}

const EmaAction& TrackAverage::next(double elapsed) {
  action_ = clock_.next(elapsed);
  traits_ = clock_.rule().traits();
  if (action_.kind == ActionKind::kCopy) snapshots_.clear();
  if (traits_.kind == AverageKind::kLastSnapshots && action_.kind != ActionKind::kSkip) {
    const auto most = static_cast<std::size_t>(std::max<std::int64_t>(traits_.snapshots, 1));
    while (snapshots_.size() >= most) snapshots_.pop_front();
    snapshots_.emplace_back(shown_.size());
  }
  return action_;
}

void TrackAverage::reseed() {
  clock_.reseed();
  action_ = {.kind = ActionKind::kCopy};
  snapshots_.clear();
  if (traits_.kind == AverageKind::kLastSnapshots) snapshots_.emplace_back(shown_.size());
}

void TrackAverage::apply(std::size_t first, std::span<const double> state, const PartUse& use) {
  const bool copy = action_.kind == ActionKind::kCopy;
  const auto at = static_cast<std::ptrdiff_t>(first);
  if (action_.copied == Copied::kNone) {
    if (!copy || traits_.kind != AverageKind::kBema) return;
    std::ranges::copy(state, base_.begin() + at);
    std::ranges::copy(state, anchor_.begin() + at);
    return;
  }
  const bool averaged = use.at_blend == TensorUse::kAverage || isTruncated(use.at_blend);
  const bool left = action_.kind == ActionKind::kSkip && (averaged || !traits_.copies_at_skip);
  if (left || (copy ? use.at_copy : use.at_blend) == TensorUse::kIgnore) return;
  if (!averaged) {
    std::ranges::copy(state, shown_.begin() + at);
    return;
  }
  if (isTruncated(use.at_blend)) return applyToIntegers(first, state, use.at_blend);
  if (traits_.kind == AverageKind::kLastSnapshots) return takeSnapshots(first, state);
  const double rate = copy ? 1.0 : 1.0 - action_.beta;
  std::vector<double>& average = traits_.kind == AverageKind::kBema ? base_ : shown_;
  for (std::size_t k = 0; k < state.size(); ++k) {
    average[first + k] = moved(average[first + k], state[k], rate);
  }
  if (traits_.kind == AverageKind::kBema) correct(first, state);
}

void TrackAverage::applyToIntegers(std::size_t first, std::span<const double> state,
                                   TensorUse use) {
  const bool copy = action_.kind == ActionKind::kCopy;
  if (copy) std::ranges::copy(state, shown_.begin() + static_cast<std::ptrdiff_t>(first));
  if (use == TensorUse::kTruncateMean) {
    if (!copy) truncateMean(first, state);
  } else if (!copy || action_.again < 1.0) {
    truncate(first, state, copy ? action_.again : action_.beta);
  }
}

// As the libraries do with num_batches_tracked: both products and their sum are rounded to float32,
// then truncated; see core/ema/averager.cpp.
void TrackAverage::truncate(std::size_t first, std::span<const double> state, double beta) {
  const double each = action_.updates == 1 ? beta : std::pow(beta, 1.0 / action_.updates);
  const auto keep = static_cast<float>(each);
  const auto take = static_cast<float>(1.0 - each);
  for (int update = 0; update < action_.updates; ++update) {
    for (std::size_t k = 0; k < state.size(); ++k) {
      const float kept = keep * static_cast<float>(shown_[first + k]);
      const float taken = take * static_cast<float>(state[k]);
      shown_[first + k] = std::trunc(kept + taken);
    }
  }
}

void TrackAverage::truncateMean(std::size_t first, std::span<const double> state) {
  const auto states = static_cast<float>(std::round(1.0 / (1.0 - action_.beta)));
  for (std::size_t k = 0; k < state.size(); ++k) {
    const double old = shown_[first + k];
    const float change = static_cast<float>(state[k] - old) / states;
    shown_[first + k] = std::trunc(static_cast<float>(old) + change);
  }
}

void TrackAverage::takeSnapshots(std::size_t first, std::span<const double> state) {
  std::ranges::copy(state, snapshots_.back().begin() + static_cast<std::ptrdiff_t>(first));
  const auto shown = std::span(shown_).subspan(first, state.size());
  double states = 0.0;
  for (const std::vector<double>& snapshot : snapshots_) {
    states += 1.0;
    for (std::size_t k = 0; k < shown.size(); ++k) {
      shown[k] = moved(shown[k], snapshot[first + k], 1.0 / states);
    }
  }
}

void TrackAverage::correct(std::size_t first, std::span<const double> state) {
  for (std::size_t k = 0; k < state.size(); ++k) {
    const std::size_t i = first + k;
    if (action_.kind == ActionKind::kCopy) anchor_[i] = state[k];
    shown_[i] = base_[i];
    if (state[k] != anchor_[i]) shown_[i] += action_.correction * (state[k] - anchor_[i]);
  }
}

void TrackAverage::show(std::size_t first, std::span<double> out) const {
  std::ranges::copy(std::span(shown_).subspan(first, out.size()), out.begin());
}

void RunningMean::add(std::size_t i, double value) {
  ++states_[i];
  const double sum = sums_[i] + value;
  const bool small = std::abs(sums_[i]) >= std::abs(value);
  lost_[i] += small ? (sums_[i] - sum) + value : (value - sum) + sums_[i];
  sums_[i] = sum;
}

}  // namespace emascope
