// SPDX-License-Identifier: Apache-2.0
//
// What a saved average is besides its numbers: the rule of each track with the settings in force,
// what its clock has counted, and each edit with the update it came into force at. Written as one
// JSON text into the file's metadata; a text that is damaged, of another version, or names a rule
// or a value that is not on offer is refused. Plain values; no LibTorch, no files.
#pragma once

#include "core/rules/param_settings.h"
#include "core/rules/rule_clock.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// A rule as a program spells it.
struct EmaRule {
  std::string id = "inverse-power";            ///< of schedules() or libraryPresets()
  ParamSettings values = {};                   ///< absent ones are the rule's initial values
  std::vector<NameSelection> selections = {};  ///< by the rule's ScheduleEntry::name_keys
  friend bool operator==(const EmaRule&, const EmaRule&) = default;
};

/// Something that was done to the averages by hand.
struct EmaEdit {
  enum class Kind {
    kSet,       ///< `values` were set
    kReseed,    ///< the average was made the online weights
    kFeedBack,  ///< the average went into the online weights; `values` has "keep_online"
    kLoad,      ///< a file was loaded, and the program's settings were kept: they are in `values`
    kAdd,       ///< the track was added
    kFork,      ///< the track was made a copy of another, whose number is in `values` as "from"
    kRemove,    ///< the track was removed; those behind it have moved up
  };
  std::int64_t first_call = 1;  ///< the update call, from 1, that was the first to know of it
  std::size_t track = 0;        ///< its number then
  Kind kind = Kind::kSet;
  ParamValues values = {};
  friend bool operator==(const EmaEdit&, const EmaEdit&) = default;
};

struct SavedTrack {
  EmaRule rule = {};  ///< with all its values
  RuleClock::State clock = {};
  friend bool operator==(const SavedTrack&, const SavedTrack&) = default;
};

struct EmaState {
  std::vector<SavedTrack> tracks = {};
  std::vector<EmaEdit> history = {};
  RunLength run = {};      ///< what rules in epochs or shares of the run were told
  std::int64_t calls = 0;  ///< update calls
  std::int64_t gated = 0;  ///< calls that changed nothing, because a value was not finite
};

/// JSON; numbers read back exactly.
[[nodiscard]] std::string stateText(const EmaState& state);

/// `where` names the file in the error.
[[nodiscard]] Result<EmaState> readStateText(std::string_view json, const std::string& where);

/// The rule and its complete values; refuses what findRule() and orderedValues() do, a selection
/// under a key that the rule does not have, and a unit that needs a length `run` does not tell.
struct ResolvedRule {
  const ScheduleEntry* entry = nullptr;
  std::vector<double> values = {};
};
[[nodiscard]] Result<ResolvedRule> resolveRule(const EmaRule& rule, const RunLength& run,
                                               std::string_view where);

/// `values` in the order of `entry.params`, by id.
[[nodiscard]] ParamValues valuesById(const ScheduleEntry& entry, std::span<const double> values);

struct EmaSettings {
  std::vector<EmaRule> rules = {};  ///< with all their values
  RunLength run = {};
};

/// Each setting that differs, as "track 0: beta is 0.99 in the file and 0.999 here"; empty if none
/// does.
[[nodiscard]] std::vector<std::string> settingDifferences(const EmaSettings& file,
                                                          const EmaSettings& here);

}  // namespace emascope
