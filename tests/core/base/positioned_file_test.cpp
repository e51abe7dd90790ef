// SPDX-License-Identifier: Apache-2.0
#include "core/base/positioned_file.h"

#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <span>
#include <string>
#include <sys/stat.h>
#include <utility>

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::string why(const std::string& path) {
  const auto file = PositionedFile::open(path, "a text");
  return file ? "" : file.error().message();
}

std::string piece(const PositionedFile& file, std::uint64_t offset, std::size_t size) {
  std::string bytes(size, '?');
  const Status status = file.read(offset, std::as_writable_bytes(std::span(bytes)));
  return status ? bytes : status.error().message();
}

TEST(PositionedFile, IsReadFromAnyPosition) {
  const TemporaryFolder folder;
  auto opened = PositionedFile::open(folder.file("text", "0123456789"), "a text");
  ASSERT_TRUE(opened.ok());
  const PositionedFile file = std::move(opened).value();
  EXPECT_EQ(file.path(), folder / "text");
  EXPECT_EQ(file.size(), 10U);
  EXPECT_EQ(piece(file, 7, 3), "789");
  EXPECT_EQ(piece(file, 0, 2), "01");
  EXPECT_EQ(piece(file, 10, 0), "");
}

TEST(PositionedFile, SaysThatItHasBecomeShorter) {
  const TemporaryFolder folder;
  const auto file = PositionedFile::open(folder.file("text", "0123456789"), "a text");
  std::filesystem::resize_file(folder / "text", 5);
  EXPECT_EQ(piece(*file, 3, 4), folder / "text" + ": was cut short while it was read");
}

TEST(PositionedFile, RefusesWhatIsNoFileWithoutWaiting) {
  const TemporaryFolder folder;
  const std::string pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(why(pipe), pipe + ": is not a regular file; allowed: a text");
  EXPECT_EQ(why("/dev/zero"), "/dev/zero: is not a regular file; allowed: a text");
  EXPECT_EQ(why("/"), "/: is a folder; allowed: a text");
  EXPECT_EQ(why(folder / "none"), folder / "none" + ": cannot be read: No such file or directory");
}

}  // namespace
}  // namespace emascope
