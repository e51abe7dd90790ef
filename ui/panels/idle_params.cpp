// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/idle_params.h"

#include "core/rules/live_edit.h"
#include "ui/run/said.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace emascope::ui {
namespace {

constexpr std::int64_t kInARow = 12;   // consecutive calls to compare
constexpr std::int64_t kSamples = 24;  // samples of the remaining run
constexpr std::int64_t kTurns = 2;     // per interval (update_every, feedback)

using Values = std::vector<double>;

bool same(const TrackTraits& a, const TrackTraits& b) {
  return a.kind == b.kind && a.at_copy == b.at_copy && a.at_blend == b.at_blend &&
         a.names_at_copy == b.names_at_copy && a.copies_at_skip == b.copies_at_skip &&
         a.starts_at_zero == b.starts_at_zero && a.debias == b.debias &&
         a.estimate_batches == b.estimate_batches && a.snapshots == b.snapshots;
}

/// Compares the actions, ignoring their reasons.
bool same(EmaAction a, EmaAction b) {
  if (a.kind == ActionKind::kSkip && b.kind == ActionKind::kSkip) a.beta = b.beta;
  a.reason = b.reason;
  return a == b;
}

class Probe {
 public:
  Probe(const ScheduleEntry& rule, std::int64_t calls_done, const RunLength& run)
      : rule_(rule), done_(calls_done), run_(run) {}

  /// Whether any other value of `param` changes an action; none if no other value is allowed.
  [[nodiscard]] std::optional<bool> acts(const Values& values, std::size_t param) const {
    bool any = false;
    for (const double other : othersOf(rule_.params[param])) {
      if (other == values[param]) continue;
      const auto edited = with(values, param, other, /*as_an_edit=*/true);
      if (!edited) continue;
      any = true;
      if (differ(values, *edited)) return true;
    }
    return any ? std::optional(false) : std::nullopt;
  }

  [[nodiscard]] std::optional<Values> with(const Values& values, std::size_t param, double value,
                                           bool as_an_edit) const {
    const ParamValues change = {{rule_.params[param].id, value}};
    Values edited = values;
    if (as_an_edit) {
      auto checked = editedValues(rule_, values, change, done_, "");
      if (!checked) return std::nullopt;
      edited = std::move(checked).value();
    } else if (!changeValues(rule_, edited, change, "")) {
      return std::nullopt;
    }
    if (!checkRunLength(rule_, edited, run_, "")) return std::nullopt;
    return edited;
  }

  static Values othersOf(const ParamSpec& spec) {
    Values others;
    for (std::size_t i = 0; i < spec.choices.size(); ++i) others.push_back(static_cast<double>(i));
    if (spec.optional) others.push_back(kNoneValue);
    if (!spec.choices.empty()) return others;
    others.insert(others.end(),
                  {spec.min, spec.slider_min, spec.initial,
                   0.5 * (spec.slider_min + spec.slider_max), spec.slider_max, spec.max});
    if (spec.whole) {
      for (double& other : others) other = std::round(other);
      others.push_back(spec.min + 1.0);
    }
    return others;
  }

 private:
  [[nodiscard]] std::vector<std::int64_t> calls(const Values& a, const Values& b) const {
    const auto last = std::max(static_cast<std::int64_t>(run_.steps), done_ + kInARow);
    std::vector<std::int64_t> calls;
    for (std::int64_t i = 1; i <= kInARow; ++i) calls.push_back(done_ + i);
    for (std::int64_t i = 1; i <= kSamples; ++i) {
      calls.push_back(done_ + (last - done_) * i / kSamples);
    }
    for (std::size_t param = 0; param < rule_.params.size(); ++param) {
      if (!rule_.params[param].whole) continue;
      for (const double value : {a[param], b[param]}) {
        if (!(value > 1.0) || value > static_cast<double>(last)) continue;
        const auto interval = static_cast<std::int64_t>(value);
        for (std::int64_t turn = 1; turn <= kTurns; ++turn) {
          const std::int64_t at = (done_ / interval + turn) * interval;
          // Some intervals count from 0, some from 1.
          for (const std::int64_t call : {at, at + 1}) {
            if (call > done_ && call <= last) calls.push_back(call);
          }
        }
      }
    }
    return calls;
  }

  [[nodiscard]] bool differ(const Values& a, const Values& b) const {
    if (!same(rule_.traits(a), rule_.traits(b))) return true;
    const std::vector<std::int64_t> looked_at = calls(a, b);
    return std::any_of(looked_at.begin(), looked_at.end(),
                       [&](std::int64_t call) { return !same(at(a, call), at(b, call)); });
  }

  /// What the engine would do at `call`, the way back into the model included.
  [[nodiscard]] EmaAction at(const Values& values, std::int64_t call) const {
    RuleClock clock(rule_, values, run_);
    if (call > 1) {
      const Call plain = plainCall(rule_, values, call, run_);
      clock.restore({.calls = call - 1,
                     .time = static_cast<double>(call - 1),
                     .last_time = plain.last_time,
                     .averaged = plain.averaged});
    }
    return clock.next();
  }

  const ScheduleEntry& rule_;
  std::int64_t done_;
  RunLength run_;
};

QString valueWord(const ParamSpec& spec, double value) {
  if (spec.choices == std::vector<std::string>{"false", "true"}) {
    return value != 0.0 ? tr("on") : tr("off");
  }
  return QString::fromStdString(valueText(spec, value));
}

/// The switch, choice, interval or "none" that makes `param` ineffective.
QString reasonOf(const Probe& probe, const ScheduleEntry& rule, const Values& values,
                 std::size_t param) {
  for (std::size_t other = 0; other < rule.params.size(); ++other) {
    const ParamSpec& spec = rule.params[other];
    const bool is_off = spec.whole && values[other] == 0.0;  // of an interval: never
    const bool is_switch = !spec.choices.empty() || spec.optional || is_off;
    if (other == param || !is_switch) continue;
    for (const double value : Probe::othersOf(spec)) {
      if (value == values[other]) continue;
      const auto switched = probe.with(values, other, value, /*as_an_edit=*/false);
      if (!switched || !probe.acts(*switched, param).value_or(false)) continue;
      return tr("no effect while %1 is %2").arg(said(spec.label), valueWord(spec, values[other]));
    }
  }
  return {};
}

}  // namespace

std::map<std::string, QString> idleParams(const ScheduleEntry& rule, const ParamValues& values,
                                          std::int64_t calls_done, const RunLength& run) {
  std::map<std::string, QString> idle;
  const auto ordered = orderedValues(rule, values, "");
  if (!ordered || !checkRunLength(rule, *ordered, run, "")) return idle;
  const Probe probe(rule, calls_done, run);
  for (std::size_t param = 0; param < rule.params.size(); ++param) {
    if (probe.acts(*ordered, param).value_or(true)) continue;
    idle[rule.params[param].id] = reasonOf(probe, rule, *ordered, param);
  }
  return idle;
}

}  // namespace emascope::ui
