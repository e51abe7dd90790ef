// SPDX-License-Identifier: Apache-2.0
//
// One track over numbers of any origin, in double: what core/ema does to a model's weights, in its
// simplest form and without LibTorch. RuleClock drives the rule. The numbers come in parts, so a
// complete state need not be in memory. Numbers that never change stay as they are, including
// infinities; all others must be finite.
#pragma once

#include "core/series/series_clock.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <vector>

namespace emascope {

/// How a part of the numbers is treated, considering the track's name selections.
struct PartUse {
  TensorUse at_copy = TensorUse::kCopy;
  TensorUse at_blend = TensorUse::kAverage;
};

/// The kind of a part, which rules treat differently.
enum class PartKind { kTrainable, kBuffer, kInteger };

/// Use of the part `name`: that of its kind, unless `selections` override it.
[[nodiscard]] PartUse partUse(const TrackTraits& traits, PartKind kind, std::string_view name,
                              const std::vector<NameKey>& keys,
                              const std::vector<NameSelection>& selections);

class TrackAverage {
 public:
  /// `count` numbers, all 0 until start().
  TrackAverage(SeriesClock clock, std::size_t count);

  /// A copy restricted to these numbers, in this order.
  [[nodiscard]] TrackAverage only(std::span<const std::size_t> numbers) const;

  /// Sets the initial state, from number `first` on. The average starts there, unless the rule
  /// starts at zero.
  void start(std::size_t first, std::span<const double> state);

  /// Starts an update, `elapsed` steps after the last one; then call apply() for each part of the
  /// new state. Feedback (EmaAction::keep_online) is left to the caller.
  const EmaAction& next(double elapsed);
  /// @pre called once per part after each next()
  void apply(std::size_t first, std::span<const double> state, const PartUse& use);

  /// Starts an update that copies, whatever the rule; then call apply() as after next().
  void reseed();

  /// Writes the average, from number `first` on, to `out`.
  void show(std::size_t first, std::span<double> out) const;

  /// Takes effect at the next update. @pre checked by editedValues()
  void setValues(std::vector<double> values) { clock_.setValues(std::move(values)); }
  [[nodiscard]] const RuleClock& clock() const { return clock_.rule(); }
  /// False while a rule that starts at zero has averaged nothing: there is no average yet.
  [[nodiscard]] bool hasTaken() const { return clock_.hasTaken(); }

 private:
  void applyToIntegers(std::size_t first, std::span<const double> state, TensorUse use);
  void truncate(std::size_t first, std::span<const double> state, double beta);
  void truncateMean(std::size_t first, std::span<const double> state);
  void takeSnapshots(std::size_t first, std::span<const double> state);
  void correct(std::size_t first, std::span<const double> state);

  SeriesClock clock_;
  TrackTraits traits_;
  EmaAction action_ = {};
  std::vector<double> shown_;
  std::deque<std::vector<double>> snapshots_ = {};  ///< kLastSnapshots: newest last
  std::vector<double> base_ = {};                   ///< kBema: the recursive average
  std::vector<double> anchor_ = {};                 ///< kBema: the state at the last copy
};

/// The plain mean of all values so far, for each number separately, accurate to a few units in the
/// last place.
class RunningMean {
 public:
  explicit RunningMean(std::size_t count) : sums_(count), lost_(count), states_(count) {}
  void add(std::size_t i, double value);
  void add(std::span<const double> state) {
    for (std::size_t i = 0; i < state.size(); ++i) add(i, state[i]);
  }
  [[nodiscard]] std::int64_t states(std::size_t i) const { return states_[i]; }
  /// NaN before the first value.
  [[nodiscard]] double operator[](std::size_t i) const {
    return (sums_[i] + lost_[i]) / static_cast<double>(states_[i]);
  }

 private:
  std::vector<double> sums_;
  std::vector<double> lost_;  ///< rounding errors of the sums
  std::vector<std::int64_t> states_;
};

}  // namespace emascope
