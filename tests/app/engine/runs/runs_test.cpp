// SPDX-License-Identifier: Apache-2.0
//
// Runs that the real engine keeps: with train --keep and serve --library, lists of them, and
// replays.
#include "core/library/journal.h"
#include "core/library/run_library.h"
#include "core/library/stored_run.h"
#include "core/protocol/wire/codec.h"
#include "tests/app/engine/runs/runs_fixture.h"
#include "tests/app/engine/serve/served_engine.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <thread>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST_F(RunsTest, ATrainedRunIsKeptAsItsCsvSays) {
  const RunRow row =
      kept({"--preset", "digits", "--steps", "60", "--eval-every", "10", "--csv", path("run.csv"),
            "--set", "31:main.beta=0.9", "--do", "41:fork wide=main"});
  EXPECT_EQ(row.state, StoredState::kFinished);
  EXPECT_EQ(row.task, "digits");
  const auto run = readStoredRun(pathOf(row));
  ASSERT_TRUE(run.ok()) << run.error().message();
  const auto columns = csv(path("run.csv"));
  ASSERT_EQ(run->record.points.size(), columns.at("step").size());
  for (std::size_t i = 0; i < run->record.points.size(); ++i) {
    EXPECT_EQ(std::to_string(run->record.points[i].step), columns.at("step")[i]);
    EXPECT_EQ(run->record.points[i].raw.loss, std::stod(columns.at("raw.val_loss")[i]));
  }
  EXPECT_EQ(run->record.changes.size(), 1U);
  EXPECT_EQ(run->record.track_changes.size(), 1U);
}

TEST_F(RunsTest, WhatGoesOnFromARunIsAnotherRun) {
  const std::vector<std::string> settings = {
      "--preset", "digits", "--steps", "40", "--eval-every", "10", "--checkpoint-every", "1"};
  const RunRow first = kept(settings);
  const auto checkpoints = [](const std::string& folder) {
    return readStoredRun(folder)->checkpoints;
  };
  const auto before = checkpoints(pathOf(first));
  ASSERT_FALSE(before.empty());
  const RunRow second = kept({"--resume", first.folder, "--steps", "60"});
  EXPECT_EQ(second.parent, first.id);
  EXPECT_EQ(second.parent_step, 40);
  EXPECT_EQ(second.step, 60);
  EXPECT_EQ(checkpoints(pathOf(first)), before);
  EXPECT_EQ(checkpoints(pathOf(second)).back(), "step-000000060.emascope");
}

TEST_F(RunsTest, ARunWithCheckpointsElsewhereGoesOnFromThem) {
  const RunRow first = kept({"--preset", "digits", "--steps", "40", "--eval-every", "10",
                             "--checkpoints", path("elsewhere")});
  const auto run = readStoredRun(pathOf(first));
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->checkpoint_folder, path("elsewhere"));
  EXPECT_EQ(run->checkpoints, std::vector<std::string>{"step-000000040.emascope"});
  for (const std::string& typed : {first.folder, pathOf(first) + "/checkpoints"}) {
    const RunRow second = kept({"--resume", typed, "--steps", "60"});
    EXPECT_EQ(second.step, 60);
  }
}

TEST_F(RunsTest, AReplayIsIdentical) {
  const RunRow row = kept({"--preset", "digits", "--steps", "60", "--eval-every", "10", "--set",
                           "31:main.beta=0.9", "--do", "41:feedback main,keep=0.5"});
  const Outcome outcome = replay(row.folder);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "identical: 6 evaluations\n");
}

TEST_F(RunsTest, AReplayOfAResumedRunIsIdentical) {
  const RunRow first = kept(
      {"--preset", "digits", "--steps", "40", "--eval-every", "10", "--set", "21:main.beta=0.9"});
  const RunRow second = kept({"--resume", first.folder, "--steps", "60", "--track",
                              "main:schedule=constant,beta=0.95", "--track",
                              "slow:schedule=constant,beta=0.999", "--set", "51:lr=0.01"});
  ASSERT_EQ(second.parent, first.id);
  const Outcome outcome = replay(second.folder);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "identical: 6 evaluations\n");
}

TEST_F(RunsTest, AReplayWithLiveEditsIsIdentical) {
  Engine served({"--library", path("library")});
  command::Start start;
  start.request = 5;
  start.config.preset = "two-spirals";
  start.config.steps = 300;
  start.config.eval_every = 10;
  start.config.device = "cpu";
  start.config.start_paused = true;
  start.config.tracks = {{.label = "main", .schedule = "constant"}};
  served.send(encode(Command(start)));
  ASSERT_TRUE(served.reader().nextOf<event::Started>()) << served.reader().problem();
  const auto waitFor = [&](RunState state) {
    while (const auto changed = served.reader().nextOf<event::StateChanged>()) {
      if (changed->state == state) return true;
    }
    return false;
  };
  served.send(encode(Command(command::Advance{50})));
  ASSERT_TRUE(waitFor(RunState::kRunning));
  ASSERT_TRUE(waitFor(RunState::kPaused)) << served.reader().problem();
  served.send(encode(Command(command::SetParams{7, "main", {{"beta", 0.9}}, {}})));
  served.send(encode(Command(command::SetParams{8, "", {{"lr", 0.01}}, {}})));
  served.send(encode(Command(command::EditTracks{9, track_action::Fork{"main", "copy"}, {}})));
  served.send(encode(Command(command::EditTracks{10, track_action::FeedBack{"main", 0.25}, {}})));
  served.send(encode(Command(command::SetParams{11, "copy", {{"beta", 0.999}}, {}})));
  served.send(encode(Command(command::Advance{77})));
  ASSERT_TRUE(waitFor(RunState::kRunning));
  ASSERT_TRUE(waitFor(RunState::kPaused)) << served.reader().problem();
  served.send(encode(Command(command::Stop{})));
  ASSERT_TRUE(waitFor(RunState::kFinished)) << served.reader().problem();
  served.endInput();
  EXPECT_EQ(served.exitCode(), 0);

  const RunRow row = rows().front();
  EXPECT_EQ(row.state, StoredState::kStopped);
  EXPECT_EQ(row.step, 127);
  const auto run = readStoredRun(pathOf(row));
  ASSERT_TRUE(run.ok());
  EXPECT_EQ(run->record.changes.size(), 3U);
  EXPECT_EQ(run->record.track_changes.size(), 2U);
  const Outcome outcome = replay(row.id);
  EXPECT_EQ(outcome.code, 0) << outcome.err << outcome.out;
  EXPECT_EQ(outcome.out,
            "identical: " + std::to_string(run->record.points.size()) + " evaluations\n");
}

TEST_F(RunsTest, AReplayNamesTheFirstNumberThatDiffers) {
  const RunRow row = kept({"--preset", "two-spirals", "--steps", "60", "--eval-every", "10"});
  auto run = readStoredRun(pathOf(row));
  ASSERT_TRUE(run.ok());
  // The same journal with another loss at step 30.
  std::string journal = journalHeader();
  const auto end = readJournal(pathOf(row) + "/events.emaj", [&](std::string_view payload) {
    auto message = decodeFromEngine(payload);
    ASSERT_TRUE(message.ok());
    auto& event = std::get<Event>(message.value());
    if (auto* evaluated = std::get_if<event::Evaluated>(&event)) {
      for (EvalPoint& point : evaluated->points) {
        if (point.step == 30) point.raw.loss += 1e-9;
      }
    }
    journal += journalFrames(encode(event));
  });
  ASSERT_TRUE(end.ok());
  std::ofstream(pathOf(row) + "/events.emaj", std::ios::binary) << journal;
  const Outcome outcome = replay(pathOf(row));
  EXPECT_EQ(outcome.code, 4);
  EXPECT_THAT(outcome.out, StartsWith("differs at step 30: raw.val_loss was "));
  EXPECT_THAT(outcome.out, HasSubstr("; 2 evaluations before it are identical"));
}

TEST_F(RunsTest, AKilledEngineLeavesARunThatCanBeReadAndReplayed) {
  {
    Engine served({"--library", path("library")});
    command::Start start;
    start.request = 5;
    start.config.preset = "two-spirals";
    start.config.steps = 100'000;
    start.config.eval_every = 10;
    start.config.speed = 500;
    start.config.device = "cpu";
    served.send(encode(Command(start)));
    for (int i = 0; i < 20; ++i) {
      ASSERT_TRUE(served.reader().nextOf<event::Evaluated>()) << served.reader().problem();
    }
    ::kill(served.process(), SIGKILL);
    EXPECT_EQ(served.exitCode(), -1);
  }
  const RunRow row = rows().front();
  EXPECT_EQ(row.state, StoredState::kInterrupted);
  const auto run = readStoredRun(pathOf(row));
  ASSERT_TRUE(run.ok()) << run.error().message();
  ASSERT_FALSE(run->record.points.empty());
  const Outcome outcome = replay(row.id);
  EXPECT_EQ(outcome.code, 0) << outcome.err << outcome.out;
  EXPECT_THAT(outcome.out, StartsWith("identical: "));
}

TEST_F(RunsTest, AnEngineWhoseWindowEndsEntersItsRunAsStopped) {
  Engine served({"--library", path("library")});
  command::Start start;
  start.request = 5;
  start.config.preset = "two-spirals";
  start.config.steps = 100'000;
  start.config.eval_every = 10;
  start.config.speed = 500;
  start.config.device = "cpu";
  served.send(encode(Command(start)));
  ASSERT_TRUE(served.reader().nextOf<event::Evaluated>()) << served.reader().problem();
  served.endInput();
  EXPECT_EQ(served.exitCode(), 0);
  const RunRow row = rows().front();
  EXPECT_EQ(row.state, StoredState::kStopped);
  EXPECT_EQ(readStoredRun(pathOf(row))->record.state_reason, kClosedReason);
}

TEST_F(RunsTest, EachSeedIsARun) {
  const RunRow latest = kept({"--seeds", "3..5", "--steps", "40", "--eval-every", "10"});
  EXPECT_EQ(latest.state, StoredState::kFinished);
  EXPECT_EQ(rows().size(), 3U);
}

TEST_F(RunsTest, ALongRunThatLeavesTheMemorySaysAndWritesTheSame) {
  const std::vector<std::string> settings = {"train",
                                             "--preset",
                                             "quadratic-bowl",
                                             "--steps",
                                             "24000",
                                             "--eval-every",
                                             "1",
                                             "--set",
                                             "9001:main.beta=0.9",
                                             "--do",
                                             "15001:fork wide=main",
                                             "--csv",
                                             path("run.csv")};
  const Outcome unkept = engine(settings);
  ASSERT_EQ(unkept.code, 0) << unkept.err;
  auto expected = csv(path("run.csv"));
  std::vector<std::string> words = settings;
  words.insert(words.end(), {"--library", path("library")});
  const Outcome outcome = engine(words);
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  const std::string said = "only some of the evaluations before step ";
  const std::size_t first = outcome.err.find(said);
  ASSERT_NE(first, std::string::npos) << outcome.err;
  EXPECT_EQ(outcome.err.find(said, first + 1), std::string::npos) << outcome.err;
  EXPECT_EQ(unkept.err.find(said), std::string::npos) << unkept.err;
  EXPECT_EQ(outcome.out, unkept.out);
  auto columns = csv(path("run.csv"));
  EXPECT_EQ(expected.erase("seconds") + columns.erase("seconds"), 2U);
  EXPECT_EQ(columns.at("step").size(), 24'000U);
  EXPECT_TRUE(columns == expected);
  const std::string folder = rows().front().folder;
  EXPECT_EQ(nlohmann::json::parse(runs({folder, "--json"}).out).at("evaluations"), 24'000);
}

TEST_F(RunsTest, ListsShowsAndChangesRuns) {
  const RunRow row = kept({"--preset", "two-spirals", "--steps", "100", "--eval-every", "10"});
  const Outcome list = runs({});
  EXPECT_EQ(list.code, 0) << list.err;
  EXPECT_THAT(list.out, HasSubstr(row.folder));
  EXPECT_THAT(list.out, HasSubstr("Two spirals"));  // as in the window
  EXPECT_THAT(list.out, HasSubstr("finished"));
  EXPECT_THAT(list.out, HasSubstr("100/100"));
  EXPECT_EQ(runs({row.folder, "--rename", "A title", "--tag", "one", "--tag", "two", "--untag",
                  "one", "--note", "Text", "--pin"})
                .code,
            0);
  const auto json = nlohmann::json::parse(runs({"--json"}).out).at(0);
  EXPECT_EQ(json.at("title"), "A title");
  EXPECT_EQ(json.at("tags"), nlohmann::json({"two"}));
  EXPECT_EQ(json.at("notes"), "Text");
  EXPECT_EQ(json.at("pinned"), true);
  EXPECT_EQ(json.at("best_raw"), *row.best_raw);
  const Outcome shown = runs({row.id.substr(0, 6)});
  EXPECT_THAT(shown.out, StartsWith("A title\n"));
  EXPECT_THAT(shown.out, HasSubstr("evaluations: 10\n"));
  EXPECT_THAT(shown.out, HasSubstr("options: --preset two-spirals"));
  const auto one = nlohmann::json::parse(runs({row.folder, "--json"}).out);
  EXPECT_EQ(one.at("settings").at("steps"), 100);
}

TEST_F(RunsTest, AnAverageThatIsHigherHasAMinusSign) {
  const RunRow row = kept({"--preset", "quadratic-bowl", "--steps", "200", "--eval-every", "10",
                           "--track", "main:schedule=constant,beta=0.9999"});
  ASSERT_GT(*row.best_average, *row.best_raw);
  EXPECT_THAT(runs({}).out, HasSubstr("  \u2212"));
  EXPECT_THAT(runs({row.folder}).out, HasSubstr(", main, lower by \u2212"));
}

TEST_F(RunsTest, DeletesRestoresAndRebuilds) {
  const RunRow row = kept({"--steps", "40", "--eval-every", "10"});
  EXPECT_EQ(runs({row.folder, "--delete"}).code, 0);
  EXPECT_EQ(runs({}).out, "no runs\n");
  EXPECT_THAT(runs({"--trash"}).out, HasSubstr(row.folder));
  EXPECT_EQ(runs({row.folder, "--restore"}).code, 0);
  EXPECT_EQ(runs({"--rebuild"}).out, "1 run\n");
  EXPECT_EQ(rows().front(), row);
}

TEST_F(RunsTest, PrunesCheckpointsAndSaysSoBefore) {
  const RunRow row = kept({"--steps", "40", "--eval-every", "10"});
  std::filesystem::remove_all(pathOf(row) + "/checkpoints");
  std::filesystem::create_directory(pathOf(row) + "/checkpoints");
  for (const char* step : {"10", "20", "30", "40"}) {
    std::ofstream(pathOf(row) + "/checkpoints/step-" + step + ".emascope")
        << std::string(1000, 'x');
  }
  const Outcome dry = runs({"--prune", "--to", "3kB", "--dry-run"});
  EXPECT_THAT(dry.out,
              StartsWith("checkpoints take 4 kB; 1 of them (1 kB) is deleted, which leaves 3 kB"));
  EXPECT_EQ(runs({"--prune", "--to", "3KB", "--dry-run"}).out, dry.out);
  EXPECT_EQ(readStoredRun(pathOf(row))->checkpoints.size(), 4U);
  EXPECT_EQ(runs({"--prune", "--to", "0"}).code, 0);
  EXPECT_EQ(readStoredRun(pathOf(row))->checkpoints.size(), 2U);
}

TEST_F(RunsTest, RefusesWhatCannotBeMeant) {
  const auto refusal = [this](const std::vector<std::string>& options) {
    const Outcome outcome = runs(options);
    EXPECT_EQ(outcome.code, 2) << outcome.out;
    return outcome.err;
  };
  std::filesystem::create_directory(path("library"));
  EXPECT_THAT(refusal({"nothing"}), HasSubstr("run: 'nothing' is not in the library"));
  EXPECT_THAT(refusal({"--pin"}), HasSubstr("run: none is given"));
  EXPECT_THAT(refusal({"--to", "3GB"}), HasSubstr("--to: belongs to --prune"));
  EXPECT_THAT(refusal({"--prune", "--to", "many"}), HasSubstr("--to: 'many' is not a size"));
  EXPECT_THAT(refusal({"x", "--rebuild"}), HasSubstr("about all runs"));
  EXPECT_THAT(refusal({"x", "--delete", "--restore"}),
              HasSubstr("--delete, --restore and changes of titles, tags and notes"));
  EXPECT_THAT(refusal({"--trash", "--empty-trash"}), HasSubstr("one of these options at a time"));
  EXPECT_THAT(refusal({"x", "--rename", ""}), HasSubstr("--rename: the title is empty"));
  EXPECT_EQ(replay("nothing").code, 2);
}

TEST_F(RunsTest, ALibraryThatIsNotThereIsRefusedAndNotMade) {
  const std::vector<std::vector<std::string>> commands = {
      {"runs"},
      {"runs", "--trash"},
      {"runs", "--rebuild"},
      {"runs", "--prune"},
      {"runs", "some"},
      {"runs", "some", "--delete"},
      {"replay", "some"},
      {"export", "some", "--format", "csv", "--output", path("out.csv")}};
  for (std::vector<std::string> words : commands) {
    words.insert(words.end(), {"--library", path("library")});
    const Outcome outcome = engine(words);
    EXPECT_EQ(outcome.code, 2) << outcome.out;
    EXPECT_THAT(outcome.err,
                HasSubstr(path("library") + ": does not exist; allowed: the folder of a library"));
    EXPECT_FALSE(std::filesystem::exists(path("library"))) << testing::PrintToString(words);
  }
}

TEST_F(RunsTest, TheOwnLibraryThatIsNotThereYetIsEmptyAndNotMade) {
  const auto own = [this](const std::string& words) {
    return shell("XDG_DATA_HOME='" + path("data") + "' \"$ENGINE\" " + words);
  };
  for (const auto& [words, said] :
       {std::pair("runs", "no runs\n"), std::pair("runs --trash", "no runs\n")}) {
    const Outcome outcome = own(words);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.out, said);
  }
  EXPECT_TRUE(nlohmann::json::parse(own("runs --json").out).empty());
  EXPECT_EQ(own("replay some").code, 2);
  EXPECT_FALSE(std::filesystem::exists(path("data")));
}

TEST_F(RunsTest, ALibraryThatCannotBeMadeIsSaidOnceAndTheRunGoesOn) {
  std::ofstream(path("library")) << "a file";
  const Outcome outcome = engine({"train", "--steps", "100", "--eval-every", "10", "--csv",
                                  path("run.csv"), "--library", path("library")});
  EXPECT_EQ(outcome.code, 4);
  const std::string said = "the run is not kept: ";
  const std::size_t first = outcome.err.find(said);
  ASSERT_NE(first, std::string::npos) << outcome.err;
  EXPECT_EQ(outcome.err.find(said, first + 1), std::string::npos);
  EXPECT_EQ(csv(path("run.csv")).at("step").size(), 10U);
}

}  // namespace
}  // namespace emascope
