// SPDX-License-Identifier: Apache-2.0
//
// At least one message of every kind in the protocol, with all fields set.
#pragma once

#include "core/protocol/wire/codec.h"
#include "tests/support/fake_run.h"

#include <limits>
#include <utility>
#include <vector>

namespace emascope {

[[nodiscard]] inline Hello fullHello() {
  return {kProtocolMajor, kProtocolMinor, "emascope-engine 0.1.0", fakeCatalog()};
}

[[nodiscard]] inline std::vector<TrackAction> everyAction() {
  const TrackSpec track{"new", "constant", {{"beta", 0.9}}, {{"copy", "bn.*"}}};
  return {track_action::Add{track},
          track_action::Fork{"main", "copy"},
          track_action::Fork{"new", "new", track},
          track_action::Remove{"slow"},
          track_action::Promote{"slow"},
          track_action::Rename{"slow", "s"},
          track_action::FeedBack{"main", 0.5},
          track_action::UndoFeedBack{}};
}

[[nodiscard]] inline std::vector<Command> everyCommand() {
  RunConfig config = fakeCatalog().presets.front().config;
  config.seed = std::numeric_limits<std::uint64_t>::max();
  config.tracks.front().selections = {{"ignore", "bn.*"}};
  config.edits = {{2400, "main", {{"beta", 0.999}}, {}},
                  {10, "", {{"lr", 0.1}}, {}},
                  {.step = 20, .action = track_action::Remove{"slow"}}};
  config.snapshot_every = 25;
  config.syntheses = {{"wide", "sigma_rel", 0.2, 0}};
  config.scans = {{"main", {0.0, 0.5, 1.0}}};
  config.saves = {{"raw", "raw.safetensors"},
                  {"best.main", "best.safetensors"},
                  {"main", "mix.safetensors", 0.75}};
  config.planned_steps = 4000;
  config.resume_from = "run/checkpoints";
  config.checkpoints = {"run/checkpoints", 2.5, 40, 1000};
  config.user_task = {{"data", "wine.csv"}, {"ignore", "a\nb"}};
  config.training = {.optimizer = MethodSpec{"sgd", {{"momentum", 0.9}}},
                     .lr_schedule = MethodSpec{"cosine", {{"floor", 0.01}}},
                     .batch = 32,
                     .accumulate = 4,
                     .clip_norm = 1.5,
                     .clip_value = 0.25,
                     .precision = "bf16-mixed",
                     .epochs = 2.5,
                     .stop = EarlyStop{10, "main"}};
  std::vector<Command> commands = {
      command::Start{7, config},
      command::Pause{},
      command::Resume{},
      command::Advance{100},
      command::Stop{},
      command::SetParams{9, "main", {{"beta", 0.999}, {"power", 2.0 / 3.0}}, 2400},
      command::SetParams{10, "", {{"lr", 0.5}}, {}},
      command::SetParams{11, "like", {{"momentum_warmup", kNoneValue}}, {}},
      command::Synthesize{13, {"wide", "sigma_rel", 0.2, 400}},
      command::Scan{14, {"main", {-0.5, 2.0}}},
      command::Render{16, "main"},
      command::Render{17, "main", -0.25},
      command::Render{22, "wide:sigma_rel=0.2,step=400"},
      command::CompareSamples{18, "main", 0.75},
      command::MeasureDistances{19, "main"},
      command::ShowSamples{20, {0, 3, 2}},
      command::Extend{21, 500},
      command::Checkpoint{22, true},
      command::PinCheckpoint{23, 400, false},
      command::SetNote{24, {4503599627370497, 2400, "rate lowered"}},
      command::SetNote{25, {7, 0, "best so far", 0.875, true}},
      command::SetNote{26, {.id = 7}, true},
      command::Save{15, {"main", "main.safetensors"}},
      command::SetSpeed{200.0}};
  for (const TrackAction& action : everyAction()) {
    commands.emplace_back(command::EditTracks{11, action, 60});
  }
  commands.emplace_back(command::EditTracks{12, track_action::UndoFeedBack{}, {}});
  return commands;
}

/// Answers about single samples.
[[nodiscard]] inline std::vector<Event> everyComparison() {
  return {event::SamplesCompared{.request = 18,
                                 .step = 400,
                                 .of = "main",
                                 .share = 0.75,
                                 .work = 0.03125,
                                 .total = 20,
                                 .per_sample = 2,
                                 .samples = {0, 2, 4, 6, 8, 10, 12, 14, 16},
                                 .classes = {"cat", "dog"},
                                 .raw_right = {0x81, 0x01},
                                 .mix_right = {0xFF, 0x00},
                                 .truth = {0, 1, 0, 1, 0, 1, 0, 1, 0},
                                 .raw_top = {0, 0, 1, 0, 1, 0, 1, 1, 0},
                                 .mix_top = {0, 1, 0, 1, 0, 1, 0, 1, 1},
                                 .raw_given = {1.0F, 0.25F, 0.5F, 0, 0, 0, 0, 0.75F, 1},
                                 .mix_given = {1, 1, 1, 1, 1, 1, 1, 1, 0.125F}},
          event::SamplesCompared{.request = 18,
                                 .step = 400,
                                 .of = "main",
                                 .total = 2,
                                 .samples = {0, 1},
                                 .kind = event::SamplesCompared::Kind::kNumbers,
                                 .raw_loss = {0.5F, 0.25F},
                                 .mix_loss = {0.125F, 2},
                                 .raw_prediction = {-1, 2},
                                 .mix_prediction = {-2, 3},
                                 .truth_value = {-3, 4}},
          event::DistancesMeasured{
              19, 400, "main", {{"output.weight", 32, true, 4.0, 1.0, 0.25, 0.875}}, 0.5},
          event::SamplesShown{
              20, {0, 3}, "row", {2}, {1.5F, 2, -1, 0}, {"x", "y"}, {"cat", "dog"}, 0.25}};
}

[[nodiscard]] inline std::vector<Event> everyEvent() {
  Catalog catalog = fakeCatalog();
  catalog.models.front().notes = {"the arrays are read as channels-last"};
  catalog.models.front().files = {
      {"data", "/home/me/flowers.csv", 0, 5120, std::string(64, 'a'), ""},
      {"test-data", "/home/me/pictures", 12, 40960, std::string(64, 'b'), std::string(64, 'c')}};
  event::Started resumed = fakeStarted(catalog);
  resumed.from_step = 400;
  EvalPoint written_back = fakePoint(75, 3);
  written_back.feedbacks = 2;
  std::vector<Event> events = {
      fakeStarted(catalog),
      resumed,
      event::StateChanged{RunState::kPaused, 12, "3 steps diverged"},
      event::Evaluated{{fakePoint(25, 3), fakePoint(50, 3)}},
      event::Evaluated{{written_back}},
      event::Evaluated{},
      event::Progress{100, 0.5, 200.0, 0.7, 0.02, 0.24, 0.04, 0.001},
      event::Applied{9, 2400, "main", {{"beta", 0.98}}, {{"beta", 0.995}}},
      event::TracksChanged{11, 60, track_action::Rename{"fast", "quick"},
                           catalog.presets.front().config.tracks},
      event::Synthesized{
          13, {"wide", "sigma_rel", 0.2, 400}, {0.25, 0.9}, 0.01, 1.5, 40, "float16"},
      event::Scanned{14, 400, {"main", {0.0, 1.0}}, {{0.5, 0.8}, {0.25, 0.9}}, 0.0625},
      event::Rendered{
          16, 400, "main", {"curve", "The curve", {{"fitted", {2, 1}, {0.5F, -1.5F}}}, {"hello"}}},
      event::Rendered{17, 400, "main", {"curve", "The curve", {}, {}}, 0.5, 0.125},
      event::Extended{21, 400, 5500},
      event::CheckpointWritten{
          22, 400, "run/step-000000400.emascope", 8192, CheckpointReason::kEdit, true, {100, 200}},
      event::NoteChanged{24, {4503599627370497, 2400, "rate lowered"}},
      event::NoteChanged{25, {7, 0, "best so far", 0.875, true}},
      event::NoteChanged{26, {.id = 7}, true},
      event::Saved{15, 400, {"main", "main.safetensors"}, 4096},
      event::Tested{{{"raw", 400, {0.5, 0.75}}, {"best main", 300, {0.25, 0.875}}}},
      event::Rejected{9, {"track main: power", "0 is not allowed", "above 0 and at most 10"}},
      event::SkippedStep{103, "gradient", 2},
      event::Failed{event::FailureKind::kOutOfMemory, 77, "no memory"},
      event::Failed{event::FailureKind::kTimeLimit, 78, "the step takes too long"}};
  for (Event& comparison : everyComparison()) events.push_back(std::move(comparison));
  return events;
}

}  // namespace emascope
