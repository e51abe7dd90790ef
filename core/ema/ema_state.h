// SPDX-License-Identifier: Apache-2.0
//
// The state of a saved average other than its arrays: each track's rule with its current settings,
// its clock's counters, and every edit with the update at which it took effect. Written as JSON
// into the file's metadata. Reading fails for damaged text, another version, and an unknown rule or
// value. Plain values; no LibTorch, no files.
#pragma once

#include "core/rules/param_settings.h"
#include "core/rules/rule_clock.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// A rule as a program specifies it.
struct EmaRule {
  std::string id = "inverse-power";            ///< of schedules() or libraryPresets()
  ParamSettings values = {};                   ///< missing ones take the rule's initial values
  std::vector<NameSelection> selections = {};  ///< keys: the rule's ScheduleEntry::name_keys
  friend bool operator==(const EmaRule&, const EmaRule&) = default;
};

/// A manual change of the averages.
struct EmaEdit {
  /// The kind of change.
  enum class Kind {
    kSet,       ///< `values` were set
    kReseed,    ///< the average was reset to the online weights
    kFeedBack,  ///< the average was written into the online weights; `values` has "keep_online"
    kLoad,      ///< a file was loaded with the program's settings, which are in `values`
    kAdd,       ///< the track was added
    kFork,      ///< the track was copied from another; `values` has its number as "from"
    kRemove,    ///< the track was removed; later tracks moved up
  };
  /// Number of kinds.
  static constexpr int kKindCount = static_cast<int>(Kind::kRemove) + 1;
  std::int64_t first_call = 1;  ///< the first update call (1-based) that it affected
  std::size_t track = 0;        ///< the track's number at that time
  Kind kind = Kind::kSet;       ///< what was done
  ParamValues values = {};      ///< the new values, or what `kind` says
  friend bool operator==(const EmaEdit&, const EmaEdit&) = default;
};

/// One average of a saved file, without its arrays.
struct SavedTrack {
  EmaRule rule = {};            ///< with all its values
  RuleClock::State clock = {};  ///< its counters
  friend bool operator==(const SavedTrack&, const SavedTrack&) = default;
};

/// A saved file without its arrays.
struct EmaState {
  std::vector<SavedTrack> tracks = {};  ///< in the order of the averages
  std::vector<EmaEdit> history = {};    ///< every edit, oldest first
  RunLength run = {};      ///< run length passed to rules in epochs or shares of the run
  std::int64_t calls = 0;  ///< update calls
  std::int64_t gated = 0;  ///< calls skipped because a value was not finite
};

/// JSON; numbers read back exactly.
[[nodiscard]] std::string stateText(const EmaState& state);

/// Reads what stateText() wrote. Fails for damaged text, another version, and an unknown rule or
/// value. `where` names the file in the error.
[[nodiscard]] Result<EmaState> readStateText(std::string_view json, const std::string& where);

/// A rule with its complete values.
struct ResolvedRule {
  const ScheduleEntry* entry = nullptr;  ///< not null
  std::vector<double> values = {};       ///< in the order of entry->params
};

/// Looks up the rule and completes its values. Fails for an unknown rule, like numbersOf() and
/// orderedValues(), for a selection under a key the rule does not have, and for a unit that needs a
/// length missing from `run`. `where` names the track in the error.
[[nodiscard]] Result<ResolvedRule> resolveRule(const EmaRule& rule, const RunLength& run,
                                               std::string_view where);

/// `values` in the order of `entry.params`, by id.
[[nodiscard]] ParamValues valuesById(const ScheduleEntry& entry, std::span<const double> values);

/// The settings of all averages, as settingDifferences() compares them.
struct EmaSettings {
  std::vector<EmaRule> rules = {};  ///< with all their values
  RunLength run = {};               ///< run length passed to rules in epochs or shares of the run
};

/// Each setting that differs: "track 0: beta is 0.99 in the file and 0.999 here". Empty if none
/// does.
[[nodiscard]] std::vector<std::string> settingDifferences(const EmaSettings& file,
                                                          const EmaSettings& here);

}  // namespace emascope
