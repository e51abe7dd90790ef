// SPDX-License-Identifier: Apache-2.0
//
// The clock of a track over a series: RuleClock, and values that are not evenly spaced. With
// DecayPer::kTime the decay is that of one unit of time, and over a gap of dx units beta^dx.
// Without debias e <- beta^dx e + (1 - beta^dx) w (pandas ewm(halflife, times, adjust=False)); with
// debias each value weighs 1, what was there before beta^dx, and the sum is divided by the weights
// (pandas' adjust=True; the time-weighted EMA of Weights & Biases).
#pragma once

#include "core/rules/rule_clock.h"

#include <utility>

namespace emascope {

/// What a rule's decay belongs to.
enum class DecayPer {
  kUpdate,  ///< one update, as the rule itself has it
  kTime,    ///< one unit of the time that is given with each update
};

/// Refuses a rule that has no meaning for uneven gaps: all but a constant decay and a half-life.
/// `where` names the track.
[[nodiscard]] Status checkTimeWeighted(const ScheduleEntry& rule, std::string_view where);

class SeriesClock {
 public:
  /// @pre with DecayPer::kTime checkTimeWeighted(rule, …)
  SeriesClock(const ScheduleEntry& rule, std::vector<double> values, RunLength run = {},
              DecayPer per = DecayPer::kUpdate)
      : clock_(rule, std::move(values), run), run_(run), per_(per) {}

  /// One update, `elapsed` steps, or units of time, after the previous one.
  EmaAction next(double elapsed);
  /// As RuleClock::reseed().
  void reseed();
  /// In force from the next update on. @pre checked by editedValues()
  void setValues(std::vector<double> values) { clock_.setValues(std::move(values)); }

  [[nodiscard]] const RuleClock& rule() const { return clock_; }
  /// False while an average that begins as zero has taken nothing up: there is no average yet.
  [[nodiscard]] bool hasTaken() const { return clock_.state().mass > 0.0 || weight_ > 0.0; }

 private:
  RuleClock clock_;
  RunLength run_;
  DecayPer per_;
  double weight_ = 0.0;  ///< kTime with debias: of all values so far
};

}  // namespace emascope
