// SPDX-License-Identifier: Apache-2.0
//
// Runs in a library, for tests: events of a short run, a clock that a test moves, and a keeper that
// took those events.
#pragma once

#include "core/library/run_keeper.h"
#include "core/library/run_library.h"
#include "core/protocol/record/run_record.h"
#include "tests/support/fake_run.h"
#include "tests/support/temporary_folder.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

/// A run of `points` evaluations, every 25 steps, with an edit and a change of the tracks. It ends
/// unless `open`.
[[nodiscard]] inline std::vector<Event> shortRun(int points, bool open = false) {
  const Catalog catalog = fakeCatalog();
  event::Started started = fakeStarted(catalog);
  started.config.steps = 25 * points;
  std::vector<Event> events = {started, event::StateChanged{RunState::kRunning, 0, ""}};
  std::vector<TrackSpec> tracks = started.config.tracks;
  for (int i = 1; i <= points; ++i) {
    const std::int64_t step = 25 * i;
    events.emplace_back(event::Evaluated{{fakePoint(step, tracks.size())}});
    if (i == 3) {
      events.emplace_back(event::Applied{7, step + 1, "main", {{"beta", 0.995}}, {{"beta", 0.9}}});
    }
    if (i == 4) {
      tracks.erase(tracks.begin() + 1);
      events.emplace_back(event::TracksChanged{8, step + 1, track_action::Remove{"fast"}, tracks});
    }
  }
  if (!open) events.emplace_back(event::StateChanged{RunState::kFinished, 25 * points, ""});
  return events;
}

[[nodiscard]] inline RunRecord recordOf(const std::vector<Event>& events) {
  RunRecord record;
  for (const Event& event : events) record.apply(event);
  return record;
}

/// A keeper in a temporary library with a clock that stands still until the test moves it.
struct KeptRuns {
  explicit KeptRuns(const std::string& library_folder) : library(library_folder) {}

  [[nodiscard]] KeeperOptions options() {
    KeeperOptions made;
    made.library = library;
    made.clock = [this] { return now; };
    made.wall_clock = [this] { return wall; };
    return made;
  }
  [[nodiscard]] RunKeeper keeper() {
    return RunKeeper(options(), [this](const std::string& text) { said.push_back(text); });
  }
  /// Keeps the run to its end and returns its folder.
  std::string keep(const std::vector<Event>& events) {
    RunKeeper one = keeper();
    for (const Event& event : events) one.take(event);
    std::string folder = one.folder();
    one.finish();
    return folder;
  }

  std::string library;
  std::chrono::steady_clock::time_point now = {};
  std::int64_t wall = 1'796'000'000'000;  ///< in November 2026
  std::vector<std::string> said = {};
};

}  // namespace emascope
