// SPDX-License-Identifier: Apache-2.0
//
// The complete state of a snapshot log, to save it and to continue with it.
#include "core/ema/snapshot_log.h"

#include <cmath>
#include <string>
#include <utility>

namespace emascope {
namespace {

Error wrongSnapshots(std::string why) { return {"snapshots", std::move(why), ""}; }

bool isStored(const SnapshotLog::State::Snapshot& snapshot, SnapshotPrecision precision,
              std::int64_t floats) {
  const at::ScalarType type = precision == SnapshotPrecision::kFloat32 ? at::kFloat : at::kHalf;
  return snapshot.values.defined() && snapshot.values.is_cpu() &&
         snapshot.values.scalar_type() == type && snapshot.values.dim() == 1 &&
         snapshot.values.numel() == floats && snapshot.scale > 0.0 && std::isfinite(snapshot.scale);
}

}  // namespace

SnapshotLog::State SnapshotLog::state() const {
  State state{.every = every_, .calls = calls_, .precision = store_.precision()};
  for (std::size_t i = 0; i < store_.keys().size(); ++i) {
    state.snapshots.push_back(
        {store_.keys()[i], store_.scale(i), store_.values(i), store_.counters(i)});
  }
  for (const auto& [id, history] : histories_) {
    state.tracks.push_back({id, history.began, history.profile.state()});
  }
  return state;
}

Result<SnapshotLog> SnapshotLog::restored(State state, std::int64_t floats, std::int64_t budget) {
  if (state.every < 1 || state.calls < 0) return wrongSnapshots("the interval is not one of a run");
  SnapshotLog log(state.every, state.precision, floats, budget);
  log.calls_ = state.calls;
  for (const State::Track& track : state.tracks) {
    auto profile = WeightProfile::restored(track.profile);
    if (!profile) return profile.error();
    if (track.began < 0 || track.began > state.calls - profile->calls()) {
      return wrongSnapshots("a history is longer than the run");
    }
    log.histories_.emplace(track.id, History{track.began, std::move(profile).value()});
  }
  if (log.histories_.size() != state.tracks.size()) {
    return wrongSnapshots("two histories are of one track");
  }
  std::int64_t before = 1;
  for (State::Snapshot& snapshot : state.snapshots) {
    const auto history = log.histories_.find(snapshot.key.source);
    if (history == log.histories_.end() || snapshot.key.call < 1 ||
        snapshot.key.call > history->second.profile.calls()) {
      return wrongSnapshots("one is of no known average");
    }
    const std::int64_t call = history->second.began + snapshot.key.call;
    if (call < before) return wrongSnapshots("they are not in order");
    before = call;
    if (!isStored(snapshot, state.precision, floats)) {
      return wrongSnapshots("one does not fit the model");
    }
    log.store_.put(snapshot.key, std::move(snapshot.values), snapshot.scale,
                   std::move(snapshot.counters));
  }
  return log;
}

}  // namespace emascope
