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
  double steps = 0.0;            ///< planned training steps of the whole run
  double steps_per_epoch = 0.0;  ///< training steps in one pass over the data
};

/// One track's rule in use. Copyable. Not thread-safe.
class RuleClock {
 public:
  /// The counters. Together with the current values, the complete state of a saved track.
  struct State {
    std::int64_t calls = 0;     ///< update calls so far
    double time = 0.0;          ///< steps so far
    double last_time = 0.0;     ///< `time` at the last copy or blend; 0 if there was none
    std::int64_t averaged = 0;  ///< states averaged since the last copy, including it
    double weight_sum = 0.0;    ///< sum of EmaAction::weight since the last copy
    double mass = 1.0;          ///< fraction of the average from states, not from the initial zero
    std::vector<double> initial = {};  ///< values at construction
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

  /// The rule given to the constructor.
  [[nodiscard]] const ScheduleEntry& rule() const { return *rule_; }
  /// Its current values, in the order of ScheduleEntry::params.
  [[nodiscard]] const std::vector<double>& values() const { return values_; }
  /// Takes effect at the next call. @pre checked by editedValues()
  void setValues(std::vector<double> values);
  /// How the rule treats tensors, with the current values.
  [[nodiscard]] TrackTraits traits() const { return rule_->traits(values_); }
  /// The last action other than a skip by update_every.
  [[nodiscard]] const EmaAction& last() const { return last_; }
  /// The action returned by the last next().
  [[nodiscard]] const EmaAction& latest() const { return latest_; }
  /// Calls of next() so far, including those before restore().
  [[nodiscard]] std::int64_t calls() const { return state_.calls; }

  /// The counters, to save them.
  [[nodiscard]] const State& state() const { return state_; }
  /// Continues with counters that state() returned for the same rule.
  void restore(State state) { state_ = std::move(state); }
  /// The same with what last() returned.
  void restore(State state, const EmaAction& last) {
    state_ = std::move(state);
    last_ = last;
  }

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
