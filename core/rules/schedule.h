// SPDX-License-Identifier: Apache-2.0
//
// How fast an average forgets: what one update does, as a pure function of the parameters in force
// and of how many updates have been called for. Plain double arithmetic, no LibTorch, so the window
// uses the very same functions for its previews. Each rule is one file in schedules/; a file that
// defines `void registerSchedule<Name>(ScheduleRegistry&)` is on offer everywhere by existing.
#pragma once

#include "core/rules/param_spec.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

enum class ActionKind { kSkip, kCopy, kBlend };

/// Which part of the rule decided the action: what "limited by" shows.
enum class Reason {
  kFirst,     ///< the first call copies: there is nothing to average yet
  kWarmup,    ///< update_after_step not reached: copies
  kStride,    ///< not a multiple of update_every: skipped
  kRamp,      ///< the ramp is below the cap
  kCap,       ///< the ramp would exceed beta
  kFloor,     ///< the ramp is below min_value
  kConstant,  ///< there is no ramp
  kFrozen,    ///< beta is 1: the average stays as it is
};

/// "warm-up", "ramp", "cap", …
[[nodiscard]] std::string_view reasonText(Reason reason);

/// What happens to the average at one call: nothing, e <- w, or e <- beta e + (1 - beta) w.
struct EmaAction {
  ActionKind kind = ActionKind::kSkip;
  double beta = 0.0;  ///< factor on the old average; 0 for a copy; meaningless for a skip
  Reason reason = Reason::kFirst;
  friend bool operator==(const EmaAction&, const EmaAction&) = default;
};

/// What a rule may know about the moment it is asked for.
struct Call {
  std::int64_t index = 1;  ///< 1-based: the index-th update call since the track began
};

struct ScheduleEntry {
  std::string id = {};       ///< "inverse-power"
  std::string label = {};    ///< "inverse power"
  std::string formula = {};  ///< one line, for the help
  std::string source = {};   ///< paper or library and function
  std::vector<ParamSpec> params = {};
  /// `values` in the order of `params`, each within its range.
  EmaAction (*action)(std::span<const double> values, const Call& call) = nullptr;
  /// First call from which `beta` and not the ramp decides; none if never, or if there is no ramp.
  std::optional<std::int64_t> (*cap_from)(std::span<const double> values) = nullptr;
  /// The same rule in Python, as a line a PyTorch user can paste; assumes a `model`.
  std::string (*python)(std::span<const double> values) = nullptr;
};

/// By id. Built once, then constant.
using ScheduleRegistry = std::map<std::string, ScheduleEntry, std::less<>>;
[[nodiscard]] const ScheduleRegistry& schedules();

/// Index of `id` in `entry.params`, or none.
[[nodiscard]] std::optional<std::size_t> paramIndex(const ScheduleEntry& entry,
                                                    std::string_view id);

/// `values` completed with the initial values, in the order of `entry.params`. Refuses ids that the
/// rule does not have and values out of range; `where` names the track.
[[nodiscard]] Result<std::vector<double>> orderedValues(const ScheduleEntry& entry,
                                                        const ParamValues& values,
                                                        std::string_view where);

}  // namespace emascope
