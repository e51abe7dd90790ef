// SPDX-License-Identifier: Apache-2.0
//
// Checkpoints on a real file system of 256 KiB that runs full: a tmpfs, mounted where only this
// program sees it.
#include "core/store/checkpoint_index.h"
#include "core/store/checkpoint_pins.h"
#include "tests/support/sealed_sample.h"
#include "tests/support/temporary_folder.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

bool write(const std::string& path, const std::string& text) {
  std::ofstream file(path);
  file << text;
  return file.flush().good();
}

/// Gives the program mounts of its own: as root, or in a user namespace, whose root it becomes.
bool takeMounts() {
  const std::string user = std::to_string(::geteuid());
  const std::string group = std::to_string(::getegid());
  if (::unshare(CLONE_NEWNS) == 0) return true;
  if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  return write("/proc/self/setgroups", "deny") && write("/proc/self/uid_map", "0 " + user + " 1") &&
         write("/proc/self/gid_map", "0 " + group + " 1");
}

bool mountSmallDisk(const std::string& folder) {
  return takeMounts() && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         ::mount("tmpfs", folder.c_str(), "tmpfs", 0, "size=256k") == 0;
}

/// Takes the file system away again, before its folder is removed.
struct Unmount {
  std::string folder;
  ~Unmount() { ::umount2(folder.c_str(), MNT_DETACH); }
};

/// About 60 KiB.
std::string bytesOfStep(std::int64_t step) {
  return sealedBytes({.text = "{}",
                      .tensors = {countedTensor("w", ScalarType::kU8, {60'000}, unsigned(step))}})
      .value();
}

TEST(CheckpointsOnAFullDisk, AreKeptAndGoOnWhenThereIsRoomAgain) {
  const TemporaryFolder folder;
  const std::string disk = folder / "";
  if (!mountSmallDisk(disk)) {
    GTEST_SKIP() << "a file system cannot be mounted here: " << std::strerror(errno);
  }
  const Unmount unmount{disk};
  CheckpointIndex index(disk);
  std::int64_t step = 0;
  Status status = Ok{};
  while (status && step < 100) {
    ++step;
    status = writeSealedFile(folder / checkpointName(step), bytesOfStep(step));
    if (status) index.add({.step = step, .name = checkpointName(step)});
  }
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message(),
              HasSubstr(checkpointName(step) + ": cannot be written: No space left on device"));
  ASSERT_EQ(step, 5);
  EXPECT_EQ(folder.files(), 4U);  // nothing of the fifth
  for (std::int64_t good = 1; good < step; ++good) {
    EXPECT_TRUE(verifySealedFile(folder / checkpointName(good)).ok()) << good;
  }
  EXPECT_EQ(newestGood(disk).value().file->step, 4);

  // A former file of the same name stays, too.
  EXPECT_FALSE(writeSealedFile(folder / checkpointName(2), bytesOfStep(9)).ok());
  EXPECT_EQ(TemporaryFolder::contents(folder / checkpointName(2)), bytesOfStep(2));

  // The rest of the room is taken byte by byte: then a pin cannot be written either.
  std::ofstream(folder / "rest") << std::string(256U << 10U, 'x');
  EXPECT_THAT(pinCheckpoint(disk, checkpointName(1)).error().message(),
              HasSubstr("pins.json: cannot be written: No space left on device"));
  EXPECT_EQ(isPinned(disk, checkpointName(1)).value(), false);

  // Removing takes no room, and gives some.
  EXPECT_THAT(index.prune().value().removed, testing::ElementsAre(checkpointName(1)));
  EXPECT_TRUE(pinCheckpoint(disk, checkpointName(2)).ok());
  EXPECT_EQ(::unlink((folder / "rest").c_str()), 0);
  EXPECT_TRUE(writeSealedFile(folder / checkpointName(5), bytesOfStep(5)).ok());
  EXPECT_EQ(newestGood(disk).value().file->step, 5);
}

}  // namespace
}  // namespace emascope
