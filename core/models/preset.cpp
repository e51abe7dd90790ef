// SPDX-License-Identifier: Apache-2.0
#include "core/models/preset.h"

#include "core/base/numbers.h"
#include "core/base/phrase.h"
#include "core/json/read_json.h"
#include "core/models/embedded_presets.h"
#include "core/protocol/spec/rate_schedules.h"
#include "core/rules/schedule.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {
namespace {

/// A number, or a string for parseNumber() ("2/3").
double number(const Fields& in, const char* key) {
  if (!in.isText(key)) return in.number(key);
  const auto parsed = parseNumber(in.text(key), in.where(key));
  if (!parsed) in.fail(parsed.error());
  return parsed ? *parsed : 0.0;
}

/// Like number(), but also the name of a choice, and null for an optional parameter.
double parameter(const ParamSpec& spec, const Fields& in) {
  if (spec.optional && in.isNull(spec.id)) return kNoneValue;
  if (!in.isText(spec.id)) return in.number(spec.id);
  const auto parsed = readValue(spec, in.text(spec.id), in.where(spec.id));
  if (!parsed) in.fail(parsed.error());
  return parsed ? *parsed : 0.0;
}

OptimizerSettings readOptimizer(const Fields& in) {
  MethodSpec spec{.kind = in.text("kind")};
  const MethodInfo* info = findMethod(optimizers(), spec.kind);
  if (info == nullptr) {
    in.fail(checkMethod(spec, optimizers(), in.where("kind")).error());
    return {};
  }
  std::vector<std::string_view> known = {"kind", "lr"};
  for (const ParamSpec& param : info->params) known.push_back(param.id);
  in.only(known);
  for (const ParamSpec& param : info->params) {
    if (in.has(param.id)) spec.params[param.id] = parameter(param, in);
  }
  if (const auto status = checkOptimizer(spec, in.where("")); !status) in.fail(status.error());
  return optimizerOf(spec, number(in, "lr"));
}

/// Everything except the epochs.
TrainingSpec readTraining(const Fields& in, const Preset& preset) {
  TrainingSpec training = plainTraining(methodOf(preset.optimizer), preset.batch);
  if (in.has("lr_schedule")) {
    auto schedule = readMethod(in.text("lr_schedule"), rateSchedules(), in.where("lr_schedule"));
    if (schedule) {
      training.lr_schedule = std::move(schedule).value();
    } else {
      in.fail(schedule.error());
    }
  }
  if (in.has("accumulate")) training.accumulate = in.integer("accumulate", 1);
  if (in.has("clip_norm")) training.clip_norm = number(in, "clip_norm");
  return training;
}

/// "SGD 0.1, momentum 0.9, weight decay 0.001, cosine, batch 32"
std::string describe(const Preset& preset) {
  const TrainingSpec& training = preset.info.config.training;
  std::string words = describe(preset.optimizer);
  if (training.lr_schedule->kind != "constant") {
    words += ", " + findMethod(rateSchedules(), training.lr_schedule->kind)->label;
  }
  words += ", batch " + std::to_string(preset.batch);
  if (*training.accumulate > 1) words += " x " + std::to_string(*training.accumulate);
  return words;
}

TrackSpec readTrack(const Fields& in) {
  in.only({"label", "schedule", "params"});
  TrackSpec track{.label = in.text("label"), .schedule = in.text("schedule")};
  const Fields params = in.map("params");
  const ScheduleEntry* rule = findRule(track.schedule);
  for (const std::string& id : params.keys()) {
    const auto index = rule ? paramIndex(*rule, id) : std::nullopt;
    track.params[id] = index ? parameter(rule->params[*index], params) : number(params, id.c_str());
  }
  return track;
}

struct PlacedPreset {
  std::int64_t place = 0;
  Preset preset = {};
};

PlacedPreset read(const Fields& in) {
  in.only({"place", "id", "title", "story", "model", "optimizer", "batch", "lr_schedule",
           "accumulate", "clip_norm", "steps", "eval_every", "speed", "tracks"});
  Preset preset;
  preset.optimizer = readOptimizer(in.map("optimizer"));
  preset.batch = in.integer("batch", 1);
  PresetInfo& info = preset.info;
  info.id = in.text("id");
  info.title = in.text("title");
  info.story = in.text("story");
  info.model = in.text("model");
  info.config.preset = info.id;
  info.config.steps = in.integer("steps", 1);
  info.config.eval_every = in.integer("eval_every", 1);
  info.config.speed = number(in, "speed");
  info.config.lr = preset.optimizer.lr;
  info.config.training = readTraining(in, preset);
  if (const auto status = checkTraining(info.config.training, info.config.steps); !status) {
    const Error& error = status.error();
    in.fail({in.where("") + ": " + error.where, error.why, error.allowed});
  }
  info.optimizer = describe(preset);
  in.list("tracks", [&](const Fields& track) { info.config.tracks.push_back(readTrack(track)); });
  return {in.integer("place", 1), std::move(preset)};
}

Result<PlacedPreset> parse(std::string_view text, std::string_view where) {
  PlacedPreset preset;
  const Status status =
      readJson(text, std::string(where), {}, [&](const Fields& in) { preset = read(in); });
  if (!status) return status.error();
  return preset;
}

}  // namespace

Result<Preset> parsePreset(std::string_view json, std::string_view where) {
  auto placed = parse(json, where);
  if (!placed) return placed.error();
  return std::move(placed).value().preset;
}

const std::vector<Preset>& presets() {
  static const std::vector<Preset> all = [] {
    std::vector<PlacedPreset> placed;
    for (const EmbeddedPreset& file : embeddedPresets()) {
      auto preset = parse(file.json, file.file);
      if (!preset) throw std::logic_error(preset.error().message());
      placed.push_back(std::move(preset).value());
    }
    std::sort(placed.begin(), placed.end(),
              [](const PlacedPreset& a, const PlacedPreset& b) { return a.place < b.place; });
    std::vector<Preset> sorted;
    for (PlacedPreset& entry : placed) sorted.push_back(std::move(entry.preset));
    return sorted;
  }();
  return all;
}

const Preset& ownPreset() {
  static const Preset preset = [] {
    Preset own{.optimizer = {.kind = OptimizerSettings::Kind::kAdam}, .batch = 32};
    own.info = {
        .id = kOwnPreset,
        .title = words("Your own data"),
        .story = words("A network sized to your data, trained with Adam. Change any setting."),
        .optimizer = describe(own.optimizer) + ", batch " + std::to_string(own.batch)};
    own.info.config = {.preset = kOwnPreset, .steps = 2000, .lr = own.optimizer.lr};
    own.info.config.tracks = {{.label = "main",
                               .schedule = "inverse-power",
                               .params = {{"beta", 0.99}, {"power", 2.0 / 3.0}}}};
    return own;
  }();
  return preset;
}

}  // namespace emascope
