// SPDX-License-Identifier: Apache-2.0
#include "core/rules/float32_limits.h"

#include "core/base/numbers.h"
#include "core/rules/track_params.h"

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace emascope {
namespace {

constexpr std::int64_t kSettled = 100'000;  ///< steps; a uniform mean's decay is 1 - 1e-5 there

bool tooClose(double beta) { return beta < 1.0 && 1.0 - beta < kLeastFloat32Rate; }

/// Whole numbers among the values that may be a warm-up or a stride.
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

/// Calls at which the rule has settled if `warmup` is its warm-up and `stride` its stride,
/// whichever call of a stride it acts at.
std::vector<std::int64_t> settledCalls(std::int64_t warmup, std::int64_t stride) {
  const std::int64_t strides = kSettled / stride + 1;
  const std::int64_t aligned = (warmup / stride + strides) * stride;
  const std::int64_t counted = warmup + strides * stride;
  return {aligned, aligned + 1, counted, counted + 1};
}

/// The least settled decay of a blend. A warm-up is not told from a stride by its name, so all
/// pairs are tried; those that are none come too late, and not with a smaller decay.
std::optional<double> settledDecay(const ScheduleEntry& rule, std::span<const double> values,
                                   RunLength run) {
  std::vector<std::int64_t> warmups = counts(rule, values);
  std::vector<std::int64_t> strides = warmups;
  warmups.insert(warmups.begin(), 0);
  strides.insert(strides.begin(), 1);
  std::optional<double> least;
  for (const std::int64_t warmup : warmups) {
    for (const std::int64_t stride : strides) {
      for (const std::int64_t call : settledCalls(warmup, stride)) {
        const EmaAction action = rule.action(values, plainCall(rule, values, call, run));
        if (action.kind != ActionKind::kBlend || (least && *least <= action.beta)) continue;
        least = action.beta;
        if (!tooClose(*least)) return least;
      }
    }
  }
  return least;
}

}  // namespace

Status checkForFloat32(const ScheduleEntry& rule, std::span<const double> values,
                       std::string_view where, RunLength run) {
  if (!checkRunLength(rule, values, run, where)) return Ok{};
  const std::optional<double> decay = settledDecay(rule, values, run);
  if (!decay || !tooClose(*decay)) return Ok{};
  std::string field(where);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i] != *decay && 1.0 - values[i] != *decay) continue;  // beta, or a momentum
    field += (field.empty() ? "" : ": ") + rule.params[i].id;
    break;
  }
  return Error{std::move(field),
               "a decay of " + formatNumber(*decay) +
                   " takes so little of the weights that float32 rounds it away: the average "
                   "would stand still",
               "a decay of at most 0.999999, 1 to freeze the average, or a mean of all states "
               "(schedule uniform)"};
}

double stallDistance(double weight, double beta) {
  const auto value = static_cast<float>(std::abs(weight));
  const float next = std::nextafter(value, std::numeric_limits<float>::infinity());
  const double ulp = static_cast<double>(next) - static_cast<double>(value);
  return ulp / (2.0 * (1.0 - beta));
}

}  // namespace emascope
