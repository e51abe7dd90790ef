// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/run_record.h"

#include "core/base/overloaded.h"

#include <algorithm>
#include <utility>

namespace emascope {
namespace {

bool differ(const ParamValues& a, const ParamValues& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& item) {
    const auto other = b.find(item.first);
    return other != b.end() && other->second != item.second;
  });
}

// Requests that meet before the same step are applied together, and their answers have the same
// values. Going backward, the first answer with another value for a parameter belongs to an earlier
// application.
bool isKnown(const std::vector<event::Applied>& changes, std::size_t first,
             const event::Applied& applied) {
  for (std::size_t i = changes.size(); i-- > first && changes[i].step == applied.step;) {
    const event::Applied& known = changes[i];
    if (known.track != applied.track) continue;
    if (known.old_values == applied.old_values && known.new_values == applied.new_values) {
      return true;
    }
    if (differ(known.old_values, applied.old_values) ||
        differ(known.new_values, applied.new_values)) {
      return false;
    }
  }
  return false;
}

/// The initial value of a parameter of the run.
double runValue(const RunConfig& config, const std::string& id) {
  if (id == "lr") return config.lr;
  if (!config.training.optimizer) return 0.0;
  const ParamValues& values = config.training.optimizer->params;
  const auto found = values.find(id);
  return found == values.end() ? 0.0 : found->second;
}

void takePoints(RunRecord& record, const std::vector<EvalPoint>& news) {
  for (const EvalPoint& point : news) {
    record.points.push_back(point);
    record.points.back().tracks.resize(record.alive, kNoEvaluation);
    record.points.back().tracks.resize(record.tracks.size(), kNoEvaluation);
  }
}

void takeCheckpoint(RunRecord& record, const event::CheckpointWritten& written) {
  auto& all = record.checkpoints;
  std::erase_if(all, [&](const event::CheckpointWritten& known) {
    return known.step == written.step || std::ranges::count(written.removed, known.step) > 0;
  });
  const auto after =
      std::ranges::upper_bound(all, written.step, {}, &event::CheckpointWritten::step);
  all.insert(after, written)->removed.clear();
}

void takeTracks(RunRecord& record, const event::TracksChanged& changed) {
  record.track_changes.push_back({changed, record.changes.size()});
  std::vector<TrackSpec> now = changed.tracks;
  for (std::size_t i = 0; i < now.size(); ++i) {
    const int old = record.trackIndex(now[i].label);
    const bool goes_on = old >= 0 && static_cast<std::size_t>(old) < record.alive;
    if (goes_on && !changesRuleOf(changed.action, now[i].label)) {
      now[i] = record.tracks[static_cast<std::size_t>(old)];
    } else {
      record.first_change[now[i].label] = record.changes.size();
    }
  }
  record.alive = now.size();
  for (const TrackSpec& track : record.tracks) {
    if (std::none_of(now.begin(), now.end(),
                     [&](const TrackSpec& other) { return other.label == track.label; })) {
      now.push_back(track);
    }
  }
  std::vector<int> from;
  for (const TrackSpec& track : now) from.push_back(record.trackIndex(track.label));
  for (EvalPoint& point : record.points) {
    std::vector<TrackEvaluation> moved(now.size(), kNoEvaluation);
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (from[i] >= 0) moved[i] = point.tracks[static_cast<std::size_t>(from[i])];
    }
    point.tracks = std::move(moved);
  }
  if (record.past.count > 0) {
    std::vector<PastTrack> moved(now.size());
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (from[i] >= 0) moved[i] = std::move(record.past.tracks[static_cast<std::size_t>(from[i])]);
    }
    record.past.tracks = std::move(moved);
  }
  record.tracks = std::move(now);
}

}  // namespace

void RunRecord::apply(const Event& event) {
  std::visit(
      Overloaded{
          [this](const event::Started& started) {
            *this = RunRecord{};
            config = started.config;
            tracks = config.tracks;
            alive = tracks.size();
            facts = started.facts;
            from_step = started.from_step;
          },
          [this](const event::StateChanged& changed) {
            state = changed.state;
            state_reason = changed.why;
            step = std::max(step, changed.step);
          },
          [this](const event::Evaluated& evaluated) {
            takePoints(*this, evaluated.points);
            if (!points.empty()) step = std::max(step, points.back().step);
          },
          [this](const event::Progress& news) {
            progress = news;
            step = std::max(step, news.step);
          },
          [this](const event::Applied& applied) {
            const std::size_t first = track_changes.empty() ? 0 : track_changes.back().after;
            if (!isKnown(changes, first, applied)) changes.push_back(applied);
          },
          [this](const event::TracksChanged& changed) { takeTracks(*this, changed); },
          [this](const event::Synthesized& made) { syntheses.push_back(made); },
          [this](const event::Scanned& scanned) { scans.push_back(scanned); },
          [](const event::Rendered&) {},
          [this](const event::Saved& saved) { saves.push_back(saved); },
          [this](const event::Tested& all) { tested = all.weights; },
          [this](const event::Rejected& refusal) {
            if (refusal.request == 0) refused.push_back(refusal.error);
          },
          [this](const event::SkippedStep& skip) { skipped.push_back(skip); },
          // Its step may be the one that failed; `step` is that of steps taken.
          [this](const event::Failed& failed) { failures.push_back(failed); },
          [](const event::SamplesCompared&) {}, [](const event::DistancesMeasured&) {},
          [](const event::SamplesShown&) {},
          [this](const event::Extended& extended) {
            if (isImported(*this) && !points.empty()) return planAsEvaluated(*this);
            config.planned_steps = plannedSteps(config);
            config.steps = extended.steps;
          },
          [this](const event::CheckpointWritten& written) { takeCheckpoint(*this, written); },
          [this](const event::NoteChanged& changed) {
            applyNote(notes, changed.note, changed.removed);
          }},
      event);
}

int RunRecord::trackIndex(const std::string& label) const {
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    if (tracks[i].label == label) return static_cast<int>(i);
  }
  return -1;
}

double RunRecord::value(const std::string& track, const std::string& id) const {
  return value(track, id, changes.size());
}

double RunRecord::value(const std::string& track, const std::string& id,
                        std::size_t changes_seen) const {
  const auto begun = first_change.find(track);
  const std::size_t first = begun == first_change.end() ? 0 : begun->second;
  for (std::size_t i = changes_seen; i-- > first;) {
    const event::Applied& change = changes[i];
    if (change.track != track) continue;
    if (const auto found = change.new_values.find(id); found != change.new_values.end()) {
      return found->second;
    }
  }
  if (track.empty()) return runValue(config, id);
  const int index = trackIndex(track);
  if (index < 0) return 0.0;
  const ParamValues& values = tracks[static_cast<std::size_t>(index)].params;
  const auto found = values.find(id);
  return found == values.end() ? 0.0 : found->second;
}

const TrackEvaluation* RunRecord::lastOf(std::size_t track) const {
  for (auto point = points.rbegin(); point != points.rend(); ++point) {
    if (isPresent(point->tracks[track])) return &point->tracks[track];
  }
  return nullptr;
}

void planAsEvaluated(RunRecord& record) {
  const auto count = static_cast<std::int64_t>(record.points.size());
  record.step = record.points.back().step;
  record.config.steps = std::max<std::int64_t>(record.step, 1);
  record.config.eval_every = std::max<std::int64_t>(record.config.steps / count, 1);
}

RunConfig replayConfig(const RunRecord& record) {
  RunConfig config = record.config;
  config.edits.clear();
  config.resume_from.clear();  // from the beginning
  config.start_paused = false;
  auto next = record.track_changes.begin();
  for (std::size_t i = 0; i <= record.changes.size(); ++i) {
    for (; next != record.track_changes.end() && next->after <= i; ++next) {
      config.edits.push_back({.step = next->change.step, .action = next->change.action});
    }
    if (i == record.changes.size()) break;
    const event::Applied& change = record.changes[i];
    config.edits.push_back({change.step, change.track, change.new_values, {}});
  }
  return config;
}

}  // namespace emascope
