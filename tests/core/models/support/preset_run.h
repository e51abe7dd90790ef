// SPDX-License-Identifier: Apache-2.0
//
// A whole run of a preset, its tracks and its evaluations, and what its second half comes to.
#pragma once

#include "core/models/model.h"
#include "core/models/preset.h"
#include "core/train/run_plan.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {

struct PresetRun {
  RunConfig config = {};
  std::vector<EvalPoint> points = {};
};

[[nodiscard]] inline PresetRun runPreset(const std::string& id, std::uint64_t seed,
                                         const TrainingSpec& training = {}) {
  const Preset& preset = *std::find_if(presets().begin(), presets().end(),
                                       [&](const Preset& each) { return each.info.id == id; });
  const ModelEntry& model = models().at(preset.info.model);
  PresetRun run{.config = preset.info.config};
  run.config.seed = seed;
  run.config.training = withDefaults(training, run.config.training);
  Trainer trainer(model, planRun(run.config, preset, model.info, {}));
  for (std::int64_t step = 1; step <= run.config.steps; ++step) {
    EXPECT_TRUE(trainer.step().not_finite.empty());
    if (step % run.config.eval_every == 0) run.points.push_back(trainer.evaluate());
  }
  return run;
}

/// Means over the evaluations from a step on.
struct Comparison {
  double loss = 0.0;
  double metric = 0.0;
  double below = 0.0;  ///< share by which the loss is below raw's
  double won = 0.0;    ///< share of the evaluations in which it is
};

/// `label`: a track or "raw"; after step `from`, and not after `to`.
[[nodiscard]] inline Comparison compare(const PresetRun& run, const std::string& label,
                                        std::int64_t from, std::int64_t to) {
  const auto track = std::find_if(run.config.tracks.begin(), run.config.tracks.end(),
                                  [&](const TrackSpec& each) { return each.label == label; });
  Comparison mean;
  double raw = 0.0;
  double count = 0.0;
  for (const EvalPoint& point : run.points) {
    if (point.step <= from || point.step > to) continue;
    const Evaluation& chosen =
        label == "raw"
            ? point.raw
            : point.tracks.at(static_cast<std::size_t>(track - run.config.tracks.begin())).val;
    raw += point.raw.loss;
    mean.loss += chosen.loss;
    mean.metric += chosen.metric;
    mean.won += chosen.loss < point.raw.loss ? 1.0 : 0.0;
    count += 1.0;
  }
  return {mean.loss / count, mean.metric / count, 1.0 - mean.loss / raw, mean.won / count};
}

[[nodiscard]] inline Comparison secondHalf(const PresetRun& run, const std::string& label) {
  return compare(run, label, run.config.steps / 2, run.config.steps);
}

}  // namespace emascope
