// SPDX-License-Identifier: Apache-2.0
#include "core/series/track_average.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace emascope {

PartUse partUse(const TrackTraits& traits, std::string_view name, const std::vector<NameKey>& keys,
                const std::vector<NameSelection>& selections) {
  PartUse use{traits.at_copy.trainable, useOf(name, keys, selections, traits.at_blend.trainable)};
  if (traits.names_at_copy && use.at_blend == TensorUse::kIgnore) use.at_copy = TensorUse::kIgnore;
  return use;
}

TrackAverage::TrackAverage(RuleClock clock, std::size_t count)
    : clock_(std::move(clock)), traits_(clock_.traits()), shown_(count) {
  if (traits_.form == AverageForm::kBema) base_ = anchor_ = shown_;
  if (traits_.form == AverageForm::kLastSnapshots) snapshots_.push_back(shown_);
}

void TrackAverage::start(std::size_t first, std::span<const double> state) {
  const auto at = static_cast<std::ptrdiff_t>(first);
  if (!traits_.starts_at_zero) std::ranges::copy(state, shown_.begin() + at);
  if (traits_.form == AverageForm::kLastSnapshots) {
    std::ranges::copy(state, snapshots_.back().begin() + at);
  }
  if (traits_.form != AverageForm::kBema) return;
  std::ranges::copy(std::span(shown_).subspan(first, state.size()), base_.begin() + at);
  std::ranges::copy(state, anchor_.begin() + at);
}

const EmaAction& TrackAverage::next(double elapsed) {
  action_ = clock_.next(elapsed);
  traits_ = clock_.traits();
  if (action_.kind == ActionKind::kCopy) snapshots_.clear();
  if (traits_.form == AverageForm::kLastSnapshots && action_.kind != ActionKind::kSkip) {
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
  if (traits_.form == AverageForm::kLastSnapshots) snapshots_.emplace_back(shown_.size());
}

void TrackAverage::apply(std::size_t first, std::span<const double> state, const PartUse& use) {
  const bool copy = action_.kind == ActionKind::kCopy;
  const bool averaged = use.at_blend == TensorUse::kAverage || use.at_blend == TensorUse::kTruncate;
  const bool left = action_.kind == ActionKind::kSkip && (averaged || !traits_.copies_at_skip);
  if (left || (copy ? use.at_copy : use.at_blend) == TensorUse::kIgnore) return;
  if (!averaged) {
    std::ranges::copy(state, shown_.begin() + static_cast<std::ptrdiff_t>(first));
    return;
  }
  if (traits_.form == AverageForm::kLastSnapshots) return takeSnapshots(first, state);
  const double rate = copy ? 1.0 : 1.0 - action_.beta;
  std::vector<double>& average = traits_.form == AverageForm::kBema ? base_ : shown_;
  for (std::size_t k = 0; k < state.size(); ++k) {
    average[first + k] = std::lerp(average[first + k], state[k], rate);
  }
  if (traits_.form == AverageForm::kBema) correct(first, state);
}

void TrackAverage::takeSnapshots(std::size_t first, std::span<const double> state) {
  std::ranges::copy(state, snapshots_.back().begin() + static_cast<std::ptrdiff_t>(first));
  const auto shown = std::span(shown_).subspan(first, state.size());
  double states = 0.0;
  for (const std::vector<double>& snapshot : snapshots_) {
    states += 1.0;
    for (std::size_t k = 0; k < shown.size(); ++k) {
      shown[k] = std::lerp(shown[k], snapshot[first + k], 1.0 / states);
    }
  }
}

void TrackAverage::correct(std::size_t first, std::span<const double> state) {
  for (std::size_t k = 0; k < state.size(); ++k) {
    const std::size_t i = first + k;
    if (action_.kind == ActionKind::kCopy) anchor_[i] = state[k];
    shown_[i] = base_[i] + action_.correction * (state[k] - anchor_[i]);
  }
}

void TrackAverage::show(std::size_t first, std::span<double> out) const {
  std::ranges::copy(std::span(shown_).subspan(first, out.size()), out.begin());
}

void RunningMean::add(std::span<const double> state) {
  ++states_;
  for (std::size_t i = 0; i < state.size(); ++i) {
    const double sum = sums_[i] + state[i];
    const bool small = std::abs(sums_[i]) >= std::abs(state[i]);
    lost_[i] += small ? (sums_[i] - sum) + state[i] : (state[i] - sum) + sums_[i];
    sums_[i] = sum;
  }
}

}  // namespace emascope
