// SPDX-License-Identifier: GPL-3.0-or-later
//
// A library in a folder of its own, with runs as an engine's keeper writes them.
#pragma once

#include "core/base/output_file.h"
#include "core/library/run_keeper.h"
#include "core/library/run_library.h"
#include "core/library/stored_run.h"
#include "tests/support/fake_run.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QString>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {

struct RunToKeep {
  std::size_t preset = 0;
  std::int64_t steps = 500;
  std::int64_t begun = 1'700'000'000'000;  ///< ms since 1970
  double factor = 1.0;                     ///< of all losses
  /// None: its program is killed.
  std::optional<event::StateChanged> end = event::StateChanged{RunState::kFinished, 500, ""};
  std::vector<Event> more = {};  ///< before the end
  std::string title = {};        ///< empty: that of the data
  std::string checkpoints = {};  ///< folder of the run's checkpoints; empty: none was chosen
  std::string parent = {};       ///< id of a kept run that it goes on from, after `from_step` steps
  std::int64_t from_step = 0;
};

/// Writes a file in the place of a checkpoint after `step` steps, which nothing but an engine
/// reads, and returns its path.
inline std::string writeCheckpoint(const QString& folder, std::int64_t step) {
  const std::string path = QStringLiteral("%1/step-%2.emascope")
                               .arg(folder)
                               .arg(step, 9, 10, QLatin1Char('0'))
                               .toStdString();
  const bool written = static_cast<bool>(replaceFile(path, "only the engine reads it"));
  Q_ASSERT(written);
  return path;
}

class KeptLibrary {
 public:
  [[nodiscard]] QString folder() const { return dir_.path(); }
  [[nodiscard]] RunLibrary open() const {
    auto library = RunLibrary::open(folder().toStdString());
    Q_ASSERT(library);
    return std::move(library).value();
  }
  /// Keeps a run and returns its id.
  std::string keep(const RunToKeep& run = {}) {
    const std::unique_ptr<RunKeeper> keeper = begin(run);
    const std::string path = keeper->folder();
    if (run.end) {
      event::StateChanged end = *run.end;
      end.step = run.steps;
      keeper->take(end);
      keeper->finish();
    }
    const auto read = readStoredRun(path);
    Q_ASSERT(read);
    if (!run.title.empty()) {
      const Status renamed = open().rename(read->card.id, run.title);
      Q_ASSERT(renamed);
    }
    return read->card.id;
  }
  /// The same, with files in the place of checkpoints after these steps.
  std::string keepWithCheckpoints(const std::vector<std::int64_t>& steps,
                                  const RunToKeep& run = {}) {
    std::string id = keep(run);
    for (const std::int64_t step : steps) (void)writeCheckpoint(checkpointsOf(id), step);
    return id;
  }
  /// The same as keep(), and the run goes on as long as the keeper lives.
  std::unique_ptr<RunKeeper> begin(const RunToKeep& run) {
    KeeperOptions options;
    options.library = folder().toStdString();
    options.wall_clock = [begun = run.begun] { return begun; };
    auto keeper = std::make_unique<RunKeeper>(options, [](const std::string&) {});
    event::Started started = fakeStarted(fakeCatalog(), run.preset);
    started.config.steps = run.steps;
    started.config.checkpoints.folder = run.checkpoints;
    started.from_step = run.from_step;
    if (!run.parent.empty()) {
      started.config.resume_from = pathOf(run.parent).toStdString() + "/checkpoints";
    }
    const std::size_t tracks = started.config.tracks.size();
    keeper->take(started);
    keeper->take(event::StateChanged{RunState::kRunning, 0, ""});
    event::Evaluated evaluated;
    for (std::int64_t at = 25; at <= run.steps; at += 25) {
      EvalPoint point = fakePoint(at, tracks);
      point.raw.loss *= run.factor;
      for (TrackEvaluation& track : point.tracks) track.val.loss *= run.factor;
      evaluated.points.push_back(point);
    }
    keeper->take(evaluated);
    for (const Event& event : run.more) keeper->take(event);
    return keeper;
  }
  [[nodiscard]] RunRow row(const std::string& id) const {
    auto found = open().find(id);
    Q_ASSERT(found);
    return std::move(found).value();
  }
  [[nodiscard]] QString pathOf(const std::string& id) const {
    RunLibrary library = open();
    return QString::fromStdString(library.pathOf(row(id)));
  }
  /// The folder of its checkpoints, if no other one was chosen.
  [[nodiscard]] QString checkpointsOf(const std::string& id) const {
    return pathOf(id) + QStringLiteral("/checkpoints");
  }

 private:
  QTemporaryDir dir_;
};

}  // namespace emascope::ui
