// SPDX-License-Identifier: Apache-2.0
//
// What may stand at a path that somebody typed, before any format is asked.
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string refusal(const std::string& path) { return openData({.path = path}).error; }

TEST(DataPath, MissingIsRefusedByTheSystemsReason) {
  EXPECT_THAT(refusal("/no/such/wine.csv"),
              StartsWith("/no/such/wine.csv: cannot be read: No such file or directory"));
  EXPECT_THAT(refusal(""), HasSubstr("no file is given"));
}

TEST(DataPath, AnEmptyFileIsRefusedAndTheFormatsAreNamed) {
  const TemporaryFolder folder;
  const std::string error = refusal(folder.file("wine.csv", ""));
  EXPECT_THAT(error, HasSubstr("wine.csv: is empty; allowed: "));
  for (const SourceEntry& entry : sources()) EXPECT_THAT(error, HasSubstr(entry.accepts));
}

TEST(DataPath, BytesOfNoFormatAreRefused) {
  const TemporaryFolder folder;
  EXPECT_THAT(refusal(folder.file("noise", std::string("\x01\x00\xFF\x00\x17", 5))),
              HasSubstr("noise: is of no known format"));
}

TEST(DataPath, AFifoIsRefusedAtOnce) {
  const TemporaryFolder folder;
  const std::string path = folder / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  EXPECT_THAT(refusal(path), HasSubstr("pipe: is a pipe or a device; allowed: a file"));
}

TEST(DataPath, ADeviceIsRefused) {
  EXPECT_THAT(refusal("/dev/zero"), HasSubstr("/dev/zero: is a pipe or a device"));
}

TEST(DataPath, AFolderWithoutDataIsRefused) {
  const TemporaryFolder folder;
  const std::string path = folder / "nothing";
  std::filesystem::create_directory(path);
  EXPECT_THAT(refusal(path), HasSubstr("nothing: "));
  EXPECT_THAT(refusal(path), HasSubstr("allowed: "));
}

TEST(DataPath, ALoopOfLinksIsRefused) {
  const TemporaryFolder folder;
  const std::string path = folder / "loop";
  std::filesystem::create_symlink(path, path);
  EXPECT_THAT(refusal(path), HasSubstr("Too many levels of symbolic links"));
}

TEST(DataPath, WhatMayNotBeReadIsRefused) {
  const TemporaryFolder folder;
  const std::string path = folder.file("secret.csv", "x,y\n1,a\n2,b\n");
  std::filesystem::permissions(path, std::filesystem::perms::none);
  std::filesystem::permissions(std::filesystem::path(path).parent_path(),
                               std::filesystem::perms::all);
  // Rights do not bind root: the file is opened as somebody else then.
  constexpr uid_t kNobody = 65534;
  const bool root = ::geteuid() == 0;
  if (root) {
    ASSERT_EQ(::seteuid(kNobody), 0);
  }
  const std::string error = refusal(path);
  if (root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  EXPECT_THAT(error, HasSubstr("secret.csv: cannot be read: Permission denied"));
}

}  // namespace
}  // namespace emascope
