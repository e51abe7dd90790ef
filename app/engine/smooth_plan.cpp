// SPDX-License-Identifier: Apache-2.0
#include "app/engine/smooth_plan.h"

#include "core/base/numbers.h"
#include "core/protocol/run_options.h"
#include "core/rules/schedule.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

constexpr std::int64_t kMostStates = 1'000'000'000;
constexpr std::string_view kTensorFile = ".safetensors";

Status readLength(const std::optional<std::string>& typed, const char* where, double& length) {
  if (!typed) return Ok{};
  const auto parsed = parseInteger(*typed, where);
  if (!parsed || *parsed < 1 || *parsed > kMostStates) {
    return Error{where, "'" + *typed + "' is not allowed",
                 "a whole number, at least 1 and at most " + std::to_string(kMostStates)};
  }
  length = static_cast<double>(*parsed);
  return Ok{};
}

Status readWords(const SmoothOptions& options, SmoothPlan& plan) {
  if (options.initial) {
    if (*options.initial != "first-row") {
      return Error{"initial", "'" + *options.initial + "' is not known", "first-row"};
    }
    plan.first_is_initial = true;
  }
  if (options.header) {
    using Header = SeriesOptions::Header;
    if (*options.header == "auto") {
      plan.series.header = Header::kAuto;
    } else if (*options.header == "yes") {
      plan.series.header = Header::kYes;
    } else if (*options.header == "no") {
      plan.series.header = Header::kNo;
    } else {
      return Error{"header", "'" + *options.header + "' is not known", "auto, yes, no"};
    }
  }
  if (auto status = readLength(options.steps, "steps", plan.run.steps); !status) return status;
  return readLength(options.steps_per_epoch, "steps-per-epoch", plan.run.steps_per_epoch);
}

/// Tracks and edits as `train` would read them for a run of any length.
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
    return Error{"debias", "track " + track.label + " is of " + rule.id + ", which has no debias",
                 "debias=true at the tracks that have it"};
  }
  track.params.emplace("debias", 1.0);
  return Ok{};
}

/// Rules and edits that would write the average back; their actions would be refused as well, but
/// only when they come.
Status checkNoFeedback(const std::string& where, const ParamValues& values) {
  constexpr const char* kFeedback = "update_model_with_ema_every";
  const auto found = values.find(kFeedback);
  if (found == values.end() || found->second == 0.0) return Ok{};
  return Error{where + ": " + kFeedback, "there is no model to write into", "0"};
}

/// What belongs to series alone, and to files of tensors alone.
Status checkKind(const SmoothOptions& options, const SmoothPlan& plan) {
  const bool tensors = plan.output.ends_with(kTensorFile);
  if (!plan.ofCheckpoints()) {
    if (!tensors) return Ok{};
    return Error{"output", "a table or an array does not become tensors", "a CSV file, or -"};
  }
  if (!tensors) return Error{"output", "tensors do not become a table", "a .safetensors file"};
  if (!options.columns.empty() || options.header) {
    return Error{options.columns.empty() ? "header" : "column", "is for tables and arrays",
                 "ignore=PATTERN within a track leaves tensors as they begin"};
  }
  if (!plan.tracks.empty()) return Ok{};
  return Error{"track", "there is none", "at least one, such as --track main:schedule=uniform"};
}

}  // namespace

bool SmoothPlan::ofCheckpoints() const { return input.ends_with(kTensorFile); }

Result<SmoothPlan> planSmooth(const SmoothOptions& options) {
  SmoothPlan plan;
  plan.input = options.input;
  plan.output = options.output;
  plan.series.columns = options.columns;
  plan.series.allow_non_finite = options.skip_non_finite;
  if (auto status = readWords(options, plan); !status) return status.error();
  auto config = readTracksAndEdits(options);
  if (!config) return config.error();
  for (TrackSpec& track : config.value().tracks) {
    const ScheduleEntry& rule = *findRule(track.schedule);
    const std::string where = "track " + track.label;
    if (auto status = checkNoFeedback(where, track.params); !status) return status.error();
    if (options.debias && !track.params.contains("debias")) {
      if (auto status = addDebias(rule, track); !status) return status.error();
    }
    auto values = orderedValues(rule, track.params, where);
    if (!values) return values.error();
    if (auto status = checkRunLength(rule, *values, plan.run, where); !status) {
      return status.error();
    }
    plan.tracks.push_back({track.label, &rule, std::move(values).value(), track.selections});
  }
  for (const ScheduledEdit& edit : config->edits) {
    const std::string where = "set at step " + std::to_string(edit.step) + ": " + edit.track;
    if (auto status = checkNoFeedback(where, edit.values); !status) return status.error();
    const auto track = std::ranges::find(plan.tracks, edit.track, &BankTrack::label);
    plan.edits.push_back(
        {edit.step, static_cast<std::size_t>(track - plan.tracks.begin()), edit.values});
  }
  if (auto status = checkKind(options, plan); !status) return status.error();
  return plan;
}

}  // namespace emascope
