// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/track_action.h"

#include "core/base/numbers.h"
#include "core/base/overloaded.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace emascope {
namespace {

using Tracks = std::vector<TrackSpec>;

/// Index of `label`; an error names `action`.
Result<std::size_t> indexOf(const Tracks& tracks, const std::string& label,
                            std::string_view action) {
  const auto found = std::find_if(tracks.begin(), tracks.end(),
                                  [&](const TrackSpec& track) { return track.label == label; });
  if (found != tracks.end()) return static_cast<std::size_t>(found - tracks.begin());
  return Error{std::string(action), "there is no track '" + label + "'", labelList(tracks)};
}

Status checkNewLabel(const Tracks& tracks, const std::string& label, std::string_view action) {
  if (const auto status = checkLabel(label); !status) {
    const Error& error = status.error();
    return Error{std::string(action) + ": " + error.where, error.why, error.allowed};
  }
  for (const TrackSpec& track : tracks) {
    if (track.label == label) {
      return Error{std::string(action), "there is a track '" + label + "' already",
                   "a label other than " + labelList(tracks)};
    }
  }
  return Ok{};
}

Status checkRoom(const Tracks& tracks, std::string_view action) {
  if (tracks.size() < kMostTracks) return Ok{};
  return Error{std::string(action), "there are " + std::to_string(tracks.size()) + " tracks",
               "at most " + std::to_string(kMostTracks)};
}

Result<Tracks> edited(Tracks tracks, const track_action::Add& add) {
  if (auto status = checkRoom(tracks, "add"); !status) return status.error();
  if (auto status = checkNewLabel(tracks, add.track.label, "add"); !status) return status.error();
  tracks.push_back(add.track);
  return tracks;
}

Result<Tracks> edited(Tracks tracks, const track_action::Fork& fork) {
  const auto from = indexOf(tracks, fork.from, fork.rule ? "rule" : "fork");
  if (!from) return from.error();
  if (fork.rule) {
    if (fork.label != fork.from || fork.rule->label != fork.from) {
      return Error{"rule", "has another label than '" + fork.from + "'", fork.from};
    }
    tracks[*from] = *fork.rule;
    return tracks;
  }
  if (auto status = checkRoom(tracks, "fork"); !status) return status.error();
  if (auto status = checkNewLabel(tracks, fork.label, "fork"); !status) return status.error();
  TrackSpec copy = tracks[*from];
  copy.label = fork.label;
  tracks.push_back(std::move(copy));
  return tracks;
}

Result<Tracks> edited(Tracks tracks, const track_action::Remove& remove) {
  const auto index = indexOf(tracks, remove.label, "remove");
  if (!index) return index.error();
  tracks.erase(tracks.begin() + static_cast<std::ptrdiff_t>(*index));
  return tracks;
}

Result<Tracks> edited(Tracks tracks, const track_action::Promote& promote) {
  const auto index = indexOf(tracks, promote.label, "promote");
  if (!index) return index.error();
  const auto chosen = tracks.begin() + static_cast<std::ptrdiff_t>(*index);
  std::rotate(tracks.begin(), chosen, chosen + 1);
  return tracks;
}

Result<Tracks> edited(Tracks tracks, const track_action::Rename& rename) {
  const auto index = indexOf(tracks, rename.label, "rename");
  if (!index) return index.error();
  if (auto status = checkNewLabel(tracks, rename.to, "rename"); !status) return status.error();
  tracks[*index].label = rename.to;
  return tracks;
}

Result<Tracks> edited(Tracks tracks, const track_action::FeedBack& feedback) {
  const auto index = indexOf(tracks, feedback.label, "feedback");
  if (!index) return index.error();
  if (!(feedback.keep >= 0.0 && feedback.keep <= 1.0)) {
    return Error{"feedback: keep", formatNumber(feedback.keep) + " is not allowed",
                 "at least 0 and at most 1"};
  }
  return tracks;
}

}  // namespace

std::string_view trackActionText(int kind) {
  static constexpr std::array<std::string_view, kTrackActionCount> kTexts = {
      "add", "fork", "remove", "promote", "rename", "feedback", "undo-feedback"};
  return kTexts[static_cast<std::size_t>(kind)];
}

Result<std::vector<TrackSpec>> editedTracks(std::vector<TrackSpec> tracks,
                                            const TrackAction& action) {
  return std::visit(
      Overloaded{
          [&](const track_action::UndoFeedBack&) -> Result<Tracks> { return std::move(tracks); },
          [&](const auto& wanted) -> Result<Tracks> { return edited(std::move(tracks), wanted); }},
      action);
}

const TrackSpec* ruleSetBy(const TrackAction& action) {
  if (const auto* add = std::get_if<track_action::Add>(&action)) return &add->track;
  const auto* fork = std::get_if<track_action::Fork>(&action);
  return fork != nullptr && fork->rule ? &*fork->rule : nullptr;
}

bool changesRuleOf(const TrackAction& action, std::string_view label) {
  const auto* fork = std::get_if<track_action::Fork>(&action);
  return fork != nullptr && fork->rule && fork->label == label;
}

std::string_view trackActionVerb(const TrackAction& action) {
  const auto* fork = std::get_if<track_action::Fork>(&action);
  return fork != nullptr && fork->rule ? "rule" : trackActionText(action);
}

std::string labelList(const std::vector<TrackSpec>& tracks) {
  std::string labels;
  for (const TrackSpec& track : tracks) labels += (labels.empty() ? "" : ", ") + track.label;
  return labels.empty() ? "none" : labels;
}

}  // namespace emascope
