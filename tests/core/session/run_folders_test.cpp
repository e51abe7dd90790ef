// SPDX-License-Identifier: Apache-2.0
//
// The checkpoints of runs without a library, and which of them make room.
#include "core/session/checkpoint.h"
#include "core/session/checkpoint_places.h"
#include "core/store/checkpoint_folder.h"
#include "core/store/checkpoint_pins.h"
#include "tests/support/fake_run.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class RunFolders : public testing::Test {
 protected:
  /// Two checkpoints, the later of which was written for `reason`.
  std::string run(const std::string& name, const std::string& reason) {
    const std::string folder = folder_ / name;
    std::filesystem::create_directory(folder);
    for (const std::int64_t step : {100, 200}) {
      Checkpoint checkpoint;
      const event::Started started = fakeStarted(fakeCatalog());
      checkpoint.step = step;
      checkpoint.config = started.config;
      checkpoint.facts = started.facts;
      checkpoint.trainer.text = "{}";
      checkpoint.reason = step == 200 ? reason : "minutes";
      const auto bytes = sealedBytes(encodeCheckpoint(checkpoint));
      EXPECT_TRUE(bytes.ok());
      EXPECT_TRUE(writeSealedFile(checkpointPath(folder, checkpointName(step)), *bytes).ok());
      bytes_ += bytes->size();
      last_ = bytes->size();
    }
    return folder;
  }

  TemporaryFolder folder_;
  std::uint64_t bytes_ = 0;  ///< of all checkpoints
  std::uint64_t last_ = 0;   ///< of the last one
};

TEST_F(RunFolders, OfRunsThatEndedWellMakeRoomTheOldestFirst) {
  const std::string stopped = run("2026-11-01-0900-digits-aaaa", "stop");
  const std::string first = run("2026-11-02-0900-digits-bbbb", "end");
  const std::string pinned = run("2026-11-03-0900-digits-cccc", "end");
  ASSERT_TRUE(pinCheckpoint(pinned, checkpointName(100)).ok());
  const std::string second = run("2026-11-04-0900-digits-dddd", "end");
  const std::string other = run("my-own-folder", "end");
  const std::uint64_t counted = bytes_ / 5 * 4;  // without the folder of another name
  EXPECT_THAT(pruneRunFolders(folder_ / "", bytes_), IsEmpty());
  const auto gone = pruneRunFolders(folder_ / "", counted - 2 * last_ - last_ / 2);
  EXPECT_THAT(gone, testing::SizeIs(3));
  EXPECT_FALSE(std::filesystem::exists(first));
  EXPECT_EQ(listCheckpoints(second)->size(), 1U);
  EXPECT_THAT(pruneRunFolders(folder_ / "", 0),
              ElementsAre(checkpointPath(second, checkpointName(200))));
  for (const std::string& kept : {stopped, pinned, other}) {
    EXPECT_EQ(listCheckpoints(kept)->size(), 2U) << kept;
  }
}

TEST_F(RunFolders, WithoutCheckpointsAreRemovedWithTheirListOfPins) {
  const std::string folder = run("2026-11-02-0900-digits-bbbb", "end");
  ASSERT_TRUE(pinCheckpoint(folder, checkpointName(100)).ok());
  ASSERT_TRUE(unpinCheckpoint(folder, checkpointName(100)).ok());
  EXPECT_THAT(pruneRunFolders(folder_ / "", 0), testing::SizeIs(2));
  EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST_F(RunFolders, ThatAreNotThereAreNoTrouble) {
  EXPECT_THAT(pruneRunFolders(folder_ / "nowhere", 0), IsEmpty());
}

}  // namespace
}  // namespace emascope
