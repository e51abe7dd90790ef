// SPDX-License-Identifier: Apache-2.0
//
// Records for tests of the plot: the fake run of tests/support, as far as it is wanted.
#pragma once

#include "core/protocol/record/run_record.h"
#include "tests/support/fake_record.h"

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

/// Evaluations every 25 steps after those there are.
inline void addEvaluations(RunRecord& record, std::size_t count) {
  std::vector<EvalPoint> points;
  std::int64_t step = record.points.empty() ? 0 : record.points.back().step;
  for (std::size_t i = 0; i < count; ++i) {
    step += record.config.eval_every;
    points.push_back(fakePoint(step, record.alive));
  }
  record.apply(Event(event::Evaluated{points}));
}

[[nodiscard]] inline RunRecord recordOf(std::size_t evaluations) {
  RunRecord record = startedRecord();
  addEvaluations(record, evaluations);
  return record;
}

/// The tracks of `record` edited, as an engine tells of it.
inline void act(RunRecord& record, std::int64_t step, const TrackAction& action) {
  std::vector<TrackSpec> tracks = record.tracks;
  tracks.resize(record.alive);
  record.apply(Event(event::TracksChanged{1, step, action, editedTracks(tracks, action).value()}));
}

inline void change(RunRecord& record, std::int64_t step, double from, double to,
                   const std::string& track = "main", const std::string& id = "beta") {
  record.apply(Event(event::Applied{1, step, track, {{id, from}}, {{id, to}}}));
}

}  // namespace emascope
