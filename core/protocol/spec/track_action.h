// SPDX-License-Identifier: Apache-2.0
//
// Actions on the tracks of a run, other than setting their parameters: plain values, and their
// effect on a list of tracks. The averages themselves are in the trainer.
#pragma once

#include "core/base/result.h"
#include "core/protocol/spec/track_spec.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace emascope {
namespace track_action {

/// Appends a new track. Its average starts from the current raw weights, or from zero.
struct Add {
  TrackSpec track = {};
  friend bool operator==(const Add&, const Add&) = default;
};
/// Appends a copy of a track, with the same rule, values, age and average. With `rule`, appends
/// nothing: the track itself goes on with that rule, and keeps its age and average.
struct Fork {
  std::string from = {};
  std::string label = {};              ///< of the copy; with `rule` the same as `from`
  std::optional<TrackSpec> rule = {};  ///< its label is the same, too
  friend bool operator==(const Fork&, const Fork&) = default;
};
struct Remove {
  std::string label = {};
  friend bool operator==(const Remove&, const Remove&) = default;
};
/// Makes the track the first one, which is main; the others keep their order.
struct Promote {
  std::string label = {};
  friend bool operator==(const Promote&, const Promote&) = default;
};
struct Rename {
  std::string label = {};
  std::string to = {};
  friend bool operator==(const Rename&, const Rename&) = default;
};
/// raw <- keep * raw + (1 - keep) * average, now: 0 is Switch EMA, above it Hare and Tortoise.
struct FeedBack {
  std::string label = {};
  double keep = 0.0;  ///< 0 to 1
  friend bool operator==(const FeedBack&, const FeedBack&) = default;
};
/// Restores the raw weights from before the last feedback, by an action or by a rule.
struct UndoFeedBack {
  friend bool operator==(const UndoFeedBack&, const UndoFeedBack&) = default;
};

}  // namespace track_action

using TrackAction =
    std::variant<track_action::Add, track_action::Fork, track_action::Remove, track_action::Promote,
                 track_action::Rename, track_action::FeedBack, track_action::UndoFeedBack>;

/// Number of kinds, in the order of TrackAction.
inline constexpr int kTrackActionCount = static_cast<int>(std::variant_size_v<TrackAction>);

/// "add", "fork", "remove", "promote", "rename", "feedback", "undo-feedback"
[[nodiscard]] std::string_view trackActionText(int kind);
[[nodiscard]] inline std::string_view trackActionText(const TrackAction& action) {
  return trackActionText(static_cast<int>(action.index()));
}

/// `tracks` after `action`; a feedback does not change them. Refuses labels that are unknown, taken
/// or not well formed, more than kMostTracks tracks, and a `keep` outside 0 to 1. Does not check
/// rules and their parameters.
[[nodiscard]] Result<std::vector<TrackSpec>> editedTracks(std::vector<TrackSpec> tracks,
                                                          const TrackAction& action);

/// The track whose rule the action sets: of a new one or of one that goes on; null for others.
[[nodiscard]] const TrackSpec* ruleSetBy(const TrackAction& action);
/// Whether a track of this label that is there already goes on with another rule.
[[nodiscard]] bool changesRuleOf(const TrackAction& action, std::string_view label);
/// "add"; of a fork with a rule "rule", as --do has it.
[[nodiscard]] std::string_view trackActionVerb(const TrackAction& action);

/// The labels, "main, slow"; "none" if there are no tracks.
[[nodiscard]] std::string labelList(const std::vector<TrackSpec>& tracks);

}  // namespace emascope
