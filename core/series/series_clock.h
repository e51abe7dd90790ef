// SPDX-License-Identifier: Apache-2.0
//
// The clock of a track over a series: RuleClock, extended to values that are not evenly spaced.
// With DecayPer::kTime the decay is per unit of time, beta^dx over a gap of dx units. Without
// debias e <- beta^dx e + (1 - beta^dx) w (pandas ewm(halflife, times, adjust=False)); with debias
// each value has weight 1, previous weights decay by beta^dx, and the sum is divided by the total
// weight (pandas' adjust=True; the time-weighted EMA of Weights & Biases).
#pragma once

#include "core/rules/rule_clock.h"

#include <utility>

namespace emascope {

/// The unit to which a rule's decay refers.
enum class DecayPer {
  kUpdate,  ///< one update, as in the rule itself
  kTime,    ///< one unit of the time passed with each update
};

/// Fails for rules that have no meaning for uneven gaps: all but a constant decay and a half-life.
/// `where` names the track in the error.
[[nodiscard]] Status checkTimeWeighted(const ScheduleEntry& rule, std::string_view where);

class SeriesClock {
 public:
  /// @pre with DecayPer::kTime checkTimeWeighted(rule, …)
  SeriesClock(const ScheduleEntry& rule, std::vector<double> values, RunLength run = {},
              DecayPer per = DecayPer::kUpdate)
      : clock_(rule, std::move(values), run), run_(run), per_(per) {}

  /// One update, `elapsed` steps or time units after the previous one.
  EmaAction next(double elapsed);
  /// See RuleClock::reseed().
  void reseed();
  /// Takes effect at the next update. @pre checked by editedValues()
  void setValues(std::vector<double> values) { clock_.setValues(std::move(values)); }

  [[nodiscard]] const RuleClock& rule() const { return clock_; }
  /// False while an average that starts at zero has averaged nothing: there is no average yet.
  [[nodiscard]] bool hasTaken() const { return clock_.state().mass > 0.0 || weight_ > 0.0; }

 private:
  RuleClock clock_;
  RunLength run_;
  DecayPer per_;
  double weight_ = 0.0;  ///< kTime with debias: total weight of all values so far
};

}  // namespace emascope
