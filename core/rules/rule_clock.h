// SPDX-License-Identifier: Apache-2.0
//
// One track's rule while it is being used: counts the calls, tells the rule what it may know and
// keeps what follows from the answers, the weight of a zero-initialized average included. The
// engine, previews and `smooth` all ask through this, so nobody else computes a decay. A copy of it
// can be run ahead. Values only; no LibTorch.
#pragma once

#include "core/rules/schedule.h"

#include <cstdint>
#include <vector>

namespace emascope {

/// What a rule may be told about the run; 0 = not known.
struct RunLength {
  double steps = 0.0;
  double steps_per_epoch = 0.0;
};

class RuleClock {
 public:
  /// What has been counted; with the values in force, all that a saved track needs.
  struct State {
    std::int64_t calls = 0;
    double time = 0.0;
    double last_time = 0.0;
    std::int64_t averaged = 0;
    double weight_sum = 0.0;
    double mass = 1.0;  ///< share of the average that is states and not the zero it began as
    std::vector<double> initial = {};
    friend bool operator==(const State&, const State&) = default;
  };

  /// `rule` outlives this; `values` as orderedValues() gives them.
  RuleClock(const ScheduleEntry& rule, std::vector<double> values, RunLength run = {});

  /// One update call, `elapsed` steps after the previous one. With debias the action's beta is the
  /// one that keeps the divided average: beta Z / (beta Z + 1 - beta), Z the running product; so an
  /// edit never makes the average jump.
  EmaAction next(double elapsed = 1.0);

  /// The average has been made a copy of the online weights by hand. The calls go on being counted.
  void reseed();

  [[nodiscard]] const ScheduleEntry& rule() const { return *rule_; }
  [[nodiscard]] const std::vector<double>& values() const { return values_; }
  /// In force from the next call on. @pre checked by editedValues()
  void setValues(std::vector<double> values);
  [[nodiscard]] TrackTraits traits() const { return rule_->traits(values_); }
  /// The last action that was not left out by update_every.
  [[nodiscard]] const EmaAction& last() const { return last_; }
  /// What the last next() answered.
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

/// Refuses values whose unit is a length that `run` does not know: unit=epochs, unit=run.
[[nodiscard]] Status checkRunLength(const ScheduleEntry& rule, std::span<const double> values,
                                    const RunLength& run, std::string_view where);

/// What call `index` is told if all before it were made one step apart under these values: for
/// previews, where counting a million calls is too dear.
[[nodiscard]] Call plainCall(const ScheduleEntry& rule, std::span<const double> values,
                             std::int64_t index, RunLength run = {});

}  // namespace emascope
