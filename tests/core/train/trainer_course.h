// SPDX-License-Identifier: Apache-2.0
//
// A whole run of a trainer with its edits and evaluations, which can be begun anywhere from a
// state.
#pragma once

#include "core/models/model.h"
#include "core/train/trainer.h"
#include "core/train/trainer_state.h"
#include "tests/support/toy_model.h"
#include "tests/support/toy_run.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {

struct Course {
  ModelEntry entry = toyModel();
  RunConfig config = toyConfig();
  /// Applied before that step.
  std::map<std::int64_t, std::vector<std::variant<command::SetParams, command::EditTracks>>> edits =
      {};

  [[nodiscard]] std::unique_ptr<Trainer> begin() const {
    return std::make_unique<Trainer>(entry, planRun(config, toyPreset(), entry.info, {}));
  }
};

struct Outcome {
  std::vector<EvalPoint> points = {};
  std::map<std::int64_t, TrainerState> states = {};  ///< after each step
};

/// The steps after which runs are stopped: 20.
inline std::set<std::int64_t> stopsOf(const Course& course) {
  constexpr std::int64_t kStops = 20;
  std::set<std::int64_t> stops;
  for (std::int64_t i = 0; i < kStops; ++i) {
    stops.insert(1 + i * (course.config.steps - 1) / kStops);
  }
  return stops;
}

/// Takes the rest of the steps. Keeps the states after the steps `kept`.
inline Outcome run(const Course& course, Trainer& trainer,
                   const std::set<std::int64_t>& kept = {}) {
  Outcome outcome;
  while (trainer.stepsDone() < course.config.steps) {
    const auto due = course.edits.find(trainer.stepsDone() + 1);
    if (due != course.edits.end()) {
      for (const auto& edit : due->second) {
        if (const auto* set = std::get_if<command::SetParams>(&edit)) {
          const auto answers = trainer.apply(std::vector{*set});
          EXPECT_TRUE(std::holds_alternative<event::Applied>(answers.front()));
        } else {
          const Event answer = trainer.apply(std::get<command::EditTracks>(edit));
          EXPECT_TRUE(std::holds_alternative<event::TracksChanged>(answer));
        }
      }
    }
    const std::int64_t step = trainer.step().number;
    if (step % course.config.eval_every == 0) outcome.points.push_back(trainer.evaluate());
    if (kept.contains(step)) outcome.states[step] = trainer.state();
  }
  return outcome;
}

/// The names of the tensors that differ, or "text".
inline std::string difference(const TrainerState& a, const TrainerState& b) {
  std::string names;
  if (a.tensors.size() != b.tensors.size()) names += "the number of tensors ";
  for (std::size_t i = 0; i < std::min(a.tensors.size(), b.tensors.size()); ++i) {
    if (a.tensors[i] != b.tensors[i]) names += a.tensors[i].name + " ";
  }
  if (a.text != b.text) names += "text: " + a.text + "\n" + b.text;
  return names;
}

/// Stops at 20 steps; each time the rest is to be, bit by bit, that of the run that did not stop.
inline void expectAlikeFromAnyStop(const Course& course) {
  const auto whole_trainer = course.begin();
  const std::set<std::int64_t> stops = stopsOf(course);
  ASSERT_EQ(stops.size(), 20U);
  const Outcome whole = run(course, *whole_trainer, stops);
  const TrainerState end = whole_trainer->state();
  for (const std::int64_t stop : stops) {
    SCOPED_TRACE("stopped after step " + std::to_string(stop));
    const auto trainer = course.begin();
    const Status restored = trainer->restore(whole.states.at(stop));
    ASSERT_TRUE(restored) << restored.error().message();
    ASSERT_EQ(difference(trainer->state(), whole.states.at(stop)), "");
    EXPECT_EQ(trainer->stepsDone(), stop);
    const Outcome rest = run(course, *trainer);
    ASSERT_EQ(difference(trainer->state(), end), "");
    const auto later = std::ranges::find_if(
        whole.points, [stop](const EvalPoint& point) { return point.step > stop; });
    const std::vector<EvalPoint> expected(later, whole.points.end());
    ASSERT_EQ(rest.points.size(), expected.size());
    for (std::size_t k = 0; k < expected.size(); ++k) {
      EXPECT_EQ(rest.points[k].raw, expected[k].raw);
      EXPECT_EQ(rest.points[k].tracks, expected[k].tracks);
      EXPECT_EQ(rest.points[k].feedbacks, expected[k].feedbacks);
      // NaN if all steps since the last point were skipped.
      EXPECT_EQ(std::to_string(rest.points[k].train_loss), std::to_string(expected[k].train_loss));
    }
    EXPECT_EQ(trainer->tracks(), whole_trainer->tracks());
  }
}

}  // namespace emascope
