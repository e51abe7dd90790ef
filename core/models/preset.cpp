// SPDX-License-Identifier: Apache-2.0
#include "core/models/preset.h"

#include "core/base/numbers.h"
#include "core/models/embedded_presets.h"
#include "core/protocol/spec/rate_schedules.h"
#include "core/rules/schedule.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using nlohmann::json;

/// Thrown within this file only; parsePreset() returns its error.
struct Fault {
  Error error;
};

[[noreturn]] void refuse(const std::string& where, std::string why, std::string allowed) {
  throw Fault{{where, std::move(why), std::move(allowed)}};
}

void checkKeys(const json& object, const std::vector<std::string_view>& known,
               const std::string& where) {
  std::string allowed;
  for (const std::string_view key : known)
    allowed += (allowed.empty() ? "" : ", ") + std::string(key);
  if (!object.is_object()) refuse(where, "is not an object", "an object with " + allowed);
  for (const auto& [key, value] : object.items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      refuse(where, "'" + key + "' is not known", allowed);
    }
  }
}

const json& member(const json& object, const char* key, const std::string& where) {
  const auto found = object.find(key);
  if (found == object.end()) refuse(where + ": " + key, "is missing", "");
  return *found;
}

std::string text(const json& object, const char* key, const std::string& where) {
  const json& value = member(object, key, where);
  if (!value.is_string()) refuse(where + ": " + key, "is not a string", "a string");
  return value.get<std::string>();
}

/// A JSON number, or a string for parseNumber() ("2/3").
double number(const json& value, const std::string& where) {
  if (value.is_number()) return value.get<double>();
  if (!value.is_string()) refuse(where, "is not a number", "a number, or a string such as \"2/3\"");
  const auto parsed = parseNumber(value.get<std::string>(), where);
  if (!parsed) throw Fault{parsed.error()};
  return *parsed;
}

/// Like number(), but also accepts the name of a choice.
double parameter(const ParamSpec& spec, const json& value, const std::string& where) {
  if (value.is_null() && spec.optional) return kNoneValue;
  if (!value.is_string()) return number(value, where + ": " + spec.id);
  const auto read = readValue(spec, value.get<std::string>(), where + ": " + spec.id);
  if (!read) throw Fault{read.error()};
  return *read;
}

std::int64_t count(const json& object, const char* key, const std::string& where) {
  const json& value = member(object, key, where);
  if (!value.is_number_integer() || value.get<std::int64_t>() < 1) {
    refuse(where + ": " + key, "is not a count", "a whole number, at least 1");
  }
  return value.get<std::int64_t>();
}

OptimizerSettings readOptimizer(const json& object, const std::string& where) {
  if (!object.is_object()) refuse(where, "is not an object", "an object with kind and lr");
  MethodSpec spec{.kind = text(object, "kind", where)};
  const MethodInfo* info = findMethod(optimizers(), spec.kind);
  if (info == nullptr) throw Fault{checkMethod(spec, optimizers(), where + ": kind").error()};
  std::vector<std::string_view> known = {"kind", "lr"};
  for (const ParamSpec& param : info->params) known.push_back(param.id);
  checkKeys(object, known, where);
  for (const ParamSpec& param : info->params) {
    const auto found = object.find(param.id);
    if (found != object.end()) spec.params[param.id] = parameter(param, *found, where);
  }
  if (const auto status = checkOptimizer(spec, where); !status) throw Fault{status.error()};
  return optimizerOf(spec, number(member(object, "lr", where), where + ": lr"));
}

/// Everything except the epochs.
TrainingSpec readTraining(const json& object, const Preset& preset, const std::string& where) {
  TrainingSpec training = plainTraining(methodOf(preset.optimizer), preset.batch);
  if (object.contains("lr_schedule")) {
    auto schedule =
        readMethod(text(object, "lr_schedule", where), rateSchedules(), where + ": lr_schedule");
    if (!schedule) throw Fault{schedule.error()};
    training.lr_schedule = std::move(schedule).value();
  }
  if (object.contains("accumulate")) training.accumulate = count(object, "accumulate", where);
  if (object.contains("clip_norm")) {
    training.clip_norm = number(object["clip_norm"], where + ": clip_norm");
  }
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

TrackSpec readTrack(const json& object, const std::string& where) {
  checkKeys(object, {"label", "schedule", "params"}, where);
  TrackSpec track;
  track.label = text(object, "label", where);
  track.schedule = text(object, "schedule", where);
  const json& params = member(object, "params", where);
  if (!params.is_object()) refuse(where + ": params", "is not an object", "values by name");
  const ScheduleEntry* rule = findRule(track.schedule);
  for (const auto& [id, value] : params.items()) {
    const auto index = rule ? paramIndex(*rule, id) : std::nullopt;
    track.params[id] =
        index ? parameter(rule->params[*index], value, where) : number(value, where + ": " + id);
  }
  return track;
}

struct PlacedPreset {
  std::int64_t place = 0;
  Preset preset = {};
};

PlacedPreset read(const json& object, const std::string& where) {
  checkKeys(object,
            {"place", "id", "title", "story", "model", "optimizer", "batch", "lr_schedule",
             "accumulate", "clip_norm", "steps", "eval_every", "speed", "tracks"},
            where);
  Preset preset;
  preset.optimizer = readOptimizer(member(object, "optimizer", where), where + ": optimizer");
  preset.batch = count(object, "batch", where);
  PresetInfo& info = preset.info;
  info.id = text(object, "id", where);
  info.title = text(object, "title", where);
  info.story = text(object, "story", where);
  info.model = text(object, "model", where);
  info.config.preset = info.id;
  info.config.steps = count(object, "steps", where);
  info.config.eval_every = count(object, "eval_every", where);
  info.config.speed = number(member(object, "speed", where), where + ": speed");
  info.config.lr = preset.optimizer.lr;
  info.config.training = readTraining(object, preset, where);
  if (const auto status = checkTraining(info.config.training, info.config.steps); !status) {
    throw Fault{{where + ": " + status.error().where, status.error().why, status.error().allowed}};
  }
  info.optimizer = describe(preset);
  const json& tracks = member(object, "tracks", where);
  if (!tracks.is_array()) refuse(where + ": tracks", "is not a list", "a list of tracks");
  for (const json& track : tracks) {
    const std::string place = " " + std::to_string(info.config.tracks.size() + 1);
    info.config.tracks.push_back(readTrack(track, where + ": track" + place));
  }
  return {count(object, "place", where), std::move(preset)};
}

Result<PlacedPreset> parse(std::string_view text, std::string_view where) {
  const json object = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (object.is_discarded()) return Error{std::string(where), "is not JSON", ""};
  try {
    return read(object, std::string(where));
  } catch (const Fault& fault) {
    return fault.error;
  }
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
    own.info = {.id = kOwnPreset,
                .title = "Your own data",
                .story = "A network sized to your data, trained with Adam. Change any setting.",
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
