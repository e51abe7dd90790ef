// SPDX-License-Identifier: Apache-2.0
//
// How fast an average forgets: the action of one update, as a pure function of the current
// parameters and the number of update calls. Plain double arithmetic, no LibTorch, so the window's
// previews use the same functions. Each rule is one file in schedules/, which defines
// `void registerSchedule<Name>(ScheduleRegistry&)`; adding the file is enough to make the rule
// available everywhere.
#pragma once

#include "core/rules/param_spec.h"
#include "core/rules/python_lines.h"
#include "core/rules/track_traits.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// What a call does to the average e, given the weights w and a decay beta.
enum class ActionKind {
  kSkip,   ///< nothing
  kCopy,   ///< e <- w
  kBlend,  ///< e <- beta e + (1 - beta) w
};

/// Which part of the rule decided the action; shown as "limited by".
enum class Reason {
  kFirst,     ///< the first call copies: nothing to average yet
  kWarmup,    ///< update_after_step not yet reached: copies
  kStride,    ///< not a multiple of update_every: skipped
  kRamp,      ///< the ramp is below the cap
  kCap,       ///< the ramp would exceed beta
  kFloor,     ///< the ramp is below min_value
  kConstant,  ///< the rule has no ramp
  kFrozen,    ///< the average does not change: frozen=true, or a constant decay of 1
};
/// Number of reasons.
inline constexpr int kReasonCount = static_cast<int>(Reason::kFrozen) + 1;

/// "warm-up", "ramp", "cap", …
[[nodiscard]] std::string_view reasonText(Reason reason);

/// Which of the tensors that a copy (or a skip with TrackTraits::copies_at_skip) would copy are
/// actually copied.
enum class Copied {
  kAll,         ///< all of them
  kPersistent,  ///< all except transient buffers, which stay unchanged
  kNone,        ///< none; only the rule's hidden state is copied (AverageKind::kBema)
};

/// What one call does to the average: nothing, e <- w, or e <- beta e + (1 - beta) w.
struct EmaAction {
  ActionKind kind = ActionKind::kSkip;  ///< skip, copy or blend
  double beta = 0.0;               ///< factor on the old average; 0 for a copy, unused for a skip
  Reason reason = Reason::kFirst;  ///< which part of the rule decided
  /// Feedback after the action: online <- keep_online * online + (1 - keep_online) * average. 1
  /// leaves the online weights unchanged, 0 is Switch EMA. Applies to skips, too.
  double keep_online = 1.0;
  double weight = 0.0;      ///< added to Call::weight_sum, for rules that divide by it
  double correction = 0.0;  ///< AverageKind::kBema: factor on (w - w at the last copy)
  /// Number of updates a library makes in this one call; beta is their combined factor.
  int updates = 1;
  /// For a copy: the factor of an immediately following update with the same weights; 1 if there is
  /// none. Affects only integers, which are truncated.
  double again = 1.0;
  Copied copied = Copied::kAll;  ///< for a copy: which tensors
  friend bool operator==(const EmaAction&, const EmaAction&) = default;
};

/// A rule's inputs at one call. Call{k} is the k-th call if every call acted, one step apart;
/// RuleClock provides the real inputs.
struct Call {
  std::int64_t index = 1;  ///< 1-based number of this update call since the track started
  double time = static_cast<double>(index);  ///< steps since the track started, including this one
  double last_time = time - 1.0;             ///< `time` of the last copy or blend; 0 if none
  std::int64_t averaged = index - 1;         ///< states averaged since the last copy, including it
  double weight_sum = 0.0;       ///< sum of EmaAction::weight since the last copy, including it
  double run_steps = 0.0;        ///< planned length of the run in steps; 0 = unknown
  double steps_per_epoch = 0.0;  ///< 0 = unknown
  bool zero_start = false;       ///< the average starts at zero: the first call blends
  std::span<const double> initial = {};  ///< values at construction; empty = the current ones
};

/// A rule: a schedule of core/rules/schedules/, or a library preset. Function pointers are non-null
/// unless documented otherwise.
struct ScheduleEntry {
  std::string id = {};                 ///< "inverse-power"
  std::string label = {};              ///< "inverse power"
  std::string formula = {};            ///< one line, for help texts
  std::string source = {};             ///< paper, or library and function
  std::vector<ParamSpec> params = {};  ///< the rule's own, then those of track_params.h
  /// `values` are in the order of `params`, each within its range.
  EmaAction (*action)(std::span<const double> values, const Call& call) = nullptr;
  /// First call at which `beta` rather than the ramp decides; empty if never, or without a ramp.
  std::optional<std::int64_t> (*cap_from)(std::span<const double> values) = nullptr;
  /// For schedules: the same decay as the body of a Python function, in terms of `self.ID` for the
  /// schedule's own parameters, `n` (steps since the warm-up), `gap` (steps since the last update),
  /// `self.calls`, `self.states` and `self.total` (Call::index, averaged and weight_sum). It runs
  /// at updates that blend. The lines are those of python_text.h.
  std::string python_decay = {};
  /// For schedules: the text of a value in Python. If null, pyText().
  std::string (*python_value)(std::span<const double> values, std::size_t index) = nullptr;
  /// The same rule as the lines of a library, with the same decay at every update. For a schedule
  /// it may be null, or give no lines with values that no library has.
  PythonLines (*python)(std::span<const double> values) = nullptr;
  /// If null, registration sets it from the parameters shared by all schedules (track_params.h).
  TrackTraits (*traits)(std::span<const double> values) = nullptr;
  std::vector<NameKey> name_keys = {};  ///< keys under which a track may select tensors by name
  /// For parameters with the same meaning (gamma and sigma_rel): updates the one missing from
  /// `changes` from the one in it. May be null.
  void (*link)(std::span<double> values, const ParamValues& changes) = nullptr;

  /// For library presets only (core/rules/presets/): rules with the arguments, defaults and order
  /// of operations of one library. Live edits behave as in that library.
  std::string library = {};  ///< "ema-pytorch 0.8.3"; empty for schedules
  std::string checked = {};  ///< "recorded outputs", or "from source, not run"
  std::string caution = {};  ///< how it departs from its own paper, and which rule does not
};

/// Rules by id. Built once, then constant.
using ScheduleRegistry = std::map<std::string, ScheduleEntry, std::less<>>;
/// [any-thread] The schedules: "constant", "inverse-power", …
[[nodiscard]] const ScheduleRegistry& schedules();
/// [any-thread] The rules with the arguments of one library each: "ema-pytorch", "edm2", …
[[nodiscard]] const ScheduleRegistry& libraryPresets();

/// The schedule or library preset with that id, or null. Ids are unique across both.
[[nodiscard]] const ScheduleEntry* findRule(std::string_view id);

/// Index of `id` in `entry.params`, if present.
[[nodiscard]] std::optional<std::size_t> paramIndex(const ScheduleEntry& entry,
                                                    std::string_view id);

/// `values` completed with initial values, in the order of `entry.params`. Fails for ids that the
/// rule does not have and for values out of range; `where` names the track in the error.
[[nodiscard]] Result<std::vector<double>> orderedValues(const ScheduleEntry& entry,
                                                        const ParamValues& values,
                                                        std::string_view where);

/// Applies `changes` and the parameters linked to them to `ordered`, all or none.
[[nodiscard]] Status changeValues(const ScheduleEntry& entry, std::vector<double>& ordered,
                                  const ParamValues& changes, std::string_view where);

}  // namespace emascope
