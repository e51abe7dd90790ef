// SPDX-License-Identifier: Apache-2.0
#include "core/rules/float32_limits.h"

#include "core/base/numbers.h"
#include "core/rules/track_params.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace emascope {
namespace {

constexpr std::int64_t kSettled = 100'000;  ///< steps; a uniform mean's decay is 1 - 1e-5 there
constexpr double kLongestRun = 1e12;        ///< steps; used if the length is unknown

bool tooClose(double beta) { return beta < 1.0 && 1.0 - beta < kLeastFloat32Rate; }

/// The integers among the values: possible warm-ups or strides.
std::vector<std::int64_t> counts(const ScheduleEntry& rule, std::span<const double> values) {
  std::vector<std::int64_t> found;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const ParamSpec& spec = rule.params[i];
    const bool shared = rule.library.empty() && isTrackParam(spec.id);
    if (spec.whole && spec.choices.empty() && !shared && values[i] > 1.0)
      found.push_back(static_cast<std::int64_t>(values[i]));
  }
  return found;
}

/// Calls of a run of `steps` steps at which the rule has settled, if `warmup` is its warm-up and
/// `stride` its stride, whichever call of a stride acts. Calls at the end if the run is shorter.
std::vector<std::int64_t> settledCalls(std::int64_t warmup, std::int64_t stride,
                                       std::int64_t steps) {
  const std::int64_t aligned = warmup / stride * stride;
  std::vector<std::int64_t> calls;
  for (const std::int64_t first : {aligned, aligned + 1, warmup, warmup + 1}) {
    const std::int64_t strides = std::min(kSettled / stride + 1, (steps - first) / stride);
    if (strides > 0) calls.push_back(first + strides * stride);
  }
  return calls;
}

/// The blend with the smallest settled decay. Warm-ups and strides are not told apart by name, so
/// all pairs are tried; wrong pairs settle later, never with a smaller decay.
std::optional<EmaAction> settledBlend(const ScheduleEntry& rule, std::span<const double> values,
                                      RunLength run) {
  std::vector<std::int64_t> warmups = counts(rule, values);
  std::vector<std::int64_t> strides = warmups;
  warmups.insert(warmups.begin(), 0);
  strides.insert(strides.begin(), 1);
  const std::int64_t steps = run.steps > 0.0
                                 ? static_cast<std::int64_t>(std::min(run.steps, kLongestRun))
                                 : static_cast<std::int64_t>(kLongestRun);
  std::optional<EmaAction> least;
  for (const std::int64_t warmup : warmups) {
    for (const std::int64_t stride : strides) {
      for (const std::int64_t call : settledCalls(warmup, stride, steps)) {
        const EmaAction action = rule.action(values, plainCall(rule, values, call, run));
        if (action.kind != ActionKind::kBlend || (least && least->beta <= action.beta)) continue;
        least = action;
        if (!tooClose(least->beta)) return least;
      }
    }
  }
  return least;
}

struct Culprit {
  std::string id = {};
  std::string allowed = {};
};

/// The argument to change: a decay that is too close to 1, or a rate that is too close to 0.
std::optional<Culprit> culprit(const ScheduleEntry& rule, std::span<const double> values,
                               RunLength run) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const ParamSpec& spec = rule.params[i];
    if (spec.whole || spec.max != 1.0) continue;
    const bool decay = values[i] > 1.0 - kLeastFloat32Rate;
    if (!decay && !(values[i] > 0.0 && values[i] < kLeastFloat32Rate)) continue;
    std::vector<double> mended(values.begin(), values.end());
    mended[i] = decay ? 1.0 - kLeastFloat32Rate : kLeastFloat32Rate;
    const std::optional<EmaAction> blend = settledBlend(rule, mended, run);
    if (blend && tooClose(blend->beta)) continue;
    return Culprit{spec.id, decay ? "at most 0.999999" : "at least 0.000001"};
  }
  return std::nullopt;
}

}  // namespace

Status checkForFloat32(const ScheduleEntry& rule, std::span<const double> values,
                       std::string_view where, RunLength run) {
  if (!checkRunLength(rule, values, run, where)) return Ok{};
  const std::optional<EmaAction> blend = settledBlend(rule, values, run);
  if (!blend || !tooClose(blend->beta)) return Ok{};
  std::string field(where);
  std::string allowed = "a decay of at most 0.999999";
  if (const std::optional<Culprit> named = culprit(rule, values, run)) {
    field += (field.empty() ? "" : ": ") + named->id;
    allowed = named->allowed;
  }
  const bool ramp = blend->reason == Reason::kRamp;
  if (ramp) allowed += run.steps > 0.0 ? ", a slower ramp, a shorter run" : ", a slower ramp";
  const std::string until =
      !ramp             ? ""
      : run.steps > 0.0 ? ", which this run of " + formatNumber(run.steps) + " steps reaches,"
                        : ", which the ramp reaches within " + std::to_string(kSettled) + " steps,";
  return Error{std::move(field),
               "a decay of " + formatNumber(blend->beta) + until +
                   " is too close to 1 for float32: updates would be rounded away and the average "
                   "would stall",
               allowed + ", or a mean of all states (schedule uniform)"};
}

}  // namespace emascope
