// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/scheduled_edits.h"

#include "core/base/numbers.h"
#include "core/rules/live_edit.h"
#include "core/rules/schedule.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace emascope {
namespace {

constexpr std::string_view kFeedBackEvery = "update_model_with_ema_every";

Error at(const std::string& where, const Error& error) {
  return {where + ": " + error.where, error.why, error.allowed};
}

/// The rule, if this program has it with the same parameters as the engine.
const ScheduleEntry* ruleOf(const TrackSpec& track, const Catalog& catalog) {
  const ScheduleEntry* rule = findRule(track.schedule);
  const ScheduleInfo* info = findSchedule(catalog, track.schedule);
  return rule && info && rule->params == info->params ? rule : nullptr;
}

/// None if there is no such track.
const TrackSpec* trackOf(const ScheduledEdit& edit, const std::vector<TrackSpec>& tracks) {
  const auto track = std::find_if(tracks.begin(), tracks.end(),
                                  [&](const TrackSpec& t) { return t.label == edit.track; });
  return track == tracks.end() ? nullptr : &*track;
}

}  // namespace

Status checkNames(const ScheduledEdit& edit, const std::vector<TrackSpec>& tracks,
                  const Catalog& catalog, const std::string& where) {
  std::string known;
  const auto add = [&known](const std::string& name) {
    known += (known.empty() ? "" : ", ") + name;
  };
  const TrackSpec* track = trackOf(edit, tracks);
  if (!edit.track.empty() && track == nullptr) {
    for (const ParamSpec& spec : catalog.run_params) add(spec.id);
    for (const TrackSpec& there : tracks) add(there.label);
    return Error{where, "there is no track '" + edit.track + "'", known};
  }
  const ScheduleInfo* rule = track ? findSchedule(catalog, track->schedule) : nullptr;
  if (track && !rule) return Ok{};  // refused as a track's rule
  const std::vector<ParamSpec>& specs = rule ? rule->params : catalog.run_params;
  for (const auto& [id, value] : edit.values) {
    if (track && id == kReseed) continue;
    if (std::ranges::find(specs, id, &ParamSpec::id) != specs.end()) continue;
    for (const ParamSpec& spec : specs) add(spec.id);
    return Error{track ? where + ": " + edit.track : where,
                 "'" + id + "' is not a parameter of " + (rule ? rule->id : "the run"), known};
  }
  return Ok{};
}

ScheduledEdits::ScheduledEdits(std::vector<TrackSpec> tracks,
                               const std::vector<std::int64_t>& calls, std::int64_t step,
                               const Catalog& catalog, bool fed_back)
    : catalog_(catalog), tracks_(std::move(tracks)), fed_back_(fed_back) {
  for (std::size_t i = 0; i < tracks_.size(); ++i) {
    lives_[tracks_[i].label] = newLife(tracks_[i], step - calls[i]);
  }
  noteFeedBack();
}

ScheduledEdits::Life ScheduledEdits::newLife(const TrackSpec& track,
                                             std::int64_t before_first) const {
  Life life{.before_first = before_first};
  if (const ScheduleEntry* rule = ruleOf(track, catalog_)) {
    auto values = orderedValues(*rule, track.params, "");
    if (values) life.values = std::move(values).value();
  }
  return life;
}

Status ScheduledEdits::apply(const ScheduledEdit& edit) {
  const std::string step = std::to_string(edit.step);
  Status status = Ok{};
  if (edit.action) {
    status = applyAction(*edit.action, edit.step);
    if (!status) return at("do at step " + step, status.error());
  } else {
    status = setValues(edit, "set at step " + step);
  }
  if (status) noteFeedBack();
  return status;
}

Status ScheduledEdits::applyAction(const TrackAction& action, std::int64_t step) {
  const TrackSpec* ruled = ruleSetBy(action);
  const auto* fork = std::get_if<track_action::Fork>(&action);
  if (ruled != nullptr) {
    const auto status = checkTrack(*ruled, catalog_);
    if (!status) return at(std::string(trackActionVerb(action)), status.error());
  }
  if (std::holds_alternative<track_action::UndoFeedBack>(action) && !fed_back_ && !rules_feed_) {
    return Error{"undo-feedback", "no average has been written into the raw weights", ""};
  }
  auto tracks = editedTracks(tracks_, action);
  if (!tracks) return tracks.error();
  tracks_ = std::move(tracks).value();
  if (ruled != nullptr) {  // of a track that goes on, with its age
    const Life& old = lives_[ruled->label];
    lives_[ruled->label] = newLife(*ruled, fork != nullptr ? old.before_first : step);
  } else if (fork != nullptr) {
    lives_[fork->label] = lives_[fork->from];
  }
  if (const auto* rename = std::get_if<track_action::Rename>(&action)) {
    lives_[rename->to] = std::move(lives_[rename->label]);
  }
  if (std::holds_alternative<track_action::FeedBack>(action)) fed_back_ = true;
  if (std::holds_alternative<track_action::UndoFeedBack>(action)) fed_back_ = false;
  return Ok{};
}

Status ScheduledEdits::setValues(const ScheduledEdit& edit, const std::string& where) {
  if (edit.values.empty()) return Error{where, "sets nothing", "at least one parameter"};
  if (auto status = checkNames(edit, tracks_, catalog_, where); !status) return status;
  if (edit.track.empty()) return checkParams(catalog_.run_params, edit.values, where, "the run");
  const TrackSpec* track = trackOf(edit, tracks_);
  ParamValues values = edit.values;
  const auto reseed = values.extract(std::string(kReseed));
  if (reseed && reseed.mapped() != 1.0) {
    return Error{where + ": " + edit.track + ": reseed",
                 formatNumber(reseed.mapped()) + " is not allowed", "1"};
  }
  const std::string of_track = where + ": " + edit.track;
  const ScheduleInfo& info = *findSchedule(catalog_, track->schedule);
  if (auto status = checkParams(info.params, values, of_track, info.id); !status) return status;
  Life& life = lives_[edit.track];
  if (!life.values) return Ok{};
  auto edited = editedValues(*findRule(track->schedule), *life.values, values,
                             edit.step - life.before_first, of_track);
  if (!edited) return edited.error();
  life.values = std::move(edited).value();
  return Ok{};
}

void ScheduledEdits::noteFeedBack() {
  for (const TrackSpec& track : tracks_) {
    const Life& life = lives_[track.label];
    if (!life.values) continue;
    const auto every = paramIndex(*findRule(track.schedule), kFeedBackEvery);
    if (every && (*life.values)[*every] > 0.0) rules_feed_ = true;
  }
}

}  // namespace emascope
