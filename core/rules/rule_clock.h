// SPDX-License-Identifier: Apache-2.0
//
// The clock of one track's rule: counts update calls, passes the rule its inputs, and keeps the
// resulting state, including the accumulated weight of a zero-initialized average. Engine, previews
// and `smooth` all use it, so a decay is computed nowhere else. Copy it to run ahead. Values only;
// no LibTorch.
#pragma once

#include "core/rules/schedule.h"

#include <cstdint>
#include <vector>

namespace emascope {

/// Run lengths that rules may depend on; 0 = unknown.
struct RunLength {
  double steps = 0.0;
  double steps_per_epoch = 0.0;
};

class RuleClock {
 public:
  /// The counters. Together with the current values, the complete state of a saved track.
  struct State {
    std::int64_t calls = 0;
    double time = 0.0;
    double last_time = 0.0;
    std::int64_t averaged = 0;
    double weight_sum = 0.0;
    double mass = 1.0;  ///< fraction of the average from states, not from the initial zero
    std::vector<double> initial = {};
    friend bool operator==(const State&, const State&) = default;
  };

  /// `rule` must outlive this object; `values` are as returned by orderedValues().
  RuleClock(const ScheduleEntry& rule, std::vector<double> values, RunLength run = {});

  /// One update call, `elapsed` steps after the previous one. With debias, the action's beta is the
  /// decay of the divided average, beta Z / (beta Z + 1 - beta) with the running product Z, so an
  /// edit never makes the average jump.
  EmaAction next(double elapsed = 1.0);

  /// Call when the average has been reset to the online weights manually. Calls continue to count.
  void reseed();

  [[nodiscard]] const ScheduleEntry& rule() const { return *rule_; }
  [[nodiscard]] const std::vector<double>& values() const { return values_; }
  /// Takes effect at the next call. @pre checked by editedValues()
  void setValues(std::vector<double> values);
  [[nodiscard]] TrackTraits traits() const { return rule_->traits(values_); }
  /// The last action other than a skip by update_every.
  [[nodiscard]] const EmaAction& last() const { return last_; }
  /// The action returned by the last next().
  [[nodiscard]] const EmaAction& latest() const { return latest_; }
  [[nodiscard]] std::int64_t calls() const { return state_.calls; }

  [[nodiscard]] const State& state() const { return state_; }
  void restore(State state) { state_ = std::move(state); }

 private:
  void keep(EmaAction& action, double time);
  [[nodiscard]] double keptByFeedback() const;

  const ScheduleEntry* rule_;
  std::vector<double> values_;
  RunLength run_;
  State state_;
  EmaAction last_;
  EmaAction latest_;
};

/// Fails for values whose unit needs a length that `run` does not have: unit=epochs, unit=run.
[[nodiscard]] Status checkRunLength(const ScheduleEntry& rule, std::span<const double> values,
                                    const RunLength& run, std::string_view where);

/// The input of call `index` if all previous calls were one step apart with these values. For
/// previews, where counting a million calls would be too slow.
[[nodiscard]] Call plainCall(const ScheduleEntry& rule, std::span<const double> values,
                             std::int64_t index, RunLength run = {});

}  // namespace emascope
