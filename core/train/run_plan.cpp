// SPDX-License-Identifier: Apache-2.0
#include "core/train/run_plan.h"

#include "core/base/phrase.h"
#include "core/protocol/spec/optimizer_settings.h"
#include "core/protocol/spec/rate_schedules.h"
#include "core/rules/schedule.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace emascope {
namespace {

constexpr std::int64_t kSmallModel = 200'000;  ///< parameters
constexpr std::int64_t kMostChosenThreads = 4;
constexpr std::int64_t kMostEvaluatedAtOnce = 16;

/// `config.training` completed, except for the epochs.
TrainingSpec completedTraining(const RunConfig& config, const Preset& preset) {
  const TrainingSpec usual = plainTraining(methodOf(preset.optimizer), preset.batch);
  TrainingSpec training =
      withDefaults(config.training, withDefaults(preset.info.config.training, usual));
  training.optimizer = completed(*training.optimizer, optimizers());
  training.lr_schedule = completed(*training.lr_schedule, rateSchedules());
  return training;
}

double rateOf(const RunConfig& config, const OptimizerSettings& optimizer, const Preset& preset) {
  if (config.lr != 0.0) return config.lr;
  return optimizer.kind == preset.optimizer.kind ? preset.optimizer.lr
                                                 : initialRate(optimizer.kind);
}

}  // namespace

std::vector<ParamSpec> runParams() {
  return {{.id = "lr",
           .label = words("learning rate"),
           .tip = words("Step size of each update."),
           .min = 0.0,
           .max = 1e9,
           .min_open = true,
           .initial = 0.001,
           .scale = ParamSpec::Scale::kLog,
           .slider_min = 1e-5,
           .slider_max = 1.0},
          weightDecayParam()};
}

std::int64_t threadsFor(std::int64_t requested, std::int64_t parameters, std::int64_t cores) {
  if (requested > 0) return requested;
  if (parameters < kSmallModel) return 1;
  return std::clamp<std::int64_t>(cores, 1, kMostChosenThreads);
}

std::int64_t evaluationThreadsFor(std::int64_t requested, std::int64_t threads,
                                  std::int64_t cores) {
  if (requested > 0 || threads > 1) return 1;
  return std::clamp<std::int64_t>(cores, 1, kMostEvaluatedAtOnce);
}

RunPlan planRun(const RunConfig& config, const Preset& preset, const ModelInfo& model,
                RunFacts facts) {
  RunPlan plan{config, std::move(facts)};
  TrainingSpec& training = plan.config.training;
  training = completedTraining(config, preset);
  plan.optimizer = optimizerOf(*training.optimizer, 0.0);
  plan.optimizer.lr = plan.config.lr = rateOf(config, plan.optimizer, preset);
  plan.batch = *training.batch;
  plan.rate = LearningRate(*training.lr_schedule);
  plan.gradients = {*training.accumulate, *training.clip_norm, *training.clip_value};
  plan.bfloat16 = *training.precision == kMixedPrecision;
  const std::int64_t samples_per_step = *training.batch * *training.accumulate;
  if (training.epochs) {
    plan.config.steps = stepsOfEpochs(*training.epochs, model.train_samples, samples_per_step);
    training.epochs.reset();
  }
  for (TrackSpec& track : plan.config.tracks) {
    const ScheduleEntry& rule = *findRule(track.schedule);
    const auto values = orderedValues(rule, track.params, track.label).value();
    for (std::size_t i = 0; i < values.size(); ++i) track.params[rule.params[i].id] = values[i];
  }
  plan.length = {.steps = static_cast<double>(plannedSteps(plan.config)),
                 .steps_per_epoch = static_cast<double>(model.train_samples) /
                                    static_cast<double>(samples_per_step)};
  plan.facts.parameters = model.parameters;
  plan.facts.model = model;
  const auto cores = static_cast<std::int64_t>(std::thread::hardware_concurrency());
  plan.facts.threads = threadsFor(config.threads, model.parameters, cores);
  plan.evaluation_threads = evaluationThreadsFor(config.threads, plan.facts.threads, cores);
  return plan;
}

}  // namespace emascope
