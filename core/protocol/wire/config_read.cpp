// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/wire/config_read.h"

#include "core/base/overloaded.h"

#include <iterator>

namespace emascope {
namespace {

ParamValues valuesIfAny(const Fields& in, const char* key) {
  return in.has(key) ? readValues(in, key) : ParamValues();
}

void eachIfAny(const Fields& in, const char* key, const std::function<void(const Fields&)>& each) {
  if (in.has(key)) in.list(key, each);
}

MethodSpec readMethodSpec(const Fields& in) { return {in.text("id"), valuesIfAny(in, "params")}; }

TrainingSpec readTraining(const Fields& in) {
  TrainingSpec spec;
  if (in.has("optimizer")) spec.optimizer = readMethodSpec(in.map("optimizer"));
  if (in.has("lr_schedule")) spec.lr_schedule = readMethodSpec(in.map("lr_schedule"));
  if (in.has("batch")) spec.batch = in.integer("batch");
  if (in.has("accumulate")) spec.accumulate = in.integer("accumulate");
  if (in.has("clip_norm")) spec.clip_norm = in.number("clip_norm");
  if (in.has("clip_value")) spec.clip_value = in.number("clip_value");
  if (in.has("precision")) spec.precision = in.text("precision");
  if (in.has("epochs")) spec.epochs = in.number("epochs");
  if (in.has("stop")) {
    const Fields stop = in.map("stop");
    spec.stop = {stop.integer("patience"), stop.text("of")};
  }
  return spec;
}

}  // namespace

ParamValues readValues(const Fields& in, const char* key) {
  return in.numbersByKey(key, kNoneValue);
}

TrackSpec readTrack(const Fields& in) {
  TrackSpec track;
  track.label = in.text("label");
  track.schedule = in.text("schedule");
  track.params = valuesIfAny(in, "params");
  eachIfAny(in, "selections", [&](const Fields& selection) {
    track.selections.push_back({selection.text("key"), selection.text("pattern")});
  });
  return track;
}

TrackAction readAction(const Fields& in) {
  const TrackAction kinds[] = {track_action::Add{},         track_action::Fork{},
                               track_action::Remove{},      track_action::Promote{},
                               track_action::Rename{},      track_action::FeedBack{},
                               track_action::UndoFeedBack{}};
  static_assert(std::size(kinds) == kTrackActionCount);
  TrackAction action =
      kinds[in.choice("do", kTrackActionCount, [](int kind) { return trackActionText(kind); })];
  std::visit(Overloaded{[&](track_action::Add& add) { add.track = readTrack(in.map("track")); },
                        [&](track_action::Fork& fork) {
                          fork = {in.text("from"), in.text("label"), std::nullopt};
                          if (in.has("rule")) fork.rule = readTrack(in.map("rule"));
                        },
                        [&](track_action::Rename& rename) {
                          rename = {in.text("label"), in.text("to")};
                        },
                        [&](track_action::FeedBack& feedback) {
                          feedback = {in.text("label"), in.number("keep")};
                        },
                        [](track_action::UndoFeedBack&) {},
                        [&](auto& of_one) { of_one.label = in.text("label"); }},
             action);
  return action;
}

ScanSpec readScanSpec(const Fields& in) { return {in.text("track"), in.numbers("shares")}; }

SaveSpec readSaveSpec(const Fields& in) { return {in.text("of"), in.text("path"), readShare(in)}; }

double readShare(const Fields& in) { return in.has("share") ? in.number("share") : 1.0; }

SynthesisSpec readSynthesisSpec(const Fields& in) {
  return {in.text("label"), in.text("profile"), in.number("value"), in.integer("step")};
}

CheckpointSettings readCheckpoints(const Fields& in) {
  CheckpointSettings settings;
  settings.folder = in.text("folder");
  if (in.has("minutes")) settings.minutes = in.number("minutes");
  if (in.has("evaluations")) settings.evaluations = in.integer("evaluations");
  if (in.has("every")) settings.steps = in.integer("every");
  return settings;
}

ScheduledEdit readEdit(const Fields& in) {
  ScheduledEdit edit{in.integer("step"), "", valuesIfAny(in, "values"), {}};
  if (in.has("track")) edit.track = in.text("track");
  if (in.has("action")) edit.action = readAction(in.map("action"));
  return edit;
}

ChartNote readNote(const Fields& in) {
  ChartNote note{in.integer("id", 1, kMostNoteId), in.integer("step"), in.text("text")};
  if (in.has("line")) note.line = in.number("line");
  if (in.has("of_metric")) note.of_metric = in.flag("of_metric");
  return note;
}

std::vector<InputFile> readInputFiles(const Fields& in) {
  std::vector<InputFile> files;
  eachIfAny(in, "files", [&](const Fields& file) {
    files.push_back({file.text("option"), file.text("path"), file.integer("files", 0),
                     file.integer("bytes", 0), file.text("sha256"), file.text("times")});
  });
  return files;
}

ModelInfo readModel(const Fields& in) {
  return {in.text("id"),
          in.text("title"),
          in.text("network"),
          in.text("data"),
          in.integer("parameters", 0),
          in.integer("buffers", 0),
          in.integer("train_samples", 0),
          in.integer("validation_samples", 0),
          in.has("test_samples") ? std::optional(in.integer("test_samples", 0)) : std::nullopt,
          in.text("metric"),
          in.has("notes") ? in.texts("notes") : std::vector<std::string>{},
          readInputFiles(in)};
}

RunFacts readFacts(const Fields& in) {
  return {in.text("device"),         in.text("device_name"),   in.text("device_reason"),
          in.integer("threads"),     in.integer("parameters"), in.text("engine"),
          readModel(in.map("model"))};
}

RunConfig readConfig(const Fields& in) {
  RunConfig config;
  config.preset = in.text("preset");
  config.steps = in.integer("steps");
  config.seed = in.natural("seed");
  config.eval_every = in.integer("eval_every");
  config.device = in.text("device");
  config.threads = in.integer("threads");
  config.lr = in.number("lr");
  config.speed = in.number("speed");
  config.start_paused = in.flag("start_paused");
  config.pause_on_divergence = in.flag("pause_on_divergence");
  in.list("tracks", [&](const Fields& track) { config.tracks.push_back(readTrack(track)); });
  if (in.has("snapshot_every")) config.snapshot_every = in.integer("snapshot_every");
  if (in.has("snapshot_mib")) config.snapshot_mib = in.integer("snapshot_mib");
  eachIfAny(in, "syntheses", [&](const Fields& synthesis) {
    config.syntheses.push_back(readSynthesisSpec(synthesis));
  });
  if (in.has("training")) config.training = readTraining(in.map("training"));
  eachIfAny(in, "edits", [&](const Fields& edit) { config.edits.push_back(readEdit(edit)); });
  eachIfAny(in, "scans", [&](const Fields& scan) { config.scans.push_back(readScanSpec(scan)); });
  eachIfAny(in, "saves", [&](const Fields& save) { config.saves.push_back(readSaveSpec(save)); });
  if (in.has("resume_from")) config.resume_from = in.text("resume_from");
  if (in.has("planned_steps")) config.planned_steps = in.integer("planned_steps");
  if (in.has("checkpoints")) config.checkpoints = readCheckpoints(in.map("checkpoints"));
  if (in.has("user_task")) config.user_task = in.textsByKey("user_task");
  return config;
}

}  // namespace emascope
