// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth/smooth_plan.h"

#include "app/engine/smooth/smooth_words.h"
#include "core/protocol/options/run_options.h"
#include "core/rules/live_edit.h"
#include "core/rules/rule_clock.h"
#include "core/rules/schedule.h"
#include "core/rules/zero_start.h"

#include <algorithm>
#include <utility>

namespace emascope {
namespace {

constexpr std::int64_t kMostStates = 1'000'000'000;

/// Parses tracks and edits like `train`, for a run of any length.
Result<RunConfig> readTracksAndEdits(const SmoothOptions& options) {
  RunConfig without_tracks;
  without_tracks.steps = kMostStates;
  const Catalog catalog{.presets = {{.id = without_tracks.preset, .config = without_tracks}},
                        .schedules = scheduleInfos()};
  RunOptions typed;
  typed.tracks = options.tracks;
  typed.sets = options.sets;
  return resolve(typed, catalog);
}

Status addDebias(const ScheduleEntry& rule, TrackSpec& track) {
  if (!paramIndex(rule, "debias")) {
    return Error{"debias", "track " + track.label + " uses " + rule.id + ", which has no debias",
                 "debias=true in the tracks whose rule has it"};
  }
  track.params.emplace("debias", 1.0);
  return Ok{};
}

/// Refuses what rules and edits can only do in training: writing the average back, and estimating
/// the statistics in buffers.
Status checkDoneHere(const ScheduleEntry& rule, const std::string& where,
                     const ParamValues& values) {
  constexpr const char* kFeedback = "update_model_with_ema_every";
  constexpr const char* kBuffers = "buffers";
  if (const auto found = values.find(kFeedback); found != values.end() && found->second != 0.0) {
    return Error{where + ": " + kFeedback, "there is no model to write into", "0"};
  }
  const auto found = values.find(kBuffers);
  const auto index = paramIndex(rule, kBuffers);
  if (found == values.end() || !index) return Ok{};
  if (valueText(rule.params[*index], found->second) != "estimate") return Ok{};
  return Error{where + ": buffers", "estimate needs a model and its training data",
               "average, copy"};
}

Result<BankTrack> readTrack(TrackSpec track, const SmoothOptions& options, const SmoothPlan& plan) {
  const ScheduleEntry& rule = *findRule(track.schedule);
  const std::string where = "track " + track.label;
  if (auto status = checkDoneHere(rule, where, track.params); !status) return status.error();
  if (options.debias && !track.params.contains("debias")) {
    if (auto status = addDebias(rule, track); !status) return status.error();
  }
  auto values = orderedValues(rule, track.params, where);
  if (!values) return values.error();
  Status status = checkRunLength(rule, *values, plan.run, where);
  if (status) status = checkTakesUp(rule, *values, plan.run, where);
  if (status && plan.per == DecayPer::kTime) status = checkTimeWeighted(rule, where);
  if (!status) return status.error();
  return BankTrack{track.label, &rule, std::move(values).value(), track.selections};
}

/// Checks and adds `edits`, which are in order of their steps.
Status addEdits(const std::vector<ScheduledEdit>& edits, SmoothPlan& plan) {
  std::vector<std::vector<double>> values;  // of each track, after the edits so far
  for (const BankTrack& track : plan.tracks) values.push_back(track.values);
  for (const ScheduledEdit& edit : edits) {
    const std::string where = "set at step " + std::to_string(edit.step) + ": " + edit.track;
    const auto found = std::ranges::find(plan.tracks, edit.track, &BankTrack::label);
    const auto track = static_cast<std::size_t>(found - plan.tracks.begin());
    const ScheduleEntry& rule = *found->rule;
    if (auto status = checkDoneHere(rule, where, edit.values); !status) return status;
    ParamValues changes = edit.values;
    changes.erase(std::string(kReseed));
    Status status = changeValues(rule, values[track], changes, where);
    if (status) status = checkRunLength(rule, values[track], plan.run, where);
    if (!status) return status;
    plan.edits.push_back({edit.step, track, edit.values});
  }
  return Ok{};
}

}  // namespace

Result<SmoothPlan> planSmooth(const SmoothOptions& options) {
  SmoothPlan plan;
  if (auto status = readSmoothWords(options, plan); !status) return status.error();
  auto config = readTracksAndEdits(options);
  if (!config) return config.error();
  for (TrackSpec& track : config.value().tracks) {
    auto read = readTrack(std::move(track), options, plan);
    if (!read) return read.error();
    plan.tracks.push_back(std::move(read).value());
  }
  if (auto status = addEdits(config->edits, plan); !status) return status.error();
  auto input = findInput(options.inputs);
  if (!input) return input.error();
  plan.input = std::move(input).value();
  if (auto status = checkSmoothKind(options, plan); !status) return status.error();
  return plan;
}

}  // namespace emascope
