// SPDX-License-Identifier: GPL-3.0-or-later
//
// A run that plays the part of the engine in a lesson: it accepts what was asked for, and gives
// each line a loss of its own.
#pragma once

#include "core/lessons/shipped_lessons.h"
#include "tests/support/fake_run.h"
#include "tests/ui/support/controlled_run.h"
#include "ui/panels/panel.h"
#include "ui/panels/panel_commands.h"
#include "ui/run/edit_sender.h"
#include "ui/run/selection.h"
#include "ui/run/shown_tracks.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>

namespace emascope::ui {

/// With the presets of the shipped lessons.
[[nodiscard]] inline Catalog teachCatalog() {
  Catalog catalog = fakeCatalog();
  for (const char* id : {"two-spirals-cosine", "curve", "noisy-signal"}) {
    PresetInfo preset = catalog.presets.front();
    preset.id = id;
    preset.config.preset = id;
    catalog.presets.push_back(preset);
  }
  return catalog;
}

[[nodiscard]] inline Lesson shippedLesson(const std::string& id) {
  for (Lesson& lesson : shippedLessons(teachCatalog())) {
    if (lesson.id == id) return std::move(lesson);
  }
  throw std::logic_error("no lesson " + id);
}

struct LessonRunFake : ControlledRun {
  /// The loss of a line at a step.
  std::function<double(const std::string& label, std::int64_t step)> loss = [](const std::string&,
                                                                               std::int64_t step) {
    return 0.1 + 1.0 / (1.0 + static_cast<double>(step) / 100.0);
  };

  LessonRunFake() { controller.setCatalog(teachCatalog()); }

  [[nodiscard]] command::Start lastStart() const { return session.all<command::Start>().back(); }
  /// The last Advance, or 0.
  [[nodiscard]] std::int64_t lastAdvance() const {
    const auto all = session.all<command::Advance>();
    return all.empty() ? 0 : all.back().count;
  }
  /// Accepts the last Start; the run is paused before its first step.
  void accept() { accept(lastStart().request, lastStart().config); }
  void accept(std::uint64_t request, RunConfig config) {
    for (TrackSpec& track : config.tracks) {
      for (const ParamSpec& spec : schedules().at(track.schedule).params) {
        track.params.try_emplace(spec.id, spec.initial);
      }
    }
    if (config.seed == 0) config.seed = 1;
    event::Started started = fakeStarted(controller.catalog());
    started.request = request;
    started.config = std::move(config);
    session.arrive(started);
    session.arrive(event::StateChanged{
        started.config.start_paused ? RunState::kPaused : RunState::kRunning, 0, ""});
    deliver();
  }
  [[nodiscard]] EvalPoint point(std::int64_t step) const {
    EvalPoint point{.step = step, .seconds = static_cast<double>(step) / 200.0};
    point.raw = {loss("raw", step), 0.9};
    for (const TrackSpec& track : controller.record().tracks) {
      const auto beta = track.params.find("beta");
      point.tracks.push_back({{loss(track.label, step), 0.9},
                              beta == track.params.end() ? 0.9 : beta->second,
                              Reason::kConstant});
    }
    return point;
  }
  /// The run goes on to `step` and pauses, or ends if that is its last one.
  void reach(std::int64_t step) {
    const RunRecord& record = controller.record();
    session.arrive(event::StateChanged{RunState::kRunning, record.step, ""});
    event::Evaluated evaluated;
    const std::int64_t every = record.config.eval_every;
    for (std::int64_t at = (record.step / every + 1) * every; at <= step; at += every) {
      evaluated.points.push_back(point(at));
    }
    session.arrive(evaluated);
    event::Progress progress;
    progress.step = step;
    progress.rate = 0.02;
    session.arrive(progress);
    session.arrive(event::StateChanged{
        step >= record.config.steps ? RunState::kFinished : RunState::kPaused, step, ""});
    deliver();
  }
};

/// What the window gives to its panels.
struct PanelParts {
  explicit PanelParts(RunController& controller) : sender(controller), controller_(controller) {}
  [[nodiscard]] PanelContext context() {
    return {&controller_, &sender, &selection, &commands, &shown};
  }

  EditSender sender;
  Selection selection;
  PanelCommands commands;
  ShownTracks shown;

 private:
  RunController& controller_;
};

}  // namespace emascope::ui
