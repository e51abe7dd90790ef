// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/run_record.h"

#include "core/base/overloaded.h"

#include <algorithm>

namespace emascope {
namespace {

// The answers to requests that overtook each other within a step all tell of one application.
void addChange(std::vector<event::Applied>& changes, const event::Applied& applied) {
  for (auto known = changes.rbegin(); known != changes.rend() && known->step == applied.step;
       ++known) {
    if (known->track == applied.track && known->old_values == applied.old_values &&
        known->new_values == applied.new_values) {
      return;
    }
  }
  changes.push_back(applied);
}

}  // namespace

void RunRecord::apply(const Event& event) {
  std::visit(Overloaded{[this](const event::Started& started) {
                          *this = RunRecord{};
                          config = started.config;
                          facts = started.facts;
                        },
                        [this](const event::StateChanged& changed) {
                          state = changed.state;
                          state_reason = changed.why;
                          step = std::max(step, changed.step);
                        },
                        [this](const event::Evaluated& evaluated) {
                          points.insert(points.end(), evaluated.points.begin(),
                                        evaluated.points.end());
                          if (!points.empty()) step = std::max(step, points.back().step);
                        },
                        [this](const event::Progress& news) {
                          progress = news;
                          step = std::max(step, news.step);
                        },
                        [this](const event::Applied& applied) { addChange(changes, applied); },
                        [](const event::Rejected&) {},
                        [this](const event::SkippedStep& skip) { skipped.push_back(skip); },
                        [this](const event::Failed& failed) {
                          failures.push_back(failed);
                          step = std::max(step, failed.step);
                        }},
             event);
}

int RunRecord::trackIndex(const std::string& label) const {
  for (std::size_t i = 0; i < config.tracks.size(); ++i) {
    if (config.tracks[i].label == label) return static_cast<int>(i);
  }
  return -1;
}

double RunRecord::value(const std::string& track, const std::string& id) const {
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    if (change->track != track) continue;
    if (const auto found = change->new_values.find(id); found != change->new_values.end()) {
      return found->second;
    }
  }
  if (track.empty()) return id == "lr" ? config.lr : 0.0;
  const int index = trackIndex(track);
  if (index < 0) return 0.0;
  const ParamValues& values = config.tracks[static_cast<std::size_t>(index)].params;
  const auto found = values.find(id);
  return found == values.end() ? 0.0 : found->second;
}

RunConfig replayConfig(const RunRecord& record) {
  RunConfig config = record.config;
  config.edits.clear();
  config.start_paused = false;
  for (const event::Applied& change : record.changes) {
    config.edits.push_back({change.step, change.track, change.new_values});
  }
  return config;
}

}  // namespace emascope
