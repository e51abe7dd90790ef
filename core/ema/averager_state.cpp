// SPDX-License-Identifier: Apache-2.0
//
// The complete state of an averager, to save it and to continue with it.
#include "core/ema/averager.h"

#include <utility>

#include <c10/core/InferenceMode.h>

namespace emascope {

Averager::State Averager::state() const {
  State state{.calls = calls_,
              .gated = gated_,
              .feed_backs = feed_backs_,
              .last_id = last_id_,
              .constants = constants_.offsets()};
  if (can_undo_) state.before_feed_back = before_feed_back_;
  for (std::size_t k = 0; k < tracks_.size(); ++k) {
    const Track& track = tracks_[k];
    state.tracks.push_back({track.id, track.rule, track.clock.state(), track.clock.last(),
                            track.floats, track.counters, hidden(k)});
  }
  return state;
}

void Averager::setRule(std::size_t track, TrackRule rule) {
  Track& changed = tracks_[track];
  // First, because it may run out of memory.
  if (changed.hidden) changed.hidden->setTraits(rule.schedule->traits(rule.values));
  RuleClock clock(*rule.schedule, rule.values, run_);
  RuleClock::State state = changed.clock.state();
  state.initial = clock.state().initial;
  clock.restore(std::move(state), changed.clock.last());
  changed.clock = std::move(clock);
  changed.rule = std::move(rule);
  plan(changed);
}

void Averager::restoreAll(const State& state) {
  const c10::InferenceMode guard;
  // First what may run out of memory.
  std::vector<Track> tracks;
  tracks.reserve(state.tracks.size());
  for (const TrackState& saved : state.tracks) {
    Track track = newTrack(saved.rule);
    track.id = saved.id;
    track.clock.restore(saved.clock, saved.last);
    track.floats.copy_(saved.floats);
    if (track.counters.defined() && saved.counters.defined()) track.counters.copy_(saved.counters);
    std::vector<at::Tensor> hidden;
    for (const at::Tensor& one : saved.hidden) hidden.push_back(one.to(track.floats.device()));
    if (track.hidden) track.hidden->restore(hidden);
    tracks.push_back(std::move(track));
  }
  at::Tensor before;
  if (state.before_feed_back.defined()) {
    before = flatFloats(online_.floats.numel(), online_.floats.device());
    before.copy_(state.before_feed_back);
  }
  settle();
  constants_.keepOnly(state.constants);
  layouts_.clear();
  tracks_ = std::move(tracks);
  for (Track& track : tracks_) plan(track);
  can_undo_ = before.defined();
  if (can_undo_) before_feed_back_ = std::move(before);
  calls_ = state.calls;
  gated_ = state.gated;
  feed_backs_ = state.feed_backs;
  last_id_ = state.last_id;
}

std::vector<at::Tensor> Averager::hidden(std::size_t track) const {
  const auto& hidden = tracks_[track].hidden;
  return hidden ? hidden->tensors() : std::vector<at::Tensor>();
}

void Averager::restore(std::size_t track, RuleClock::State state, const at::Tensor& floats,
                       const at::Tensor& counters, const std::vector<at::Tensor>& hidden) {
  const c10::InferenceMode guard;
  Track& restored = tracks_[track];
  restored.clock.restore(std::move(state));
  copyFlat(restored.floats, floats);
  copyFlat(restored.counters, counters);
  if (restored.hidden) restored.hidden->restore(hidden);
  plan(restored);
}

}  // namespace emascope
