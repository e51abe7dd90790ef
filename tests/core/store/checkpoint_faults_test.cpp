// SPDX-License-Identifier: Apache-2.0
//
// Checkpoints, pins and removals on a disk that fails at any of its calls: what was there before
// can still be read, or what was written is complete, and the error has the system's reason.
#include "core/store/checkpoint_folder.h"
#include "core/store/checkpoint_pins.h"
#include "tests/support/every_fault.h"
#include "tests/support/sealed_sample.h"
#include "tests/support/temporary_folder.h"

#include <cstring>
#include <fstream>
#include <optional>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

TEST(CheckpointFaults, AWriteLeavesTheFormerFileOrTheNewOne) {
  const TemporaryFolder folder;
  const std::string path = folder / checkpointName(4200);
  const SealedContent later{.text = "{}",
                            .tensors = {countedTensor("w", ScalarType::kF32, {100, 100}, 0)}};
  const std::string former_bytes = sealedBytes(sealedSample()).value();
  const std::string later_bytes = sealedBytes(later).value();
  std::optional<Status> status;
  const int faults = forEveryFault(
      [&] {
        {
          const DiskFaults::Pause pause;
          status.reset();
          ASSERT_TRUE(writeSealedFile(path, former_bytes).ok());
        }
        status = writeSealedFile(path, later_bytes);
      },
      [&](const DiskFaults&, int error) {
        ASSERT_TRUE(status.has_value());
        const auto content = readSealedFile(path);
        ASSERT_TRUE(content.ok()) << content.error().message();
        if (status->ok()) {
          EXPECT_EQ(*content, later);
        } else {
          EXPECT_TRUE(*content == later || *content == sealedSample());
          EXPECT_THAT(status->error().message(), HasSubstr(std::strerror(error)));
        }
        // What a failing disk leaves is no checkpoint.
        EXPECT_EQ(listCheckpoints(folder / "").value().size(), 1U);
      });
  EXPECT_GE(faults, 100);
}

TEST(CheckpointFaults, AReadSaysWhyItFails) {
  const TemporaryFolder folder;
  const std::string path = folder / checkpointName(4200);
  ASSERT_TRUE(writeSealedFile(path, sealedBytes(sealedSample()).value()).ok());
  std::optional<Result<SealedContent>> read;
  std::optional<Result<SealedContent>> verified;
  const int faults = forEveryFault(
      [&] {
        read = readSealedFile(path);
        verified = verifySealedFile(path);
      },
      [&](const DiskFaults&, int error) {
        for (const auto& result : {read, verified}) {
          ASSERT_TRUE(result.has_value());
          if (result->ok()) continue;
          EXPECT_EQ(result->error().where, path);
          EXPECT_THAT(result->error().message(), HasSubstr(std::strerror(error)));
        }
        if (read->ok()) {
          EXPECT_EQ(read->value(), sealedSample());
        }
      });
  EXPECT_GE(faults, 50);
}

TEST(CheckpointFaults, APinIsSetOrIsNot) {
  const TemporaryFolder folder;
  const std::string name = checkpointName(4200);
  ASSERT_TRUE(writeSealedFile(folder / name, sealedBytes(sealedSample()).value()).ok());
  std::optional<Status> status;
  forEveryFault(
      [&] {
        {
          const DiskFaults::Pause pause;
          status.reset();
          ASSERT_TRUE(unpinCheckpoint(folder / "", name).ok());
        }
        status = pinCheckpoint(folder / "", name);
      },
      [&](const DiskFaults&, int error) {
        ASSERT_TRUE(status.has_value());
        const auto pinned = isPinned(folder / "", name);
        ASSERT_TRUE(pinned.ok()) << pinned.error().message();
        if (status->ok()) {
          EXPECT_TRUE(*pinned);
        } else {
          EXPECT_THAT(status->error().message(), HasSubstr(std::strerror(error)));
        }
      });
}

TEST(CheckpointFaults, ARemovalSaysWhatIsStillThere) {
  const TemporaryFolder folder;
  const std::vector<std::string> names = {checkpointName(1), checkpointName(2), checkpointName(3)};
  RemovedCheckpoints result;
  forEveryFault(
      [&] {
        {
          const DiskFaults::Pause pause;
          for (const std::string& name : names) std::ofstream(folder / name) << "x";
        }
        result = removeCheckpoints(folder / "", names);
      },
      [&](const DiskFaults&, int error) {
        EXPECT_EQ(result.removed.size() + result.failed.size(), names.size());
        EXPECT_EQ(listCheckpoints(folder / "").value().size(), result.failed.size());
        for (const RefusedCheckpoint& failed : result.failed) {
          EXPECT_EQ(failed.error.where, folder / failed.name);
          EXPECT_THAT(failed.error.message(), HasSubstr(std::strerror(error)));
        }
      });
}

}  // namespace
}  // namespace emascope
