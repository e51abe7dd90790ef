// SPDX-License-Identifier: Apache-2.0
#include "core/base/input_file.h"

#include "tests/support/temporary_folder.h"

#include <string>
#include <sys/stat.h>

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::string why(const std::string& path) {
  const auto bytes = readWholeFile(path, 100);
  return bytes ? "" : bytes.error().message();
}

TEST(InputFile, IsReadWholeAsItIs) {
  const TemporaryFolder folder;
  const std::string bytes("a\0\r\n\xFF", 5);
  EXPECT_EQ(readWholeFile(folder.file("bytes", bytes), 100).value(), bytes);
  EXPECT_EQ(readWholeFile(folder.file("empty", ""), 100).value(), "");
  EXPECT_EQ(readWholeFile(folder.file("full", std::string(100, 'x')), 100).value().size(), 100U);
}

TEST(InputFile, RefusesWhatIsNoFileWithoutWaiting) {
  const TemporaryFolder folder;
  const std::string pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(why(pipe), pipe + ": is a pipe or a device; allowed: a file");
  EXPECT_EQ(why("/dev/zero"), "/dev/zero: is a pipe or a device; allowed: a file");
  EXPECT_EQ(why("/"), "/: is a folder; allowed: a file");
  EXPECT_EQ(why(folder / "none"),
            (folder / "none") + ": cannot be read: No such file or directory");
}

TEST(InputFile, RefusesWhatIsTooLarge) {
  const TemporaryFolder folder;
  const std::string large = folder.file("large", std::string(101, 'x'));
  EXPECT_EQ(why(large), large + ": has 101 bytes; allowed: at most 100");
}

}  // namespace
}  // namespace emascope
