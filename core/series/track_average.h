// SPDX-License-Identifier: Apache-2.0
//
// One track over numbers of any origin, in double: what core/ema does to a model's weights, in its
// plainest form and without LibTorch. The rule is asked through RuleClock; the numbers come in
// parts, so that a state need never be in memory whole. A number that never changes stays what it
// is, infinities included; all others must be finite.
#pragma once

#include "core/series/series_clock.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <vector>

namespace emascope {

/// How a part of the numbers is treated, from the names the track selects.
struct PartUse {
  TensorUse at_copy = TensorUse::kCopy;
  TensorUse at_blend = TensorUse::kAverage;
};

/// What a part is to the rules.
enum class PartKind { kTrainable, kBuffer, kInteger };

/// Of the part called `name`: treated as its kind is, unless `selections` say more.
[[nodiscard]] PartUse partUse(const TrackTraits& traits, PartKind kind, std::string_view name,
                              const std::vector<NameKey>& keys,
                              const std::vector<NameSelection>& selections);

class TrackAverage {
 public:
  /// `count` numbers, all 0 until start().
  TrackAverage(SeriesClock clock, std::size_t count);

  /// The same with these of the numbers alone, in this order.
  [[nodiscard]] TrackAverage only(std::span<const std::size_t> numbers) const;

  /// The state at construction, from number `first` on: what the average begins as, unless the rule
  /// begins at zero.
  void start(std::size_t first, std::span<const double> state);

  /// Begins an update, `elapsed` steps after the last one: part after part of the new state is then
  /// brought in by apply(). Nothing is written into a model: who has one looks at keep_online.
  const EmaAction& next(double elapsed);
  /// @pre once for each part since next()
  void apply(std::size_t first, std::span<const double> state, const PartUse& use);

  /// Begins an update that copies, whatever the rule; apply() as after next().
  void reseed();

  /// The average from number `first` on.
  void show(std::size_t first, std::span<double> out) const;

  /// In force from the next update on. @pre checked by editedValues()
  void setValues(std::vector<double> values) { clock_.setValues(std::move(values)); }
  [[nodiscard]] const RuleClock& clock() const { return clock_.rule(); }
  /// False while a rule that begins at zero has taken nothing up: there is no average yet.
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
  std::deque<std::vector<double>> snapshots_ = {};  ///< kLastSnapshots: the newest last
  std::vector<double> base_ = {};                   ///< kBema: the recursive average
  std::vector<double> anchor_ = {};                 ///< kBema: the state at the last copy
};

/// The ordinary mean of all values so far, of each number for itself and exact to a few units in
/// the last place.
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
  std::vector<double> lost_;  ///< what rounding took from the sums
  std::vector<std::int64_t> states_;
};

}  // namespace emascope
