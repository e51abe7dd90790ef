// SPDX-License-Identifier: Apache-2.0
#include "core/session/checkpoint_places.h"

#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <filesystem>
#include <set>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

TEST(NewRunFolder, NamesTheTimeAndThePresetAndIsNotThereYet) {
  const TemporaryFolder folder;
  const std::string root = folder / "a/b";
  const auto chosen = newRunFolder(root, "two-spirals", 1'800'000'000);
  ASSERT_TRUE(chosen.ok()) << chosen.error().message();
  ASSERT_EQ(chosen->substr(0, root.size() + 1), root + "/");
  EXPECT_THAT(chosen->substr(root.size() + 1),
              MatchesRegex("2027-01-1[4-6]-[0-9]{4}-two-spirals-[0-9a-f]{4}"));
  EXPECT_FALSE(std::filesystem::exists(*chosen));
  EXPECT_TRUE(std::filesystem::is_directory(root));
}

TEST(NewRunFolder, IsAnotherOneForEachRun) {
  const TemporaryFolder folder;
  std::set<std::string> all;
  for (int i = 0; i < 50; ++i) {
    const auto chosen = newRunFolder(folder / "root", "toy", 1'800'000'000);
    ASSERT_TRUE(chosen.ok());
    std::filesystem::create_directory(*chosen);
    EXPECT_TRUE(all.insert(*chosen).second);
  }
}

TEST(NewRunFolder, NeedsARootThatCanBeMade) {
  const TemporaryFolder folder;
  const std::string file = folder.file("file", "");
  const auto chosen = newRunFolder(file + "/root", "toy", 0);
  ASSERT_FALSE(chosen.ok());
  EXPECT_EQ(chosen.error().where, file + "/root");
}

TEST(DefaultCheckpointRoot, IsInTheFolderForData) {
  const char* const before = std::getenv("XDG_DATA_HOME");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("XDG_DATA_HOME", "/data", 1);
  EXPECT_EQ(defaultCheckpointRoot(), "/data/emascope/checkpoints");
  ::setenv("XDG_DATA_HOME", "relative", 1);
  EXPECT_THAT(defaultCheckpointRoot(), HasSubstr("/.local/share/emascope/checkpoints"));
  if (before == nullptr) {
    ::unsetenv("XDG_DATA_HOME");
  } else {
    ::setenv("XDG_DATA_HOME", kept.c_str(), 1);
  }
}

}  // namespace
}  // namespace emascope
