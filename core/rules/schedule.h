// SPDX-License-Identifier: Apache-2.0
//
// How fast an average forgets: what one update does, as a pure function of the parameters in force
// and of how many updates have been called for. Plain double arithmetic, no LibTorch, so the window
// uses the very same functions for its previews. Each rule is one file in schedules/; a file that
// defines `void registerSchedule<Name>(ScheduleRegistry&)` is on offer everywhere by existing.
#pragma once

#include "core/rules/param_spec.h"
#include "core/rules/track_traits.h"

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
  kFrozen,    ///< the average stays as it is: frozen=true, or a constant decay of 1
};

/// "warm-up", "ramp", "cap", …
[[nodiscard]] std::string_view reasonText(Reason reason);

/// Which of the tensors that a copy, or a skip with TrackTraits::copies_at_skip, would copy it
/// does.
enum class Copied {
  kAll,
  kPersistent,  ///< all but the transient buffers, which stay as they are
  kNone,        ///< none; a copy is then one of what the rule keeps unseen (AverageKind::kBema)
};

/// What happens to the average at one call: nothing, e <- w, or e <- beta e + (1 - beta) w.
struct EmaAction {
  ActionKind kind = ActionKind::kSkip;
  double beta = 0.0;  ///< factor on the old average; 0 for a copy; meaningless for a skip
  Reason reason = Reason::kFirst;
  /// Afterwards online <- keep_online * online + (1 - keep_online) * average: 1 leaves the online
  /// weights alone, 0 is Switch EMA. Also at a skip.
  double keep_online = 1.0;
  double weight = 0.0;      ///< added to Call::weight_sum, for rules that divide by that sum
  double correction = 0.0;  ///< AverageKind::kBema: factor on how far the weights have come
  /// Updates that a library makes in this one call; beta is the factor of all of them together.
  int updates = 1;
  /// Of a copy: the factor of an update with the same weights that follows at once, 1 if none does.
  /// It shows in integers alone, which are truncated.
  double again = 1.0;
  Copied copied = Copied::kAll;
  friend bool operator==(const EmaAction&, const EmaAction&) = default;
};

/// What a rule may know about the moment it is asked for. Call{k} is the k-th of calls that all
/// acted, one step apart; RuleClock keeps the real ones.
struct Call {
  std::int64_t index = 1;  ///< 1-based: the index-th update call since the track began
  double time = static_cast<double>(index);  ///< steps since the track began, this one included
  double last_time = time - 1.0;         ///< `time` of the last copy or blend; 0 if there was none
  std::int64_t averaged = index - 1;     ///< states in the average since the last copy, it included
  double weight_sum = 0.0;               ///< of EmaAction::weight since the last copy, it included
  double run_steps = 0.0;                ///< planned length of the run in steps; 0 = not known
  double steps_per_epoch = 0.0;          ///< 0 = not known
  bool zero_start = false;               ///< the average begins as nothing: the first call blends
  std::span<const double> initial = {};  ///< values at construction; empty = as they are now
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
  /// The same rule in Python, as a line a PyTorch user can paste: same decay at every update.
  /// Assumes a `model`.
  std::string (*python)(std::span<const double> values) = nullptr;
  /// Null until registered: then by the parameters that all schedules share (track_params.h).
  TrackTraits (*traits)(std::span<const double> values) = nullptr;
  std::vector<NameKey> name_keys = {};
  /// Where two parameters say the same (gamma and sigma_rel): makes the one that is not in
  /// `changes` follow the one that is. May be null.
  void (*link)(std::span<double> values, const ParamValues& changes) = nullptr;

  /// What follows is of library presets alone (core/rules/presets/): rules under the arguments,
  /// defaults and order of operations of one library. Their live edits are taken as it takes them.
  std::string library = {};  ///< "ema-pytorch 0.8.3"; empty: a rule of no library
  std::string checked = {};  ///< "recorded outputs", or "from source, not run"
  std::string caution = {};  ///< where it departs from its own paper, and which rule does not
};

/// By id. Built once, then constant.
using ScheduleRegistry = std::map<std::string, ScheduleEntry, std::less<>>;
[[nodiscard]] const ScheduleRegistry& schedules();
[[nodiscard]] const ScheduleRegistry& libraryPresets();

/// The schedule or library preset with that id, or null. No id is both.
[[nodiscard]] const ScheduleEntry* findRule(std::string_view id);

/// Index of `id` in `entry.params`, or none.
[[nodiscard]] std::optional<std::size_t> paramIndex(const ScheduleEntry& entry,
                                                    std::string_view id);

/// `values` completed with the initial values, in the order of `entry.params`. Refuses ids that the
/// rule does not have and values out of range; `where` names the track.
[[nodiscard]] Result<std::vector<double>> orderedValues(const ScheduleEntry& entry,
                                                        const ParamValues& values,
                                                        std::string_view where);

/// `changes` brought into `ordered`, all or none, and what is linked to them with them.
[[nodiscard]] Status changeValues(const ScheduleEntry& entry, std::vector<double>& ordered,
                                  const ParamValues& changes, std::string_view where);

}  // namespace emascope
