// SPDX-License-Identifier: Apache-2.0
//
// Kept runs whose files, working directory or place have changed since.
#include "core/library/stored_run.h"
#include "tests/app/engine/runs/runs_fixture.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST_F(RunsTest, ARunWithCheckpointsElsewhereGoesOnFromAnotherWorkingDirectory) {
  std::filesystem::create_directory(path("there"));
  const Outcome first = shell("cd '" + path("there") +
                              "' && $ENGINE train --preset digits --steps 20 --eval-every 10 "
                              "--checkpoints elsewhere --library ../library");
  ASSERT_EQ(first.code, 0) << first.err;
  const Outcome rest = shell("cd '" + path("") + "' && $ENGINE train --resume " +
                             rows().front().folder + " --steps 30 --library library");
  EXPECT_EQ(rest.code, 0) << rest.err;
}

TEST_F(RunsTest, WhatGoesOnFromARunIsKeptInTheSameLibrary) {
  const RunRow first = kept({"--preset", "digits", "--steps", "20", "--eval-every", "10"});
  const std::string folder = pathOf(first);
  const std::string said =
      "goes on from step 20 of " + first.folder + "; kept in the library " + path("library");
  const std::vector<std::string> before = readStoredRun(folder)->checkpoints;
  for (const std::string& typed :
       {folder, folder + "/checkpoints", folder + "/checkpoints/step-000000020.emascope"}) {
    const Outcome rest = engine({"train", "--resume", typed, "--steps", "30"});
    EXPECT_EQ(rest.code, 0) << rest.err;
    EXPECT_THAT(rest.err, HasSubstr(said)) << typed;
  }
  const Outcome inside =
      shell("cd '" + folder + "/checkpoints' && $ENGINE train --resume . --steps 30");
  EXPECT_THAT(inside.err, HasSubstr(said));
  const std::string data = "XDG_DATA_HOME='" + path("") + "' ";
  std::filesystem::rename(path("library"), path("emascope"));
  const Outcome named = shell(data + "\"$ENGINE\" train --resume " + first.folder + " --steps 30");
  EXPECT_THAT(named.err, HasSubstr("; kept in the library " + path("emascope")));
  std::filesystem::rename(path("emascope"), path("library"));
  ASSERT_EQ(rows().size(), 6U);
  for (const RunRow& row : rows()) {
    if (row.id == first.id) continue;
    EXPECT_EQ(row.parent, first.id);
    EXPECT_EQ(row.step, 30);
    EXPECT_EQ(readStoredRun(pathOf(row))->checkpoints.back(), "step-000000030.emascope");
  }
  EXPECT_EQ(readStoredRun(folder)->checkpoints, before);
}

TEST_F(RunsTest, AnotherLibraryThatIsNamedKeepsWhatGoesOn) {
  const RunRow first = kept({"--preset", "digits", "--steps", "20", "--eval-every", "10"});
  const Outcome rest =
      engine({"train", "--resume", pathOf(first), "--steps", "30", "--library", path("another")});
  EXPECT_EQ(rest.code, 0) << rest.err;
  EXPECT_THAT(rest.err, HasSubstr("; kept in the library " + path("another")));
  EXPECT_EQ(rows().size(), 1U);
}

TEST_F(RunsTest, WhatGoesOnFromAFolderThatIsNoRunIsNotKept) {
  ASSERT_EQ(
      engine({"train", "--preset", "digits", "--steps", "20", "--checkpoints", path("own")}).code,
      0);
  const Outcome rest = engine({"train", "--resume", path("own"), "--steps", "30"});
  EXPECT_EQ(rest.code, 0) << rest.err;
  EXPECT_THAT(rest.err,
              HasSubstr("goes on from step 20 of " + path("own") + "; not kept in a library"));
}

TEST_F(RunsTest, ARunWithoutACheckpointSaysHowItIsMadeAgain) {
  const RunRow row = kept({"--preset", "digits", "--steps", "20", "--eval-every", "10"});
  const std::string folder = pathOf(row);
  std::filesystem::remove_all(folder + "/checkpoints");
  std::filesystem::create_directory(folder + "/checkpoints");
  for (const std::string& typed : {folder, folder + "/checkpoints", row.folder}) {
    const Outcome refused =
        engine({"train", "--resume", typed, "--steps", "30", "--library", path("library")});
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr("was ended before its first checkpoint; allowed: "
                                       "emascope-engine replay " +
                                       folder))
        << typed;
    EXPECT_THAT(refused.err, HasSubstr("the command in its run.json")) << typed;
  }
  EXPECT_EQ(rows().size(), 1U);
}

TEST_F(RunsTest, AReplayNamesTheDataThatHaveChangedFirst) {
  const auto write = [&](const char* first, int rows) {
    std::ofstream table(path("table.csv"), std::ios::binary);
    table << "a,b,kind\n" << first << ",1,x\n";
    for (int i = 1; i < rows; ++i)
      table << i * 0.25 << "," << i % 7 << ","
            << "xyz"[i % 3] << "\n";
  };
  write("0.5", 90);
  std::filesystem::create_directory(path("elsewhere"));
  const Outcome trained = shell("cd '" + path("") +
                                "' && $ENGINE train --data table.csv --steps 20 --eval-every 10 "
                                "--library library");
  ASSERT_EQ(trained.code, 0) << trained.err;
  const std::string again = "cd '" + path("elsewhere") + "' && $ENGINE replay " +
                            rows().front().folder + " --library ../library";
  Outcome outcome = shell(again);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "identical: 2 evaluations\n");
  EXPECT_EQ(outcome.err.find("note: the data"), std::string::npos) << outcome.err;
  write("9.5", 93);
  outcome = shell(again);
  EXPECT_EQ(outcome.code, 4) << outcome.err;
  EXPECT_THAT(outcome.err,
              HasSubstr("note: the data: --data " + path("table.csv") + " has changed: had "));
  EXPECT_THAT(outcome.err, HasSubstr(" training samples and there are "));
  EXPECT_THAT(outcome.out, StartsWith("differs at step 10"));
}

TEST_F(RunsTest, WhatIsInTheTrashIsRestoredFirstOrDeletedForGood) {
  const RunRow row = kept({"--preset", "digits", "--steps", "20", "--eval-every", "10"});
  ASSERT_EQ(runs({row.folder, "--delete"}).code, 0);
  const std::string folder = path("library/trash/" + row.folder);
  const std::string how = "'" + row.folder +
                          "' is in the trash; allowed: the run once emascope-engine runs " +
                          row.folder + " --restore has brought it back";
  for (const std::vector<std::string>& change : {std::vector<std::string>{"--rename", "x"},
                                                 {"--tag", "x"},
                                                 {"--note", "x"},
                                                 {"--pin"},
                                                 {"--delete"}}) {
    std::vector<std::string> words = {row.folder};
    words.insert(words.end(), change.begin(), change.end());
    const Outcome refused = runs(words);
    EXPECT_EQ(refused.code, 2);
    EXPECT_THAT(refused.err, HasSubstr(how)) << change.front();
  }
  for (const std::string& typed : {row.folder, folder, folder + "/checkpoints"}) {
    const Outcome resumed =
        engine({"train", "--resume", typed, "--steps", "30", "--library", path("library")});
    EXPECT_EQ(resumed.code, 2);
    EXPECT_THAT(resumed.err, HasSubstr(how)) << typed;
  }
  const Outcome inside =
      shell("cd '" + folder + "/checkpoints' && $ENGINE train --resume . --steps 30");
  EXPECT_EQ(inside.code, 2);
  EXPECT_THAT(inside.err, HasSubstr(how));
  const Outcome exported = engine({"export", row.folder, "--library", path("library"), "--format",
                                   "csv", "--output", path("run.csv")});
  EXPECT_EQ(exported.code, 2);
  EXPECT_THAT(exported.err, HasSubstr(how));
  EXPECT_EQ(runs({"--prune", "--to", "0"}).out, "checkpoints take 0 B; none is deleted\n");
  const Outcome emptied = runs({"--empty-trash"});
  EXPECT_EQ(emptied.code, 0) << emptied.err;
  EXPECT_THAT(emptied.out, StartsWith("1 run was deleted for good, which frees "));
  EXPECT_FALSE(std::filesystem::exists(folder));
  EXPECT_THAT(runs({"--empty-trash"}).out, StartsWith("0 runs were deleted for good"));
}

TEST_F(RunsTest, TheFolderEndsInTheFirstDigitsOfTheId) {
  const RunRow row = kept({"--preset", "digits", "--steps", "2"});
  EXPECT_EQ(row.folder.substr(row.folder.rfind('-') + 1), row.id.substr(0, 4));
}

TEST_F(RunsTest, CheckpointsThatWereAskedForAreAtTheirSteps) {
  std::vector<std::string> all;
  for (int step = 7; step <= 42; step += 7) {
    const std::string number = std::to_string(step);
    all.push_back("step-" + std::string(9 - number.size(), '0') + number + ".emascope");
  }
  const RunRow row = kept(
      {"--preset", "digits", "--steps", "42", "--eval-every", "100", "--checkpoint-every", "7"});
  const auto left = readStoredRun(pathOf(row))->checkpoints;  // the last three
  EXPECT_EQ(left, std::vector<std::string>(all.end() - 3, all.end()));
}

}  // namespace
}  // namespace emascope
