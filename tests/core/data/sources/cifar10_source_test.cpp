// SPDX-License-Identifier: Apache-2.0
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A record whose pixel i has the brightness i modulo 251.
std::string record(int label) {
  std::string bytes(1, static_cast<char>(label));
  for (int i = 0; i < 3072; ++i) bytes += static_cast<char>(i % 251);
  return bytes;
}

TEST(Cifar10Source, OneFileIsRecordsOfALabelAndPixels) {
  const TemporaryFolder folder;
  const OpenedData data =
      openData({.path = folder.file("data_batch_1.bin", record(3) + record(9))});
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.dataset->head().shape, ElementsAre(3U, 32U, 32U));
  EXPECT_THAT(data.targets().labels, ElementsAre(3, 9));
  EXPECT_EQ(data.targets().classes[3], "cat");
  const auto pixels = data.sample(1);
  EXPECT_EQ(pixels[0], 0.0F);
  EXPECT_EQ(pixels[250], 250 / 255.0F);
  EXPECT_EQ(pixels[3071], 59 / 255.0F);
}

TEST(Cifar10Source, AFolderHasItsTestPart) {
  const TemporaryFolder folder;
  const std::string path = folder.file("data_batch_1.bin", record(3) + record(9));
  (void)folder.file("test_batch.bin", record(0));
  const OpenedData data = openData({.path = path.substr(0, path.rfind('/'))});
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.summary.split_counts, ElementsAre(2U, 0U, 1U));
  EXPECT_THAT(data.targets().labels, ElementsAre(3, 9, 0));
}

TEST(Cifar10Source, ClassesAreNamedByTheFileBesideTheSamples) {
  const TemporaryFolder folder;
  const std::string path = folder.file("data_batch_1.bin", record(3) + record(9));
  (void)folder.file("batches.meta.txt", "n0\r\nn1\nn2\nna\xEFve\nn4\nn5\nn6\nn7\nn8\nn9\n\n");
  for (const std::string& given : {path, path.substr(0, path.rfind('/'))}) {
    const OpenedData data = openData({.path = given});
    ASSERT_EQ(data.error, "");
    EXPECT_THAT(data.targets().classes,
                ElementsAre("n0", "n1", "n2", "na\xC3\xAFve", "n4", "n5", "n6", "n7", "n8", "n9"));
    EXPECT_THAT(data.dataset->head().notes, IsEmpty());
  }
  (void)folder.file("batches.meta.txt", "n0\nn1\n");
  const OpenedData data = openData({.path = path});
  EXPECT_EQ(data.targets().classes[9], "truck");
  EXPECT_THAT(data.dataset->head().notes,
              ElementsAre(HasSubstr("batches.meta.txt does not have 10 names")));
}

TEST(Cifar10Source, TheFolderOfItsArchiveIsFoundAndPicklesAreRefused) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "cifar-10-batches-bin");
  (void)folder.file("cifar-10-batches-bin/data_batch_2.bin", record(1) + record(2));
  const OpenedData data = openData({.path = folder / ""});
  ASSERT_EQ(data.error, "");
  EXPECT_EQ(data.dataset->size(), 2U);
  const TemporaryFolder python;
  (void)python.file("data_batch_1", "x");
  EXPECT_THAT(openData({.path = python / ""}).error,
              HasSubstr("is CIFAR-10's Python version, which consists of pickles (programs); "
                        "allowed: the extracted binary version"));
}

TEST(Cifar10Source, WrongFilesAreRefused) {
  const TemporaryFolder folder;
  EXPECT_THAT(openData({.path = folder.file("cut.bin", record(3).substr(1))}).error,
              HasSubstr("cut.bin: has 3072 bytes; allowed: records of 3073 bytes"));
  EXPECT_THAT(openData({.path = folder.file("label.bin", record(3) + record(10))}).error,
              HasSubstr("label.bin: sample 2: label 10 is out of range; allowed: 0 to 9"));
}

}  // namespace
}  // namespace emascope
