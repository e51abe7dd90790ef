// SPDX-License-Identifier: Apache-2.0
//
// Which files are one, and who may write them.
#include "core/base/output_plan.h"

#include "core/base/name_lock.h"
#include "core/base/output_path.h"
#include "tests/support/other_process.h"
#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace emascope {
namespace {

namespace fs = std::filesystem;

class OutputPlanTest : public testing::Test {
 protected:
  [[nodiscard]] std::string path(const std::string& name) const { return folder_ / name; }
  static void fill(const std::string& file) { std::ofstream(file) << "precious\n"; }
  /// What the plan of one input and one output says.
  [[nodiscard]] static std::string refusal(const std::string& input, const std::string& output) {
    OutputPlan plan;
    plan.reads("--labels", input);
    plan.writes("--csv", output);
    const Status status = plan.check();
    return status ? "" : status.error().message();
  }
  [[nodiscard]] static std::string refusalOfTwo(const std::string& a, const std::string& b) {
    OutputPlan plan;
    plan.writes("--save raw", a);
    plan.writes("--json", b);
    const Status status = plan.check();
    return status ? "" : status.error().message();
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(OutputPlanTest, AnInputIsNoOutputByAnyName) {
  const std::string input = path("table.tsv");
  fill(input);
  fs::create_symlink(input, path("link"));
  fs::create_hard_link(input, path("twin"));
  fs::create_directory(path("sub"));
  for (const std::string& output :
       {input, path("./table.tsv"), path("sub/../table.tsv"), path("link"), path("twin")}) {
    EXPECT_EQ(refusal(input, output), "--csv " + output + ": is the file that --labels " + input +
                                          " reads; allowed: another file");
  }
  EXPECT_EQ(refusal(path("link"), input).substr(0, 5), "--csv");
  EXPECT_EQ(refusal(input, path("other.tsv")), "");
}

TEST_F(OutputPlanTest, TwoOutputsAreTwoFilesAlsoIfNeitherExists) {
  fs::create_symlink(path("later"), path("dangling"));
  fs::create_directory(path("sub"));
  for (const std::string& other : {path("later"), path("dangling"), path("sub/../later")}) {
    EXPECT_EQ(refusalOfTwo(path("later"), other),
              "--json " + other + ": is the file that --save raw " + path("later") +
                  " also writes; allowed: a different file for each");
  }
  EXPECT_EQ(refusalOfTwo(path("later"), path("sub/later")), "");
}

TEST_F(OutputPlanTest, AFurtherOutputIsComparedWithAllOthersWhateverThoseAre) {
  fill(path("table.tsv"));
  OutputPlan plan;
  plan.reads("--data", path("table.tsv"));
  plan.writes("--csv", path("run.csv"));
  plan.writes("--json", path("run.csv"));  // a conflict of its own
  EXPECT_EQ(plan.checkFurther("export", path("./table.tsv")).error().message(),
            "export " + path("./table.tsv") + ": is the file that --data " + path("table.tsv") +
                " reads; allowed: another file");
  EXPECT_EQ(plan.checkFurther("export", path("run.csv")).error().message(),
            "export " + path("run.csv") + ": is the file that --csv " + path("run.csv") +
                " also writes; allowed: a different file for each");
  EXPECT_TRUE(plan.checkFurther("export", path("other.csv")).ok());
  EXPECT_TRUE(plan.checkFurther("export", "-").ok());
}

TEST_F(OutputPlanTest, AFilesStateChangesWithItAndNotWithItsName) {
  fill(path("a.csv"));
  const auto state = stateOf(path("a.csv"));
  ASSERT_TRUE(state.has_value());
  fs::rename(path("a.csv"), path("b.csv"));
  EXPECT_EQ(stateOf(path("b.csv")), state);
  EXPECT_EQ(stateOf(path("a.csv")), std::nullopt);
  std::ofstream(path("b.csv"), std::ios::app) << "more\n";
  EXPECT_NE(stateOf(path("b.csv")), state);
  fs::remove(path("b.csv"));
  std::ofstream(path("b.csv")) << "another\n";  // it may have the same number
  EXPECT_NE(stateOf(path("b.csv")), state);
  EXPECT_EQ(stateOf("/dev/null"), stateOf("/dev/null"));
}

TEST_F(OutputPlanTest, DevicesAreSharedAndWhatIsNotThereIsNoInput) {
  EXPECT_EQ(refusalOfTwo("/dev/null", "/dev/null"), "");
  EXPECT_EQ(refusal("/dev/null", "/dev/null"), "");
  EXPECT_EQ(refusal(path("mlp"), path("mlp")), "");  // a name of a model, not a file
}

TEST_F(OutputPlanTest, AFolderThatIsReadTakesNoFileThatCouldBeASample) {
  fs::create_directories(path("pictures/cat"));
  fill(path("pictures/cat/1.png"));
  EXPECT_NE(refusal(path("pictures"), path("pictures/cat/1.png")), "");
  EXPECT_NE(refusal(path("pictures"), path("pictures/new.bmp")), "");
  EXPECT_EQ(refusal(path("pictures"), path("pictures/run.csv")), "");
  EXPECT_EQ(refusal(path("pictures"), path("plot.png")), "");
}

TEST(OutputTarget, FollowsLinksToFilesThatDoNotExist) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "real");
  fs::create_symlink("real/file", folder / "a");
  fs::create_symlink("a", folder / "b");
  EXPECT_EQ(outputTarget(folder / "b").value(), fs::canonical(folder / "real") / "file");
  fs::create_symlink("round", folder / "round");
  EXPECT_NE(outputTarget(folder / "round").error().why.find("symbolic links"), std::string::npos);
}

TEST(OutputTarget, RefusesANameThatTheFileSystemDoesNotTake) {
  const TemporaryFolder folder;
  EXPECT_TRUE(outputTarget(folder / std::string(255, 'n')).ok());
  const auto refused = outputTarget(folder / std::string(256, 'n'));
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().why.find("too long"), std::string::npos);
}

TEST(NumberedPath, KeepsFolderAndEnding) {
  EXPECT_EQ(numberedPath("out.d/run.csv", 2), "out.d/run-2.csv");
  EXPECT_EQ(numberedPath("run", 13), "run-13");
}

TEST(NameLock, IsHeldByOneProcessAtATimeAndEndsWithIt) {
  const TemporaryFolder folder;
  const std::string file = folder / "weights.safetensors";
  OtherProcess other([&file] { return NameLock::take(file); });
  const auto refused = NameLock::take(folder / "./weights.safetensors");
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message().find("is being written by another run"), std::string::npos);
  EXPECT_TRUE(NameLock::take(folder / "other").ok());
  other.end();
  const auto ours = NameLock::take(file);
  ASSERT_TRUE(ours.ok());
  EXPECT_EQ(NameLock::take(file).value(), ours.value());  // shared within a process
}

TEST(NameLock, LeavesADeviceToAllRuns) {
  OtherProcess other([] { return NameLock::take("/dev/null"); });
  EXPECT_TRUE(NameLock::take("/dev/null").ok());
  other.end();
}

}  // namespace
}  // namespace emascope
