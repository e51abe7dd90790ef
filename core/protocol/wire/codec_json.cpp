// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/wire/codec_json.h"

#include "core/base/overloaded.h"

namespace emascope {
namespace {

template <typename T>
nlohmann::json list(const std::vector<T>& items) {
  auto array = nlohmann::json::array();
  for (const T& item : items) array.push_back(toJson(item));
  return array;
}

nlohmann::json toJson(const MethodSpec& spec) {
  return {{"id", spec.kind}, {"params", emascope::toJson(spec.params)}};
}

}  // namespace

std::string_view scaleText(ParamSpec::Scale scale) {
  switch (scale) {
    case ParamSpec::Scale::kLinear:
      return "linear";
    case ParamSpec::Scale::kLog:
      return "log";
    case ParamSpec::Scale::kOneMinusLog:
      return "one-minus-log";
  }
  return "";
}

std::string_view resultKindText(event::SamplesCompared::Kind kind) {
  switch (kind) {
    case event::SamplesCompared::Kind::kClasses:
      return "classes";
    case event::SamplesCompared::Kind::kNumbers:
      return "numbers";
  }
  return "";
}

std::string_view failureId(event::FailureKind kind) {
  switch (kind) {
    case event::FailureKind::kInput:
      return "input";
    case event::FailureKind::kOutOfMemory:
      return "out-of-memory";
    case event::FailureKind::kDevice:
      return "device";
    case event::FailureKind::kDiverged:
      return "diverged";
    case event::FailureKind::kTimeLimit:
      return "time-limit";
    case event::FailureKind::kInternal:
      return "internal";
  }
  return "";
}

nlohmann::json toJson(const ParamValues& values) {
  auto object = nlohmann::json::object();
  for (const auto& [id, value] : values) {
    object[id] = isNone(value) ? nlohmann::json(nullptr) : nlohmann::json(value);
  }
  return object;
}

nlohmann::json toJson(const ParamSpec& spec) {
  return {
      {"id", spec.id},
      {"label", spec.label},
      {"tip", spec.tip},
      {"min", spec.min},
      {"max", spec.max},
      {"min_open", spec.min_open},
      {"initial", isNone(spec.initial) ? nlohmann::json(nullptr) : nlohmann::json(spec.initial)},
      {"scale", scaleText(spec.scale)},
      {"whole", spec.whole},
      {"advanced", spec.advanced},
      {"slider_min", spec.slider_min},
      {"slider_max", spec.slider_max},
      {"choices", spec.choices},
      {"optional", spec.optional}};
}

nlohmann::json toJson(const TrackSpec& track) {
  auto selections = nlohmann::json::array();
  for (const NameSelection& selection : track.selections) {
    selections.push_back({{"key", selection.key}, {"pattern", selection.pattern}});
  }
  return {{"label", track.label},
          {"schedule", track.schedule},
          {"params", toJson(track.params)},
          {"selections", selections}};
}

nlohmann::json toJson(const std::vector<TrackSpec>& tracks) { return list(tracks); }

nlohmann::json toJson(const TrackAction& action) {
  nlohmann::json map = std::visit(
      Overloaded{[](const track_action::Add& add) -> nlohmann::json {
                   return {{"track", toJson(add.track)}};
                 },
                 [](const track_action::Fork& fork) -> nlohmann::json {
                   nlohmann::json forked = {{"from", fork.from}, {"label", fork.label}};
                   if (fork.rule) forked["rule"] = toJson(*fork.rule);
                   return forked;
                 },
                 [](const track_action::Rename& rename) -> nlohmann::json {
                   return {{"label", rename.label}, {"to", rename.to}};
                 },
                 [](const track_action::FeedBack& feedback) -> nlohmann::json {
                   return {{"label", feedback.label}, {"keep", feedback.keep}};
                 },
                 [](const track_action::UndoFeedBack&) { return nlohmann::json::object(); },
                 [](const auto& of_one) -> nlohmann::json {
                   return {{"label", of_one.label}};
                 }},
      action);
  map["do"] = trackActionText(action);
  return map;
}

nlohmann::json toJson(const SynthesisSpec& spec) {
  return {
      {"label", spec.label}, {"profile", spec.profile}, {"value", spec.value}, {"step", spec.step}};
}

nlohmann::json toJson(const TrainingSpec& spec) {
  auto map = nlohmann::json::object();
  if (spec.optimizer) map["optimizer"] = toJson(*spec.optimizer);
  if (spec.lr_schedule) map["lr_schedule"] = toJson(*spec.lr_schedule);
  if (spec.batch) map["batch"] = *spec.batch;
  if (spec.accumulate) map["accumulate"] = *spec.accumulate;
  if (spec.clip_norm) map["clip_norm"] = *spec.clip_norm;
  if (spec.clip_value) map["clip_value"] = *spec.clip_value;
  if (spec.precision) map["precision"] = *spec.precision;
  if (spec.epochs) map["epochs"] = *spec.epochs;
  if (spec.stop) map["stop"] = {{"patience", spec.stop->patience}, {"of", spec.stop->of}};
  return map;
}

nlohmann::json toJson(const ScanSpec& spec) {
  return {{"track", spec.track}, {"shares", spec.shares}};
}

nlohmann::json toJson(const SaveSpec& spec) {
  return {{"of", spec.of}, {"path", spec.path}, {"share", spec.share}};
}

nlohmann::json toJson(const event::Scanned& scanned) {
  auto vals = nlohmann::json::array();
  for (const Evaluation& val : scanned.vals) {
    vals.push_back({{"loss", val.loss}, {"metric", val.metric}});
  }
  nlohmann::json map = {{"kind", "scanned"},
                        {"request", scanned.request},
                        {"step", scanned.step},
                        {"spec", toJson(scanned.spec)},
                        {"vals", vals}};
  if (scanned.work > 0.0) map["work"] = scanned.work;
  return map;
}

nlohmann::json toJson(const event::Saved& saved) {
  return {{"kind", "saved"},
          {"request", saved.request},
          {"step", saved.step},
          {"spec", toJson(saved.spec)},
          {"bytes", saved.bytes}};
}

nlohmann::json toJson(const event::Tested& tested) {
  auto weights = nlohmann::json::array();
  for (const event::TestedWeights& one : tested.weights) {
    weights.push_back(
        {{"of", one.of}, {"step", one.step}, {"loss", one.val.loss}, {"metric", one.val.metric}});
  }
  return {{"kind", "tested"}, {"weights", weights}};
}

nlohmann::json toJson(const event::CheckpointWritten& written) {
  nlohmann::json map = {
      {"kind", "checkpoint_written"}, {"request", written.request},
      {"step", written.step},         {"path", written.path},
      {"bytes", written.bytes},       {"reason", checkpointReasonId(written.reason)},
      {"pinned", written.pinned}};
  if (!written.removed.empty()) map["removed"] = written.removed;
  return map;
}

nlohmann::json toJson(const ChartNote& note) {
  nlohmann::json map = {{"id", note.id}, {"step", note.step}, {"text", note.text}};
  if (note.line) map["line"] = *note.line;
  if (note.of_metric) map["of_metric"] = true;
  return map;
}

nlohmann::json toJson(const CheckpointSettings& settings) {
  return {{"folder", settings.folder},
          {"minutes", settings.minutes},
          {"evaluations", settings.evaluations},
          {"every", settings.steps}};
}

nlohmann::json toJson(const ScheduledEdit& edit) {
  nlohmann::json map = {
      {"step", edit.step}, {"track", edit.track}, {"values", toJson(edit.values)}};
  if (edit.action) map["action"] = toJson(*edit.action);
  return map;
}

nlohmann::json toJson(const RunConfig& config) {
  auto edits = nlohmann::json::array();
  for (const ScheduledEdit& edit : config.edits) edits.push_back(toJson(edit));
  nlohmann::json map = {{"preset", config.preset},
                        {"steps", config.steps},
                        {"seed", config.seed},
                        {"eval_every", config.eval_every},
                        {"device", config.device},
                        {"threads", config.threads},
                        {"lr", config.lr},
                        {"speed", config.speed},
                        {"start_paused", config.start_paused},
                        {"pause_on_divergence", config.pause_on_divergence},
                        {"tracks", list(config.tracks)},
                        {"edits", edits},
                        {"snapshot_every", config.snapshot_every},
                        {"snapshot_mib", config.snapshot_mib},
                        {"syntheses", list(config.syntheses)},
                        {"scans", list(config.scans)},
                        {"saves", list(config.saves)},
                        {"user_task", config.user_task},
                        {"training", toJson(config.training)},
                        {"planned_steps", config.planned_steps}};
  if (!config.resume_from.empty()) map["resume_from"] = config.resume_from;
  if (config.checkpoints != CheckpointSettings{}) map["checkpoints"] = toJson(config.checkpoints);
  return map;
}

nlohmann::json toJson(const RunFacts& facts) {
  return {{"device", facts.device},
          {"device_name", facts.device_name},
          {"device_reason", facts.device_reason},
          {"threads", facts.threads},
          {"parameters", facts.parameters},
          {"engine", facts.engine},
          {"model", toJson(facts.model)}};
}

nlohmann::json toJson(const PresetInfo& preset) {
  return {
      {"id", preset.id},       {"title", preset.title},         {"story", preset.story},
      {"model", preset.model}, {"optimizer", preset.optimizer}, {"config", toJson(preset.config)}};
}

nlohmann::json toJson(const ModelInfo& model) {
  nlohmann::json map = {{"id", model.id},
                        {"title", model.title},
                        {"network", model.network},
                        {"data", model.data},
                        {"parameters", model.parameters},
                        {"buffers", model.buffers},
                        {"train_samples", model.train_samples},
                        {"validation_samples", model.validation_samples},
                        {"metric", model.metric}};
  if (model.test_samples) map["test_samples"] = *model.test_samples;
  if (!model.notes.empty()) map["notes"] = model.notes;
  if (model.files.empty()) return map;
  auto files = nlohmann::json::array();
  for (const InputFile& file : model.files) {
    files.push_back({{"option", file.option},
                     {"path", file.path},
                     {"files", file.files},
                     {"bytes", file.bytes},
                     {"sha256", file.sha256},
                     {"times", file.times}});
  }
  map["files"] = std::move(files);
  return map;
}

nlohmann::json toJson(const ScheduleInfo& schedule) {
  return {{"id", schedule.id},
          {"label", schedule.label},
          {"formula", schedule.formula},
          {"source", schedule.source},
          {"library", schedule.library},
          {"checked", schedule.checked},
          {"caution", schedule.caution},
          {"name_keys", schedule.name_keys},
          {"params", list(schedule.params)}};
}

nlohmann::json toJson(const DeviceInfo& device) {
  return {{"id", device.id},
          {"name", device.name},
          {"usable", device.usable},
          {"reason", device.reason}};
}

nlohmann::json toJson(const Catalog& catalog) {
  return {{"presets", list(catalog.presets)},     {"models", list(catalog.models)},
          {"schedules", list(catalog.schedules)}, {"run_params", list(catalog.run_params)},
          {"devices", list(catalog.devices)},     {"own", toJson(catalog.own)},
          {"commands", catalog.commands}};
}

}  // namespace emascope
