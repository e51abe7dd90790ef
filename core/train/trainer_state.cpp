// SPDX-License-Identifier: Apache-2.0
//
// Trainer::state(). trainer_restore.cpp reads what this writes.
#include "core/train/trainer_state.h"

#include "core/base/sha256.h"
#include "core/ema/ema_state.h"
#include "core/train/data_hash.h"
#include "core/train/state_tensors.h"
#include "core/train/trainer_parts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

nlohmann::json addHistory(std::vector<SealedTensor>& tensors, const RunHistory::State& history) {
  const SnapshotLog::State& log = history.log;
  tensors.push_back(sealedNumbers("history.steps", history.steps));
  auto snapshots = nlohmann::json::array();
  for (std::size_t i = 0; i < log.snapshots.size(); ++i) {
    const SnapshotLog::State::Snapshot& snapshot = log.snapshots[i];
    const std::string number = std::to_string(i);
    tensors.push_back(sealedTensor("snapshot." + number, snapshot.values));
    const bool counters = snapshot.counters.defined() && snapshot.counters.numel() > 0;
    if (counters) {
      tensors.push_back(sealedTensor("snapshot_counters." + number, snapshot.counters));
    }
    snapshots.push_back(
        {{"track", snapshot.key.source}, {"call", snapshot.key.call}, {"scale", snapshot.scale}});
  }
  auto tracks = nlohmann::json::array();
  for (const SnapshotLog::State::Track& track : log.tracks) {
    const std::string name = "history." + std::to_string(track.id);
    tensors.push_back(sealedNumbers(name + ".logs", track.profile.logs));
    tensors.push_back(sealedNumbers(name + ".copies", track.profile.copies));
    tracks.push_back({{"id", track.id},
                      {"began", track.began},
                      {"zero_start", track.profile.start == ProfileStart::kZero},
                      {"mass", track.profile.mass},
                      {"moment", track.profile.moment},
                      {"square", track.profile.square}});
  }
  return {{"every", log.every},
          {"calls", log.calls},
          {"precision", snapshotPrecisionText(log.precision)},
          {"snapshots", snapshots},
          {"tracks", tracks}};
}

/// Adds the averages and returns what else is to be known of them.
nlohmann::json addAverages(std::vector<SealedTensor>& tensors, const Averager::State& averages,
                           const std::vector<TrackSpec>& tracks,
                           const std::vector<ModelState::Place>& places, const RunLength& length) {
  EmaState rules{.run = length, .calls = averages.calls, .gated = averages.gated};
  auto more = nlohmann::json::array();
  for (std::size_t k = 0; k < averages.tracks.size(); ++k) {
    const Averager::TrackState& track = averages.tracks[k];
    const std::string& label = tracks[k].label;
    addPlaces(tensors, "average." + label + ".", places, track.floats, track.counters);
    for (std::size_t i = 0; i < track.hidden.size(); ++i) {
      tensors.push_back(sealedTensor("hidden." + label + "." + std::to_string(i), track.hidden[i]));
    }
    const TrackRule& rule = track.rule;
    rules.tracks.push_back(
        {{rule.schedule->id, valuesById(*rule.schedule, rule.values), rule.selections},
         track.clock});
    more.push_back({{"label", label},
                    {"id", track.id},
                    {"hidden", track.hidden.size()},
                    {"decay", track.last.beta},
                    {"reason", reasonText(track.last.reason)}});
  }
  nlohmann::json text = {{"calls", averages.calls},          {"gated", averages.gated},
                         {"feedbacks", averages.feed_backs}, {"last_id", averages.last_id},
                         {"constants", averages.constants},  {"tracks", more}};
  if (!rules.tracks.empty()) text["rules"] = nlohmann::json::parse(stateText(rules));
  if (averages.before_feed_back.defined()) {
    tensors.push_back(sealedTensor("before_feedback", averages.before_feed_back));
  }
  return text;
}

/// `name`: the beginning of the tensors' names.
void addBest(std::vector<SealedTensor>& tensors, nlohmann::json& list, const std::string& name,
             const BestWeights& best, const std::vector<NamedTensor>& names) {
  if (!best.any() || !std::isfinite(best.loss())) return;
  for (std::size_t i = 0; i < names.size(); ++i) {
    tensors.push_back(sealedTensor(name + "." + names[i].name, best.tensors()[i]));
  }
  list.push_back(
      {{"name", name}, {"loss", best.loss()}, {"step", best.step()}, {"label", best.label()}});
}

}  // namespace

TrainerState Trainer::state() const {
  const Parts& run = *parts_;
  TrainerState state;
  std::vector<SealedTensor>& tensors = state.tensors;
  const OnlineState online = run.state.online();
  const std::vector<ModelState::Place> places = run.state.places();
  addPlaces(tensors, "raw.", places, online.floats, online.counters);
  for (int i = 0; i < run.state.moments(); ++i) {
    tensors.push_back(sealedTensor("optimizer." + std::to_string(i), run.state.moment(i)));
  }
  nlohmann::json text = {{"step", run.last.number},
                         {"rate", run.last.rate},
                         {"skipped", run.last.skipped},
                         {"skipped_in_row", run.last.skipped_in_row},
                         {"loss_sum", run.loss_sum},
                         {"losses", run.losses},
                         {"passes", run.model->gradientPasses()},
                         {"optimizer",
                          {{"kind", methodOf(run.plan.optimizer).kind},
                           {"steps", run.optimizer.steps()},
                           {"lr", run.optimizer.rate()},
                           {"weight_decay", run.optimizer.weightDecay()}}}};
  text["averages"] =
      addAverages(tensors, run.averager.state(), run.tracks, places, run.plan.length);
  auto best = nlohmann::json::array();
  const std::vector<NamedTensor> names = tensorsOf(*run.model);
  addBest(tensors, best, "best_raw", run.best_raw, names);
  addBest(tensors, best, "best_track", run.best_track, names);
  for (const auto& [of, kept] : run.best_saved) {
    addBest(tensors, best, "best." + of, kept, names);
  }
  text["best"] = best;
  if (const auto history = run.history.state()) text["history"] = addHistory(tensors, *history);
  state.text = text.dump();
  return state;
}

std::string Trainer::Parts::hashOfData() {
  constexpr std::int64_t kMostDrawn = 4096;  ///< batches
  std::string hashes;
  if (train.inputs.defined()) {
    hashes += hashOf(train);
  } else {
    const std::int64_t count = std::max<std::int64_t>(plan.facts.model.train_samples, 1);
    BatchRequest request = requestFor(BatchPurpose::kStatistics);
    request.size = std::min(plan.batch, count);
    request.device = at::kCPU;
    hashes += hashOf(*samples(request), std::min(kMostDrawn, count / request.size));
  }
  hashes += hashOf(validation);
  hashes += hashOf(test_samples);
  return sha256(hashes);
}

const std::string& Trainer::dataHash() {
  if (parts_->data_hash.empty()) parts_->data_hash = parts_->hashOfData();
  return parts_->data_hash;
}

}  // namespace emascope
