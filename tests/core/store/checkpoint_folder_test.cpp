// SPDX-License-Identifier: Apache-2.0
//
// The checkpoints in a folder: their names, the newest that can be used, what is pinned, and what
// is removed.
#include "core/store/checkpoint_folder.h"

#include "core/store/checkpoint_index.h"
#include "core/store/checkpoint_pins.h"
#include "tests/support/sealed_sample.h"
#include "tests/support/temporary_folder.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>

namespace emascope {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

SealedContent contentOf(std::int64_t step) {
  return {.text = std::to_string(step),
          .tensors = {countedTensor("w", ScalarType::kF32, {4}, unsigned(step))}};
}

/// Writes the checkpoint of `step` and returns its name.
std::string put(const TemporaryFolder& folder, std::int64_t step) {
  std::string name = checkpointName(step);
  EXPECT_TRUE(writeSealedFile(folder / name, sealedBytes(contentOf(step)).value()).ok());
  return name;
}

void putFile(const TemporaryFolder& folder, const std::string& name, const std::string& text) {
  std::ofstream(folder / name) << text;
}

/// Changes the last byte of the file.
void damage(const std::string& path) {
  std::string bytes = TemporaryFolder::contents(path);
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  std::ofstream(path, std::ios::binary) << bytes;
}

std::vector<std::string> namesIn(const std::string& folder) {
  std::vector<std::string> names;
  const auto files = listCheckpoints(folder);
  for (const CheckpointFile& file : *files) names.push_back(file.name);
  return names;
}

std::vector<std::string> namesOf(const std::vector<RefusedCheckpoint>& refused) {
  std::vector<std::string> names;
  for (const RefusedCheckpoint& one : refused) names.push_back(one.name);
  return names;
}

TEST(CheckpointName, HasNineDigitsOrMore) {
  EXPECT_EQ(checkpointName(4200), "step-000004200.emascope");
  EXPECT_EQ(checkpointName(0), "step-000000000.emascope");
  EXPECT_EQ(checkpointName(1'234'567'890'123), "step-1234567890123.emascope");
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t step :
       {std::int64_t{0}, std::int64_t{999'999'999}, std::int64_t{1'000'000'000}, kMost}) {
    EXPECT_EQ(stepOfCheckpoint(checkpointName(step)), step);
  }
  for (const char* other :
       {"", "step-.emascope", "step-4200.emascope", "step-0000004200.emascope",
        "step--00004200.emascope", "step-+00004200.emascope", "step-00000420x.emascope",
        "step-000004200.emascope~", "xstep-000004200.emascope", "step-000004200",
        "step-99999999999999999999.emascope", "a/step-000004200.emascope", "pins.json"}) {
    EXPECT_EQ(stepOfCheckpoint(other), std::nullopt) << other;
  }
}

TEST(CheckpointFolder, ListsByStepAndNothingElse) {
  const TemporaryFolder folder;
  put(folder, 2'000'000'000);
  put(folder, 30);
  put(folder, 4);
  putFile(folder, "pins.json", "{}");
  putFile(folder, "step-5.emascope", "x");
  putFile(folder, ".emascope-0123456789abcdef.a1B2c3", "left by a killed writer");
  fs::create_directory(folder / checkpointName(7));
  EXPECT_THAT(namesIn(folder / ""),
              ElementsAre(checkpointName(4), checkpointName(30), checkpointName(2'000'000'000)));
  const CheckpointFile first = listCheckpoints(folder / "").value().front();
  EXPECT_EQ(first.step, 4);
  EXPECT_EQ(first.bytes, fs::file_size(folder / first.name));
  EXPECT_THAT(listCheckpoints(folder / "none").error().message(),
              HasSubstr("cannot be read: No such file or directory"));
}

TEST(CheckpointFolder, TheNewestThatVerifiesIsFoundAndTheOthersAreNamed) {
  const TemporaryFolder folder;
  EXPECT_FALSE(newestGood(folder / "").value().file.has_value());
  for (const std::int64_t step : {1, 2, 3, 4, 5}) put(folder, step);
  EXPECT_EQ(newestGood(folder / "").value().file->step, 5);
  damage(folder / checkpointName(5));
  damage(folder / checkpointName(1));
  fs::resize_file(folder / checkpointName(4), 20);
  const NewestCheckpoint newest = newestGood(folder / "").value();
  ASSERT_TRUE(newest.file.has_value());
  EXPECT_EQ(newest.file->name, checkpointName(3));
  EXPECT_EQ(newest.content, contentOf(3));
  EXPECT_THAT(namesOf(newest.refused), ElementsAre(checkpointName(5), checkpointName(4)));
  EXPECT_EQ(newest.refused[0].error.where, folder / checkpointName(5));
  EXPECT_THAT(newest.refused[0].error.message(), HasSubstr("is damaged: tensor 'w'"));
  EXPECT_THAT(newest.refused[1].error.message(), HasSubstr("truncated"));
  damage(folder / checkpointName(3));
  damage(folder / checkpointName(2));
  const NewestCheckpoint none = newestGood(folder / "").value();
  EXPECT_FALSE(none.file.has_value());
  EXPECT_EQ(none.refused.size(), 5U);
  EXPECT_FALSE(newestGood(folder / "none").ok());
}

TEST(CheckpointFolder, RemovesCheckpointsAndNothingElse) {
  const TemporaryFolder folder;
  const std::string one = put(folder, 1);
  const std::string kept = put(folder, 2);
  putFile(folder, "pins.json", "{}");
  const std::string outside = "../" + checkpointName(1);
  fs::create_directory(folder / checkpointName(3));
  const RemovedCheckpoints result = removeCheckpoints(
      folder / "", {one, "pins.json", outside, checkpointName(3), checkpointName(9)});
  EXPECT_THAT(result.removed, ElementsAre(one, checkpointName(9)));  // the latter was gone
  EXPECT_THAT(namesOf(result.failed), ElementsAre("pins.json", outside, checkpointName(3)));
  EXPECT_THAT(result.failed[0].error.message(),
              HasSubstr("is not a checkpoint; allowed: names like step-000004200.emascope"));
  EXPECT_THAT(result.failed[2].error.message(), HasSubstr("cannot be removed: Is a directory"));
  EXPECT_THAT(namesIn(folder / ""), ElementsAre(kept));
  EXPECT_TRUE(fs::exists(folder / "pins.json"));
}

TEST(CheckpointPins, ArePinnedAndUnpinned) {
  const TemporaryFolder folder;
  const std::string one = put(folder, 1);
  const std::string two = put(folder, 2);
  EXPECT_THAT(pinnedCheckpoints(folder / "").value(), IsEmpty());
  EXPECT_TRUE(pinCheckpoint(folder / "", two).ok());
  EXPECT_TRUE(pinCheckpoint(folder / "", one).ok());
  EXPECT_TRUE(pinCheckpoint(folder / "", one).ok());
  EXPECT_THAT(pinnedCheckpoints(folder / "").value(), ElementsAre(one, two));
  EXPECT_EQ(isPinned(folder / "", one).value(), true);
  fs::remove(folder / one);
  EXPECT_TRUE(unpinCheckpoint(folder / "", one).ok());
  EXPECT_TRUE(unpinCheckpoint(folder / "", one).ok());
  EXPECT_EQ(isPinned(folder / "", one).value(), false);
  EXPECT_EQ(folder.contents(folder / "pins.json"),
            "{\n  \"format_version\": 1,\n  \"pinned\": [\n    \"" + two + "\"\n  ]\n}\n");
}

TEST(CheckpointPins, OnlyCheckpointsThatExistArePinned) {
  const TemporaryFolder folder;
  EXPECT_THAT(pinCheckpoint(folder / "", "pins.json").error().message(),
              HasSubstr("is not a checkpoint"));
  EXPECT_THAT(pinCheckpoint(folder / "", checkpointName(1)).error().message(),
              HasSubstr("does not exist"));
  EXPECT_FALSE(unpinCheckpoint(folder / "", "../x").ok());
  EXPECT_EQ(folder.files(), 0U);
}

TEST(CheckpointPins, AWrongFileIsRefusedAndStaysAsItIs) {
  const TemporaryFolder folder;
  const std::string name = put(folder, 1);
  const auto why = [&](const std::string& text) {
    putFile(folder, "pins.json", text);
    EXPECT_FALSE(pinCheckpoint(folder / "", name).ok());
    EXPECT_FALSE(unpinCheckpoint(folder / "", name).ok());
    EXPECT_FALSE(isPinned(folder / "", name).ok());
    EXPECT_EQ(folder.contents(folder / "pins.json"), text);
    const auto names = pinnedCheckpoints(folder / "");
    return names ? "" : names.error().message();
  };
  EXPECT_THAT(why(""), HasSubstr("pins.json: is not JSON"));
  EXPECT_THAT(why("[]"), HasSubstr("pins.json"));
  EXPECT_THAT(why(R"({"format_version":2,"pinned":[]})"),
              HasSubstr("format_version: is 2, from a newer EMAscope; allowed: 1 to 1"));
  EXPECT_THAT(why(R"({"format_version":1})"), HasSubstr("pinned"));
  EXPECT_THAT(why(R"({"format_version":1,"pinned":["../../x"]})"), HasSubstr("has '../../x'"));
  EXPECT_THAT(why(R"({"format_version":1,"pinned":[7]})"), HasSubstr("pinned[0]"));
}

TEST(CheckpointPins, OfSeveralThreadsAreAllKept) {
  const TemporaryFolder folder;
  for (int i = 0; i < 8; ++i) put(folder, i);
  std::vector<std::thread> threads;
  threads.reserve(8);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back(
        [&folder, i] { EXPECT_TRUE(pinCheckpoint(folder / "", checkpointName(i)).ok()); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(pinnedCheckpoints(folder / "").value().size(), 8U);
}

TEST(CheckpointPins, OfSeveralProcessesAreAllKept) {
  constexpr int kProcesses = 3;
  constexpr int kEach = 8;
  const TemporaryFolder folder;
  for (int i = 0; i < kProcesses * kEach; ++i) put(folder, i);
  std::array<int, 2> gate = {};  // its end is the signal to begin
  ASSERT_EQ(::pipe(gate.data()), 0);
  std::vector<pid_t> children;
  for (int first = 0; first < kProcesses; ++first) {
    const pid_t child = ::fork();
    if (child != 0) {
      children.push_back(child);
      continue;
    }
    ::close(gate[1]);
    char byte = 0;
    bool pinned = ::read(gate[0], &byte, 1) == 0;
    for (int i = 0; i < kEach && pinned; ++i) {
      pinned = pinCheckpoint(folder / "", checkpointName(first + kProcesses * i)).ok();
    }
    ::_exit(pinned ? 0 : 1);
  }
  ::close(gate[1]);
  ::close(gate[0]);
  for (const pid_t child : children) {
    int status = -1;
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(pinnedCheckpoints(folder / "").value().size(), std::size_t{kProcesses * kEach});
}

/// The text is the step; the loss is 100 less the step.
Result<CheckpointFacts> readFacts(const std::string& text, const std::string& where) {
  if (text == "13") return Error{where, "has unknown contents", ""};
  return CheckpointFacts{.raw_loss = 100.0 - std::stod(text), .reason = "test"};
}

CheckpointFacts factsOf(std::int64_t step, double loss) {
  return {.step = step, .name = checkpointName(step), .raw_loss = loss, .reason = "test"};
}

TEST(CheckpointIndex, IsFilledFromTheFiles) {
  const TemporaryFolder folder;
  for (const std::int64_t step : {1, 2, 13, 20}) put(folder, step);
  damage(folder / checkpointName(2));
  ASSERT_TRUE(pinCheckpoint(folder / "", checkpointName(1)).ok());
  const std::string left = folder.file(".emascope-0123456789abcdef.a1B2c3", "killed");
  CheckpointIndex index(folder / "");
  index.add(factsOf(7, 0.0));  // forgotten
  const auto refused = index.fill(readFacts);
  ASSERT_TRUE(refused.ok());
  EXPECT_THAT(namesOf(*refused), ElementsAre(checkpointName(2), checkpointName(13)));
  ASSERT_EQ(index.all().size(), 4U);
  CheckpointFacts first = factsOf(1, 99.0);
  first.pinned = true;
  EXPECT_EQ(index.all()[0], first);
  EXPECT_FALSE(index.all()[1].good);
  EXPECT_FALSE(index.all()[2].good);
  EXPECT_EQ(index.all()[3], factsOf(20, 80.0));
  EXPECT_FALSE(fs::exists(left));
  EXPECT_FALSE(CheckpointIndex(folder / "none").fill(readFacts).ok());
}

TEST(CheckpointIndex, PrunesWhatTheRulesNameAndThePinsOfThen) {
  const TemporaryFolder folder;
  CheckpointIndex index(folder / "");
  for (const std::int64_t step : {6, 1, 2, 3, 4, 5}) {
    put(folder, step);
    index.add(factsOf(step, step == 2 ? 0.0 : 1.0));
  }
  ASSERT_TRUE(pinCheckpoint(folder / "", checkpointName(1)).ok());
  const auto pruned = index.prune();
  ASSERT_TRUE(pruned.ok());
  EXPECT_THAT(pruned->removed, ElementsAre(checkpointName(3)));
  EXPECT_THAT(pruned->failed, IsEmpty());
  EXPECT_THAT(namesIn(folder / ""),
              ElementsAre(checkpointName(1), checkpointName(2), checkpointName(4),
                          checkpointName(5), checkpointName(6)));
  EXPECT_EQ(index.all().size(), 5U);
  index.add(factsOf(6, -1.0));  // written again
  EXPECT_EQ(index.all().size(), 5U);
  EXPECT_EQ(index.all().back().raw_loss, -1.0);
}

TEST(CheckpointIndex, LeavesTwoThatVerifyWhateverHappenedToTheFiles) {
  const TemporaryFolder folder;
  CheckpointIndex index(folder / "");
  for (const std::int64_t step : {1, 2, 3, 4, 5, 6}) {
    put(folder, step);
    index.add(factsOf(step, 1.0));
  }
  damage(folder / checkpointName(6));
  damage(folder / checkpointName(5));
  fs::remove(folder / checkpointName(4));
  const auto pruned = index.prune(2);
  ASSERT_TRUE(pruned.ok());
  EXPECT_THAT(pruned->removed, ElementsAre(checkpointName(1)));
  EXPECT_THAT(namesOf(pruned->damaged), ElementsAre(checkpointName(6), checkpointName(5)));
  EXPECT_THAT(namesIn(folder / ""), ElementsAre(checkpointName(2), checkpointName(3),
                                                checkpointName(5), checkpointName(6)));
  EXPECT_TRUE(verifySealedFile(folder / checkpointName(2)).ok());
  EXPECT_TRUE(verifySealedFile(folder / checkpointName(3)).ok());
}

TEST(CheckpointIndex, PrunesNothingWithoutItsPins) {
  const TemporaryFolder folder;
  CheckpointIndex index(folder / "");
  for (const std::int64_t step : {1, 2, 3, 4, 5}) {
    put(folder, step);
    index.add(factsOf(step, 1.0));
  }
  putFile(folder, "pins.json", "{");
  EXPECT_FALSE(index.prune().ok());
  EXPECT_EQ(namesIn(folder / "").size(), 5U);
}

}  // namespace
}  // namespace emascope
