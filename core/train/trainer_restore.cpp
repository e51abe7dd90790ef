// SPDX-License-Identifier: Apache-2.0
//
// Trainer::restore(): reads and checks the whole state first, then brings it into force.
#include "core/ema/ema_state.h"
#include "core/json/read_json.h"
#include "core/train/state_tensors.h"
#include "core/train/trainer_parts.h"
#include "core/train/trainer_state.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include <c10/core/InferenceMode.h>

namespace emascope {

struct Trainer::Parts::Restored {
  Step last = {};
  double loss_sum = 0.0;
  std::int64_t losses = 0;
  std::int64_t passes = 0;
  std::int64_t updates = 0;  ///< the optimizer's steps
  double rate = 0.0;         ///< its learning rate
  double weight_decay = 0.0;
  BufferArrays raw = {};
  std::vector<at::Tensor> moments = {};
  std::vector<TrackSpec> tracks = {};
  Averager::State averages = {};
  struct Best {
    std::string name = {};  ///< "best_raw", "best_track", "best.main"
    double loss = 0.0;
    std::int64_t step = 0;
    std::string label = {};
    std::vector<at::Tensor> tensors = {};
  };
  std::vector<Best> best = {};
  std::optional<RunHistory::State> history = {};
};

namespace {

constexpr JsonLimits kStateLimits{.longest = std::size_t{64} << 20U, .deepest = 16};
constexpr const char* kCheckpointWord = "checkpoint";

std::string_view reasonOf(int reason) { return reasonText(static_cast<Reason>(reason)); }

std::string_view precisionOf(int precision) {
  return snapshotPrecisionText(static_cast<SnapshotPrecision>(precision));
}

/// The exact values: linked parameters are not computed from each other.
Result<TrackRule> savedRule(const EmaRule& saved, const RunLength& length,
                            const std::string& where) {
  auto rule = resolveRule(saved, length, where);
  if (!rule) return rule.error();
  for (std::size_t i = 0; i < rule->values.size(); ++i) {
    const auto found = saved.values.find(rule->entry->params[i].id);
    if (found == saved.values.end()) continue;
    rule.value().values[i] = found->second.number().value_or(rule->values[i]);
  }
  return TrackRule{rule->entry, std::move(rule).value().values, saved.selections};
}

/// Refuses counters that no track can have.
Status checkClock(const RuleClock::State& clock, const ScheduleEntry& rule,
                  const std::string& where) {
  const bool times = std::isfinite(clock.time) && clock.last_time <= clock.time;
  constexpr double kRoundings = 1e-9;
  const bool sums = std::isfinite(clock.weight_sum) && clock.mass <= 1.0 + kRoundings;
  if (!times || !sums || clock.averaged > clock.calls + 1) {
    return Error{where, "the counters are invalid", ""};
  }
  if (clock.initial.size() != rule.params.size()) {
    return Error{where, "the number of parameters is " + std::to_string(clock.initial.size()),
                 std::to_string(rule.params.size()) + " parameters"};
  }
  ParamValues values;
  for (std::size_t i = 0; i < clock.initial.size(); ++i) {
    values[rule.params[i].id] = clock.initial[i];
  }
  const auto checked = orderedValues(rule, values, where);
  return checked ? Status(Ok{}) : Status(checked.error());
}

bool fitsForm(std::int64_t hidden, const TrackTraits& traits) {
  switch (traits.kind) {
    case AverageKind::kRecursive:
      return hidden == 0;
    case AverageKind::kLastSnapshots:
      return hidden >= 1 && hidden <= std::max<std::int64_t>(traits.snapshots, 1);
    case AverageKind::kBema:
      return hidden == 2;
  }
  return false;
}

SnapshotLog::State readLog(const Fields& in, StateTensors& tensors, std::int64_t floats,
                           std::int64_t counters) {
  constexpr double kAnyScale = std::numeric_limits<double>::max();
  SnapshotLog::State log{.every = in.integer("every", 1), .calls = in.integer("calls", 0)};
  log.precision = static_cast<SnapshotPrecision>(in.choice("precision", 2, precisionOf));
  const bool whole = log.precision == SnapshotPrecision::kFloat32;
  in.list("snapshots", [&](const Fields& one) {
    const std::string number = std::to_string(log.snapshots.size());
    SnapshotLog::State::Snapshot snapshot{{one.natural("track"), one.integer("call", 1)},
                                          one.number("scale", 0.0, kAnyScale)};
    snapshot.values = tensors.take("snapshot." + number, whole ? at::kFloat : at::kHalf, {floats});
    if (counters > 0) {
      snapshot.counters = tensors.take("snapshot_counters." + number, at::kLong, {counters});
    }
    log.snapshots.push_back(std::move(snapshot));
  });
  in.list("tracks", [&](const Fields& one) {
    SnapshotLog::State::Track track{one.natural("id"), one.integer("began", 0)};
    const std::string name = "history." + std::to_string(track.id);
    track.profile = {one.flag("zero_start") ? ProfileStart::kZero : ProfileStart::kWeights,
                     tensors.takeDoubles(name + ".logs"),
                     tensors.takeIntegers(name + ".copies"),
                     one.number("mass"),
                     one.number("moment"),
                     one.number("square")};
    log.tracks.push_back(std::move(track));
  });
  return log;
}

void checkRunParam(const Fields& in, const char* key, double value) {
  for (const ParamSpec& spec : runParams()) {
    if (spec.id != key) continue;
    if (const Status status = checkValue(spec, value, ""); !status) in.fail(status.error());
  }
}

}  // namespace

/// Reads one state. What does not fit the trainer is noted in `tensors`, the rest is refused.
struct Trainer::Parts::StateReader {
  /// What the text says of a track besides its rule.
  struct TrackText {
    std::string label = {};
    std::uint64_t id = 0;
    std::int64_t hidden = 0;
    EmaAction last = {};
  };

  StateReader(const Parts& trainer, const TrainerState& saved)
      : parts(trainer), tensors(saved.tensors), places(trainer.state.places()) {
    const OnlineState online = parts.state.online();
    floats = online.floats.numel();
    counters = online.counters.defined() ? online.counters.numel() : 0;
  }

  void takeWeights();
  /// Of the text, everything that is no tensor; the snapshots with their tensors.
  void readText(const Fields& in);
  void readAverages(const Fields& in);
  static std::vector<TrackText> readTrackTexts(const Fields& in, std::uint64_t last_id);
  Status readTracks();
  Status readTrack(const TrackText& text, const SavedTrack& track);
  void takeBest();

  const Parts& parts;
  StateTensors tensors;
  std::vector<ModelState::Place> places;
  std::int64_t floats = 0;
  std::int64_t counters = 0;
  Restored restored = {};
  std::string optimizer_kind = {};
  std::vector<TrackText> track_texts = {};
  std::string rules = {};  ///< of the tracks, as readStateText() reads them
};

void Trainer::Parts::StateReader::takeWeights() {
  restored.raw = tensors.takePlaces("raw.", places, floats, counters);
  tensors.noteRest("raw.");
  for (int i = 0; i < parts.state.moments(); ++i) {
    restored.moments.push_back(tensors.take("optimizer." + std::to_string(i), at::kFloat,
                                            {parts.state.weights().numel()}));
  }
  tensors.noteRest("optimizer.");
}

void Trainer::Parts::StateReader::readText(const Fields& in) {
  restored.last.number = in.integer("step", 0, kMostSteps);
  restored.last.rate = in.number("rate");
  restored.last.skipped = in.integer("skipped", 0);
  restored.last.skipped_in_row = in.integer("skipped_in_row", 0);
  restored.loss_sum = in.number("loss_sum");
  restored.losses = in.integer("losses", 0);
  restored.passes = in.integer("passes", 0);
  const Fields updates = in.map("optimizer");
  optimizer_kind = updates.text("kind");
  restored.updates = updates.integer("steps", 0);
  restored.rate = updates.number("lr");
  restored.weight_decay = updates.number("weight_decay");
  checkRunParam(updates, "lr", restored.rate);
  checkRunParam(updates, "weight_decay", restored.weight_decay);
  readAverages(in.map("averages"));
  in.list("best", [&](const Fields& one) {
    restored.best.push_back(
        {one.text("name"), one.number("loss"), one.integer("step", 0), one.text("label")});
  });
  if (in.has("history")) {
    RunHistory::State past;
    past.steps = tensors.takeIntegers("history.steps");
    past.log = readLog(in.map("history"), tensors, floats, counters);
    restored.history = std::move(past);
  }
}

void Trainer::Parts::StateReader::readAverages(const Fields& in) {
  Averager::State& averages = restored.averages;
  averages.calls = in.integer("calls", 0);
  averages.gated = in.integer("gated", 0);
  averages.feed_backs = in.integer("feedbacks", 0);
  averages.last_id = in.natural("last_id");
  averages.constants = in.integers("constants", 0);
  track_texts = readTrackTexts(in, averages.last_id);
  if (const auto* found = in.has("rules") ? in.find("rules") : nullptr) rules = found->dump();
}

std::vector<Trainer::Parts::StateReader::TrackText> Trainer::Parts::StateReader::readTrackTexts(
    const Fields& in, std::uint64_t last_id) {
  std::vector<TrackText> tracks;
  std::set<std::string> labels;
  std::set<std::uint64_t> ids;
  in.list("tracks", [&](const Fields& track) {
    TrackText text{track.text("label"), track.natural("id"), track.integer("hidden", 0)};
    text.last.beta = track.number("decay");
    text.last.reason = static_cast<Reason>(track.choice("reason", kReasonCount, reasonOf));
    if (const Status label = checkLabel(text.label); !label) track.fail(label.error());
    if (!labels.insert(text.label).second) {
      track.fail("label", "is that of another track", "a label of its own");
    }
    if (text.id > last_id || !ids.insert(text.id).second) {
      track.fail("id", "is " + std::to_string(text.id), "a number of its own, at most last_id");
    }
    tracks.push_back(std::move(text));
  });
  if (tracks.size() > kMostTracks) {
    in.fail("tracks", "are too many", "at most " + std::to_string(kMostTracks));
  }
  return tracks;
}

Status Trainer::Parts::StateReader::readTracks() {
  EmaState saved;
  if (!track_texts.empty()) {
    auto readable = readStateText(rules, "state");
    if (!readable) return readable.error();
    saved = std::move(readable).value();
  }
  if (saved.tracks.size() != track_texts.size()) {
    return Error{"state",
                 "has " + std::to_string(saved.tracks.size()) + " rules for " +
                     std::to_string(track_texts.size()) + " tracks",
                 "one for each"};
  }
  for (std::size_t k = 0; k < track_texts.size(); ++k) {
    if (auto status = readTrack(track_texts[k], saved.tracks[k]); !status) return status;
  }
  if (tensors.has("before_feedback")) {
    restored.averages.before_feed_back = tensors.take("before_feedback", at::kFloat, {floats});
  }
  return Ok{};
}

Status Trainer::Parts::StateReader::readTrack(const TrackText& text, const SavedTrack& track) {
  const std::string where = "track " + text.label;
  auto rule = savedRule(track.rule, parts.plan.length, where);
  if (!rule) return rule.error();
  if (const Status clock = checkClock(track.clock, *rule->schedule, where); !clock) {
    return clock.error();
  }
  if (!fitsForm(text.hidden, rule->schedule->traits(rule->values))) {
    return Error{where, "has " + std::to_string(text.hidden) + " additional arrays",
                 "as many as its rule needs"};
  }
  Averager::TrackState average{text.id, *rule, track.clock, text.last};
  BufferArrays arrays = tensors.takePlaces("average." + text.label + ".", places, floats, counters);
  average.floats = std::move(arrays.floats);
  average.counters = std::move(arrays.counters);
  for (std::int64_t i = 0; i < text.hidden; ++i) {
    average.hidden.push_back(
        tensors.take("hidden." + text.label + "." + std::to_string(i), at::kFloat, {floats}));
  }
  restored.averages.tracks.push_back(std::move(average));
  restored.tracks.push_back({text.label, rule->schedule->id,
                             valuesById(*rule->schedule, rule->values), rule->selections});
  return Ok{};
}

void Trainer::Parts::StateReader::takeBest() {
  const std::vector<NamedTensor> names = tensorsOf(*parts.model);
  for (Restored::Best& best : restored.best) {
    for (const NamedTensor& like : names) {
      const auto sizes = like.tensor.sizes();
      best.tensors.push_back(tensors.take(best.name + "." + like.name, like.tensor.scalar_type(),
                                          {sizes.begin(), sizes.end()}));
    }
  }
}

Result<Trainer::Parts::Restored> Trainer::Parts::readState(const TrainerState& saved) const {
  StateReader reader(*this, saved);
  reader.takeWeights();
  if (const Status status = readJson(saved.text, "state", kStateLimits,
                                     [&](const Fields& in) { reader.readText(in); });
      !status) {
    return status.error();
  }
  if (const std::string here = methodOf(plan.optimizer).kind; reader.optimizer_kind != here) {
    reader.tensors.note("the optimizer is " + reader.optimizer_kind + " in the checkpoint and " +
                        here + " here");
  }
  if (const Status status = reader.readTracks(); !status) return status.error();
  reader.takeBest();
  if (!reader.tensors.differences().empty()) {
    return Error{kCheckpointWord, listedDifferences(reader.tensors.differences()),
                 "a checkpoint of this model and optimizer"};
  }
  return std::move(reader.restored);
}

void Trainer::Parts::goOnFrom(Restored restored) {
  const c10::InferenceMode guard;
  averager.restoreAll(restored.averages);  // first, because memory may be short
  const OnlineState online = state.online();
  online.floats.copy_(restored.raw.floats);
  if (online.counters.defined()) online.counters.copy_(restored.raw.counters);
  for (std::size_t i = 0; i < restored.moments.size(); ++i) {
    state.moment(static_cast<int>(i)).copy_(restored.moments[i]);
  }
  optimizer.restoreSteps(restored.updates);
  optimizer.setRate(restored.rate);
  optimizer.setWeightDecay(restored.weight_decay);
  model->setGradientPasses(restored.passes);
  tracks = std::move(restored.tracks);
  {
    const c10::InferenceMode as_in_training(false);  // models are made as everywhere
    models.renew();
  }
  for (Restored::Best& best : restored.best) {
    BestWeights* keeper = nullptr;
    if (best.name == "best_raw") keeper = &best_raw;
    if (best.name == "best_track") keeper = &best_track;
    constexpr std::string_view kSaved = "best.";
    if (best.name.starts_with(kSaved)) {
      const auto wanted = best_saved.find(best.name.substr(kSaved.size()));
      if (wanted != best_saved.end()) keeper = &wanted->second;
    }
    if (keeper == nullptr) continue;  // no longer asked for
    for (at::Tensor& tensor : best.tensors) tensor = tensor.to(device);
    keeper->restore(best.loss, best.step, std::move(best.label), std::move(best.tensors));
  }
  last = restored.last;
  loss_sum = restored.loss_sum;
  losses = restored.losses;
}

Status Trainer::restore(const TrainerState& state) {
  auto restored = parts_->readState(state);
  if (!restored) return restored.error();
  if (Status history = parts_->history.restore(std::move(restored.value().history)); !history) {
    return history;
  }
  parts_->goOnFrom(std::move(restored).value());
  return Ok{};
}

}  // namespace emascope
