// SPDX-License-Identifier: Apache-2.0
#include "core/models/user_task/task_files.h"

#include "core/base/sha256.h"
#include "tests/support/temporary_folder.h"

#include <chrono>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(InputFiles, OfMoreThan16MibAreHashedToTheLastByte) {
  const TemporaryFolder folder;
  std::string bytes(std::size_t{20} << 20U, 'a');
  const UserTaskOptions task = {{"data", folder.file("big.npy", bytes)}};
  const auto before = inputFilesOf(task);
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before[0].option, "data");
  EXPECT_EQ(before[0].bytes, std::int64_t{20} << 20);
  EXPECT_EQ(before[0].sha256, sha256(bytes));
  bytes[bytes.size() - 5000] = 'b';
  static_cast<void>(folder.file("big.npy", bytes));
  const auto after = inputFilesOf(task);
  const auto changes = changedInputs(before, after);
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_THAT(changes[0].text,
              AllOf(HasSubstr("--data " + folder / "big.npy"), HasSubstr("20971520 bytes"),
                    HasSubstr(before[0].sha256), HasSubstr(after[0].sha256)));
  EXPECT_FALSE(changes[0].times_only);
}

TEST(InputFiles, OfAFolderAreItsPicturesByNameSizeAndContent) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "cats");
  static_cast<void>(folder.file("cats/1.png", "one"));
  static_cast<void>(folder.file("cats/2.png", "two"));
  const UserTaskOptions task = {{"data", folder / ""}};
  const auto before = inputFilesOf(task);
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before[0].files, 2);
  EXPECT_EQ(before[0].bytes, 6);
  static_cast<void>(folder.file("cats/README.txt", "no picture"));
  EXPECT_EQ(inputFilesOf(task), before);
  static_cast<void>(folder.file("cats/2.png", "owt"));
  EXPECT_EQ(changedInputs(before, inputFilesOf(task)).size(), 1U);
}

/// An index of two shards, as the weights of a task.
UserTaskOptions shardedTask(const TemporaryFolder& folder) {
  static_cast<void>(folder.file("1.safetensors", "one"));
  static_cast<void>(folder.file("2.safetensors", "two"));
  return {
      {"weights",
       folder.file("w.json", R"({"weight_map": {"a": "1.safetensors", "b": "2.safetensors"}})")}};
}

TEST(InputFiles, OfShardedWeightsAreTheIndexAndItsShards) {
  const TemporaryFolder folder;
  const UserTaskOptions task = shardedTask(folder);
  const auto before = inputFilesOf(task);
  ASSERT_EQ(before.size(), 1U);
  EXPECT_EQ(before[0].path, folder / "w.json");
  EXPECT_EQ(before[0].files, 3);
  static_cast<void>(folder.file("2.safetensors", "owt"));
  const auto changes = changedInputs(before, inputFilesOf(task));
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_FALSE(changes[0].times_only);
}

TEST(InputFiles, OfALargeFolderAreKnownByNameSizeAndTime) {
  const TemporaryFolder folder;
  const std::string picture = folder.file("1.png", "one");
  const UserTaskOptions task = {{"data", folder / ""}};
  const auto before = inputFilesOf(task, /*most_hashed=*/2);
  namespace fs = std::filesystem;
  fs::last_write_time(picture, fs::last_write_time(picture) - std::chrono::hours(1));
  const auto touched = changedInputs(before, inputFilesOf(task, 2));
  ASSERT_EQ(touched.size(), 1U);
  EXPECT_TRUE(touched[0].times_only);
  static_cast<void>(folder.file("2.png", "another"));
  const auto more = changedInputs(before, inputFilesOf(task, 2));
  ASSERT_EQ(more.size(), 1U);
  EXPECT_FALSE(more[0].times_only);
  EXPECT_THAT(more[0].text,
              AllOf(HasSubstr("had 1 file of 3 bytes"), HasSubstr("has 2 files of 10 bytes")));
}

TEST(InputFiles, ThatAreNotThereOrNamesOfNetworksAreLeftOut) {
  EXPECT_THAT(inputFilesOf({{"data", "/nowhere/flowers.csv"}, {"model", "mlp"}}), IsEmpty());
}

TEST(InputFiles, AreNamedFromTheRoot) {
  const UserTaskOptions typed = {
      {"data", "./flowers.csv"}, {"model", "mlp"}, {"labels", "/a/l.csv"}, {"target", "kind.csv"}};
  UserTaskOptions whole = typed;
  whole["data"] = std::filesystem::current_path() / "flowers.csv";
  EXPECT_EQ(withAbsoluteFiles(typed), whole);
  EXPECT_EQ(withAbsoluteFiles({{"data", "../flowers.csv"}}).at("data"),
            std::filesystem::canonical("..") / "flowers.csv");
  EXPECT_EQ(withAbsoluteFiles({{"model", "net.json"}}).at("model"),
            std::filesystem::current_path() / "net.json");
}

TEST(DataChanges, AreFilesAndNumbersOfSamples) {
  ModelInfo then{.train_samples = 10, .validation_samples = 4};
  ModelInfo now{.train_samples = 11, .validation_samples = 4};
  then.files = {{"data", "/a.csv", 0, 100, "aa", ""}};
  now.files = {{"data", "/b.csv", 0, 101, "bb", ""}};
  EXPECT_THAT(dataChanges(then, now),
              testing::ElementsAre("--data /b.csv has changed: /a.csv had 100 bytes, SHA-256 aa, "
                                   "and /b.csv has 101 bytes, SHA-256 bb",
                                   "there were 10 training samples and there are 11"));
  EXPECT_THAT(dataChanges(then, then), IsEmpty());
  then.files.clear();  // of a run by an earlier version
  now.train_samples = 10;
  EXPECT_THAT(dataChanges(then, now), IsEmpty());
}

}  // namespace
}  // namespace emascope
