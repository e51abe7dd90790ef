// SPDX-License-Identifier: Apache-2.0
#include "core/session/checkpoint_writer.h"

#include "core/store/checkpoint_folder.h"
#include "tests/support/fake_run.h"
#include "tests/support/temporary_folder.h"

#include <future>
#include <mutex>
#include <new>
#include <vector>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Checkpoint checkpointOf(std::int64_t step) {
  const event::Started started = fakeStarted(fakeCatalog());
  Checkpoint checkpoint;
  checkpoint.step = step;
  checkpoint.config = started.config;
  checkpoint.facts = started.facts;
  checkpoint.trainer.text = "{}";
  checkpoint.raw_loss = 0.5;
  checkpoint.reason = "steps";
  return checkpoint;
}

TEST(CheckpointWriter, WritesAFileThatVerifiesAndSaysSo) {
  const TemporaryFolder folder;
  std::vector<CheckpointOutcome> outcomes;
  {
    CheckpointWriter writer([&](const CheckpointOutcome& outcome) { outcomes.push_back(outcome); });
    EXPECT_FALSE(writer.put(checkpointOf(7), folder / "new/run"));
    writer.wait();
    ASSERT_EQ(outcomes.size(), 1U);
  }
  const CheckpointOutcome& outcome = outcomes.front();
  ASSERT_TRUE(outcome.status) << outcome.status.error().message();
  EXPECT_EQ(outcome.path, folder / "new/run/step-000000007.emascope");
  EXPECT_EQ(outcome.facts.name, "step-000000007.emascope");
  EXPECT_EQ(outcome.facts.raw_loss, 0.5);
  const auto newest = newestGood(folder / "new/run");
  ASSERT_TRUE(newest && newest->file);
  EXPECT_EQ(newest->file->step, 7);
  EXPECT_EQ(static_cast<std::int64_t>(newest->file->bytes), outcome.bytes);
  EXPECT_EQ(decodeCheckpoint(newest->content, "file").value().reason, "steps");
}

TEST(CheckpointWriter, OfThoseThatWaitTheNewestIsWritten) {
  std::promise<void> begun;
  std::promise<void> go_on;
  std::vector<std::int64_t> written;
  bool first = true;
  const auto write = [&](const std::string&, std::string_view) -> Status {
    if (std::exchange(first, false)) {
      begun.set_value();
      go_on.get_future().wait();
    }
    return Ok{};
  };
  const TemporaryFolder folder;
  CheckpointWriter writer(
      [&](const CheckpointOutcome& outcome) { written.push_back(outcome.step); }, write);
  EXPECT_FALSE(writer.put(checkpointOf(1), folder / "run"));
  begun.get_future().wait();  // it is being written
  EXPECT_FALSE(writer.put(checkpointOf(2), folder / "run"));
  EXPECT_EQ(writer.put(checkpointOf(3), folder / "run"), 2);
  EXPECT_EQ(writer.put(checkpointOf(4), folder / "run"), 3);
  go_on.set_value();
  writer.wait();
  EXPECT_THAT(written, ElementsAre(1, 4));
}

TEST(CheckpointWriter, WritesWhatWaitsBeforeItEnds) {
  std::vector<std::int64_t> written;
  const TemporaryFolder folder;
  {
    CheckpointWriter writer(
        [&](const CheckpointOutcome& outcome) { written.push_back(outcome.step); },
        [](const std::string&, std::string_view) -> Status { return Ok{}; });
    writer.put(checkpointOf(1), folder / "run");
  }
  EXPECT_THAT(written, ElementsAre(1));
}

TEST(CheckpointWriter, ReturnsErrorsAndGoesOn) {
  std::vector<CheckpointOutcome> outcomes;
  int calls = 0;
  const TemporaryFolder folder;
  CheckpointWriter writer([&](const CheckpointOutcome& outcome) { outcomes.push_back(outcome); },
                          [&](const std::string& path, std::string_view) -> Status {
                            if (++calls == 1) return Error{path, "the disk is full", ""};
                            return Ok{};
                          });
  writer.put(checkpointOf(1), folder / "run");
  writer.wait();
  writer.put(checkpointOf(2), folder / "run");
  writer.wait();
  ASSERT_EQ(outcomes.size(), 2U);
  EXPECT_THAT(outcomes[0].status.error().message(), HasSubstr("the disk is full"));
  EXPECT_EQ(outcomes[0].bytes, 0);
  EXPECT_TRUE(outcomes[1].status);
}

TEST(CheckpointWriter, AFolderThatCannotBeMadeIsAnError) {
  std::vector<CheckpointOutcome> outcomes;
  CheckpointWriter writer([&](const CheckpointOutcome& outcome) { outcomes.push_back(outcome); });
  writer.put(checkpointOf(1), "/proc/none/run");
  writer.wait();
  ASSERT_EQ(outcomes.size(), 1U);
  EXPECT_THAT(outcomes[0].status.error().message(), HasSubstr("/proc/none/run"));
}

TEST(CheckpointWriter, AFolderWhoseNameIsTooLongIsAnError) {
  std::vector<CheckpointOutcome> outcomes;
  const TemporaryFolder folder;
  CheckpointWriter writer([&](const CheckpointOutcome& outcome) { outcomes.push_back(outcome); });
  writer.put(checkpointOf(1), folder / std::string(300, 'x'));
  writer.wait();
  ASSERT_EQ(outcomes.size(), 1U);
  EXPECT_THAT(outcomes[0].status.error().message(), HasSubstr("name too long"));
}

TEST(CheckpointWriter, WithoutMemoryIsAnError) {
  std::vector<CheckpointOutcome> outcomes;
  const TemporaryFolder folder;
  CheckpointWriter writer(
      [&](const CheckpointOutcome& outcome) { outcomes.push_back(outcome); },
      [](const std::string&, std::string_view) -> Status { throw std::bad_alloc(); });
  writer.put(checkpointOf(1), folder / "run");
  writer.wait();
  ASSERT_EQ(outcomes.size(), 1U);
  EXPECT_FALSE(outcomes[0].status);
}

}  // namespace
}  // namespace emascope
