// SPDX-License-Identifier: Apache-2.0
//
// A catalog and a run for tests of widgets and of the record: the shape of the spirals demo, in
// closed form.
#pragma once

#include "core/protocol/events.h"
#include "core/protocol/spec/catalog.h"
#include "core/rules/schedule.h"

#include <cmath>
#include <cstdint>

namespace emascope {

[[nodiscard]] inline Catalog fakeCatalog() {
  Catalog catalog;
  RunConfig config;
  config.speed = 200.0;
  config.lr = 0.02;
  config.tracks = {{.label = "main",
                    .schedule = "inverse-power",
                    .params = {{"beta", 0.995}, {"power", 2.0 / 3.0}}},
                   {.label = "fast", .schedule = "constant", .params = {{"beta", 0.9}}},
                   {.label = "slow", .schedule = "constant", .params = {{"beta", 0.9999}}}};
  for (TrackSpec& track : config.tracks) {
    for (const ParamSpec& spec : schedules().at(track.schedule).params) {
      track.params.try_emplace(spec.id, spec.initial);
    }
  }
  catalog.presets.push_back({"two-spirals", "Why average? · two spirals, MLP",
                             "Raw weights never settle; their average does.", "two-spirals",
                             "Adam, batch 16", config});
  RunConfig digits = config;
  digits.preset = "digits";
  digits.steps = 3000;
  digits.tracks.resize(1);
  catalog.presets.push_back({"digits", "Wrong labels · handwritten digits, CNN", "Story.", "digits",
                             "SGD, batch 32", digits});
  catalog.models.push_back(
      {"two-spirals", "two spirals", "MLP 2-32-32-1", "Generated.", 1185, 0, 4000, 2000});
  catalog.models.push_back(
      {"digits", "handwritten digits", "CNN 16-32", "UCI 80.", 6138, 96, 1297, 500});
  catalog.models[0].test_samples = 2000;
  catalog.models[1].test_samples = 0;
  catalog.schedules = scheduleInfos();
  catalog.run_params.push_back({.id = "lr",
                                .label = "learning rate",
                                .tip = "Step size of the optimizer.",
                                .min = 0.0,
                                .max = 1e9,
                                .min_open = true,
                                .initial = 0.02,
                                .scale = ParamSpec::Scale::kLog,
                                .slider_min = 1e-5,
                                .slider_max = 1.0});
  catalog.own = {.id = kOwnPreset, .title = "Your own data", .config = config};
  catalog.own.config.preset = kOwnPreset;
  catalog.own.config.speed = 0.0;  // that of a run depends on its length
  catalog.devices.push_back({"cpu", "CPU, 2 cores", true, ""});
  catalog.devices.push_back({"cuda", "CUDA", false, "no NVIDIA driver found"});
  return catalog;
}

/// Wobbles like a raw loss; a hash of the index, so that it is the same everywhere.
[[nodiscard]] inline double fakeNoise(std::int64_t index) {
  auto x = static_cast<std::uint64_t>(index) * 0x9E3779B97F4A7C15ULL;
  x ^= x >> 29U;
  x *= 0xBF58476D1CE4E5B9ULL;
  x ^= x >> 32U;
  return static_cast<double>(x % 10000) / 10000.0;
}

/// The evaluation at `step` of a run with `tracks` averages.
[[nodiscard]] inline EvalPoint fakePoint(std::int64_t step, std::size_t tracks) {
  const auto t = static_cast<double>(step);
  const double trend = 0.08 + 0.62 * std::exp(-t / 500.0);
  const double spike = fakeNoise(step) > 0.93 ? 0.1 : 0.0;
  EvalPoint point{step, t / 200.0, trend, {}, {}};
  point.raw = {trend * (1.05 + 0.5 * fakeNoise(step + 7)) + spike, 0.95};
  for (std::size_t track = 0; track < tracks; ++track) {
    TrackEvaluation evaluation;
    const double loss = track == 0   ? trend * (0.97 + 0.04 * fakeNoise(step + 3))
                        : track == 1 ? trend * (1.0 + 0.25 * fakeNoise(step + 11)) + spike / 3
                                     : 0.7 - 2e-5 * t;
    evaluation.val = {loss, 0.97};
    const double ramp = t <= 101 ? 0.0 : 1.0 - std::pow(t - 100.0, -2.0 / 3.0);
    evaluation.decay = track == 0 ? std::min(0.995, ramp) : track == 1 ? 0.9 : 0.9999;
    evaluation.reason = track != 0      ? Reason::kConstant
                        : t <= 101      ? Reason::kWarmup
                        : ramp >= 0.995 ? Reason::kCap
                                        : Reason::kRamp;
    point.tracks.push_back(evaluation);
  }
  return point;
}

[[nodiscard]] inline event::Started fakeStarted(const Catalog& catalog, std::size_t preset = 0) {
  return {1,
          catalog.presets[preset].config,
          {"cpu", "CPU, 2 cores", "no NVIDIA driver found", 1, 1185,
           "emascope-engine 0.1.0, LibTorch 2.15.0", catalog.models[preset]}};
}

}  // namespace emascope
