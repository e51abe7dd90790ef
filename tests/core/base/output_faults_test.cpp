// SPDX-License-Identifier: Apache-2.0
//
// A file that is replaced with verification, on a disk that fails at any of its calls: the former
// file stays, or the new one is complete, and the error says which call failed.
#include "core/base/output_file.h"
#include "tests/support/every_fault.h"
#include "tests/support/temporary_folder.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>

#include <gmock/gmock.h>

namespace emascope {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(ReplaceFileVerified, ReadsBackBeforeTheFileHasItsName) {
  const TemporaryFolder folder;
  const std::string path = folder.file("run.bin", "old");
  DiskFaults no_faults({.kind = DiskFault::Kind::kShortWrites, .most = 1000});
  ASSERT_TRUE(replaceFileVerified(path, "new").ok());
  std::vector<std::string> order;
  for (const std::string& call : no_faults.calls()) {
    if (call == "write" || call == "fsync" || call == "rename") order.push_back(call);
    if (call == "read" && (order.empty() || order.back() != "read")) order.push_back(call);
  }
  // The first read is of the mask in /proc/self/status.
  if (order.size() > 1 && order[1] == "read") order.erase(order.begin() + 1);
  EXPECT_THAT(order, ElementsAre("write", "fsync", "read", "rename", "fsync"));
  EXPECT_EQ(TemporaryFolder::contents(path), "new");
}

TEST(ReplaceFileVerified, EveryFaultLeavesTheFormerFileOrTheNewOne) {
  const TemporaryFolder folder;
  const std::string path = folder / "run.bin";
  const std::string former = "former";
  const std::string later(100'000, 'n');
  std::optional<Status> status;
  int refused = 0;
  const int faults = forEveryFault(
      [&] {
        {
          const DiskFaults::Pause pause;
          status.reset();
          ASSERT_TRUE(replaceFileVerified(path, former).ok());
          ASSERT_EQ(folder.files(), 1U);  // also nothing that the last attempt left
        }
        status = replaceFileVerified(path, later);
      },
      [&](const DiskFaults& struck, int error) {
        const std::string now = TemporaryFolder::contents(path);
        ASSERT_TRUE(status.has_value());
        if (status->ok()) {
          EXPECT_EQ(now, later);
          return;
        }
        ++refused;
        if (error == EINTR) {  // these two cannot be interrupted, says POSIX; others are repeated
          EXPECT_THAT(struck.struck().front(), AnyOf("linkat", "rename"));
        }
        EXPECT_THAT(status->error().message(), HasSubstr(std::strerror(error)));
        EXPECT_THAT(status->error().where, HasSubstr(folder / ""));
        if (now == later) {  // only the folder was left to be synced
          EXPECT_THAT(struck.struck().front(), AnyOf("fsync", "close"));
          EXPECT_NE(status->error().where, path);
        } else {
          EXPECT_EQ(now, former);
        }
        if (struck.struck().size() == 1) {
          EXPECT_EQ(folder.files(), 1U);
        }
      });
  EXPECT_GE(faults, 100);
  EXPECT_GE(refused, 50);
}

TEST(ReplaceFileVerified, AFolderThatFailsToBeSyncedIsSaid) {
  const TemporaryFolder folder;
  const std::string path = folder.file("run.bin", "old");
  int last_sync = 0;
  {
    DiskFaults none({.kind = DiskFault::Kind::kShortWrites, .most = 1000});
    ASSERT_TRUE(replaceFileVerified(path, "old").ok());
    const DiskFaults::Pause pause;
    for (std::size_t i = 0; i < none.calls().size(); ++i) {
      if (none.calls()[i] == "fsync") last_sync = static_cast<int>(i) + 1;
    }
  }
  const auto with_error = [&](int error) {
    const DiskFaults faults({.at = last_sync, .error = error});
    return replaceFileVerified(path, "new");
  };
  EXPECT_THAT(with_error(EIO).error().message(),
              HasSubstr("cannot be written to the disk: Input/output error"));
  EXPECT_EQ(TemporaryFolder::contents(path), "new");
  EXPECT_TRUE(with_error(EINVAL).ok());  // a file system that does not sync folders
}

TEST(ReplaceFileVerified, ShortWritesAreContinued) {
  const TemporaryFolder folder;
  for (const std::size_t most : {std::size_t{1}, std::size_t{7}, std::size_t{4096}}) {
    const std::string bytes(most * 100 + 3, static_cast<char>('a' + most % 7));
    {
      const DiskFaults faults({.kind = DiskFault::Kind::kShortWrites, .most = most});
      ASSERT_TRUE(replaceFileVerified(folder / "run.bin", bytes).ok());
    }
    EXPECT_EQ(TemporaryFolder::contents(folder / "run.bin"), bytes);
  }
}

TEST(ReplaceFileVerified, AWriteOfNothingIsAFullDisk) {
  const TemporaryFolder folder;
  const DiskFaults faults({.kind = DiskFault::Kind::kShortWrites, .most = 0});
  EXPECT_THAT(replaceFileVerified(folder / "run.bin", "x").error().message(),
              HasSubstr("No space left on device"));
}

TEST(ReplaceFileVerified, AWrongBitOnTheDiskIsFound) {
  const TemporaryFolder folder;
  const std::string path = folder.file("run.bin", "former");
  const std::string bytes(200'000, 'n');
  int found = 0;
  for (int at = 1; at < 40; ++at) {
    Status status = Ok{};
    bool struck = false;
    {
      DiskFaults faults({.kind = DiskFault::Kind::kFlippedBit, .at = at});
      status = replaceFileVerified(path, bytes);
      struck = !faults.struck().empty();
    }
    if (!struck) {  // this call does not write
      ASSERT_TRUE(replaceFileVerified(path, "former").ok());
      continue;
    }
    ++found;
    ASSERT_FALSE(status.ok());
    EXPECT_THAT(status.error().message(), HasSubstr("does not hold what was written"));
    EXPECT_EQ(TemporaryFolder::contents(path), "former");
    EXPECT_EQ(folder.files(), 1U);
  }
  EXPECT_EQ(found, 1);
}

TEST(ReplaceFileVerified, NeverWritesInPlace) {
  EXPECT_THAT(replaceFileVerified("/dev/null", "x").error().message(),
              HasSubstr("is a pipe or a device"));
  const TemporaryFolder folder;
  const std::string path = folder.file("run.bin", "former");
  for (const int error : {EACCES, EROFS}) {  // of a folder where nothing can be created
    {
      DiskFaults first({.kind = DiskFault::Kind::kFromThen, .at = 1, .error = error});
      EXPECT_THAT(replaceFileVerified(path, "new").error().message(),
                  HasSubstr(path + ": cannot be written: " + std::strerror(error)));
      EXPECT_THAT(first.calls(), Contains("mkostemp"));
    }
    EXPECT_EQ(TemporaryFolder::contents(path), "former");
  }
}

TEST(ReplaceFileVerified, BytesOtherThanThoseAppendedAreRefused) {
  const TemporaryFolder folder;
  for (const char* expected : {"bytez", "byte", "bytes and more"}) {
    auto file = ReplacingFile::openBeside(folder / "run.bin");
    ASSERT_TRUE(file.ok());
    ASSERT_TRUE(file.value().append("bytes").ok());
    EXPECT_FALSE(file.value().commitVerified(expected).ok()) << expected;
  }
  EXPECT_EQ(folder.files(), 0U);
}

TEST(RemoveUnfinished, RemovesWhatKilledProgramsLeftOfAnyFileAlone) {
  const TemporaryFolder folder;
  const std::string stale = folder.file(".emascope-0123456789abcdef.a1B2c3", "half");
  const std::string others[] = {folder.file(".emascope-0123456789abcdeF.a1B2c3", "x"),
                                folder.file(".emascope-0123456789abcdef.a1B2c", "x"),
                                folder.file(".emascope-0123456789abcdef-a1B2c3", "x"),
                                folder.file(".emascope-notes", "x"), folder.file("run.json", "x")};
  auto writing = ReplacingFile::openBeside(folder / "run.bin");
  ASSERT_TRUE(writing.value().append("new").ok());
  removeUnfinished(folder / "");
  EXPECT_FALSE(fs::exists(stale));
  for (const std::string& other : others) EXPECT_TRUE(fs::exists(other)) << other;
  EXPECT_TRUE(writing.value().commitVerified("new").ok());
  removeUnfinished(folder / "none");
}

TEST(RemoveFile, SaysWhatItCannotRemove) {
  const TemporaryFolder folder;
  EXPECT_TRUE(removeFile(folder.file("x", "")).ok());
  EXPECT_TRUE(removeFile(folder / "x").ok());  // gone already
  const std::string path = folder.file("x", "");
  const DiskFaults faults({.at = 1, .error = EROFS});
  EXPECT_EQ(removeFile(path).error().message(),
            path + ": cannot be removed: Read-only file system");
}

}  // namespace
}  // namespace emascope
