// SPDX-License-Identifier: Apache-2.0
//
// Folders of pictures, by folder or by table: what becomes a sample, and what is refused, skipped
// or noted.
#include "tests/core/data/opened_data.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

namespace emascope {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;

std::string picture(const std::string& name) { return goldenData("pictures/" + name); }
std::string bytesOfPicture(const std::string& name) {
  return TemporaryFolder::contents(picture(name));
}

/// Copies pictures to a folder of the test's own.
class ImageFolder : public testing::Test {
 protected:
  void put(const std::string& name, const std::string& to) {
    const fs::path path = folder_ / ("set/" + to);
    fs::create_directories(path.parent_path());
    fs::copy_file(picture(name), path);
  }
  void write(const std::string& to, const std::string& bytes) {
    const fs::path path = folder_ / ("set/" + to);
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }
  OpenedData open(DataOptions options = {}) {
    options.path = folder_ / "set";
    return openData(options);
  }
  [[nodiscard]] std::string labels(const std::string& text) const {
    return folder_.file("labels.csv", text);
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(ImageFolder, SubFoldersAreClasses) {
  put("rgb.png", "dog/b.png");
  put("rgb.jpg", "cat/a/deep.JPG");
  put("rgb.bmp", "cat/b.bmp");
  write("cat/Thumbs.db", "x");
  write("cat/.hidden.png", "x");
  write("notes.txt", "x");
  const OpenedData data = open({.image_size = 8});
  ASSERT_EQ(data.error, "");
  EXPECT_EQ(data.dataset->size(), 3U);
  EXPECT_THAT(data.dataset->head().shape, ElementsAre(3U, 8U, 8U));
  EXPECT_THAT(data.targets().classes, ElementsAre("cat", "dog"));
  EXPECT_THAT(data.targets().labels, ElementsAre(0, 0, 1));
  EXPECT_EQ(data.dataset->place(0), "cat/a/deep.JPG");
  EXPECT_EQ(data.summary.features.size(), 3U);
}

TEST_F(ImageFolder, TrainAndTestFoldersAreSplits) {
  put("one.png", "train/a/1.png");
  put("one.png", "train/b/1.png");
  put("one.png", "val/a/1.png");
  put("one.png", "test/b/1.png");
  const OpenedData data = open();
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.summary.split_counts, ElementsAre(2U, 1U, 1U));
  EXPECT_THAT(data.targets().classes, ElementsAre("a", "b"));
}

TEST_F(ImageFolder, ATableNamesFilesWithOrWithoutTheirEnding) {
  put("rgb.png", "bulbasaur.png");
  put("rgb.jpg", "images/pikachu.jpg");
  put("rgb.bmp", "mew.bmp");
  const OpenedData data =
      open({.target = "Type1",
            .labels = labels("Name,Type1,Type2\nmew,Psychic,x\nbulbasaur.png,Grass,y\n"
                             "images/pikachu,Psychic,\n"),
            .image_size = 4});
  ASSERT_EQ(data.error, "");
  EXPECT_THAT(data.targets().classes, ElementsAre("Grass", "Psychic"));
  EXPECT_THAT(data.targets().labels, ElementsAre(1, 0, 1));
  EXPECT_EQ(data.dataset->place(2), "images/pikachu.jpg");
}

TEST_F(ImageFolder, GrayPicturesHaveOneChannelUnlessThreeAreAskedFor) {
  put("gray.png", "a/1.png");
  put("gray.jpg", "b/1.jpg");
  EXPECT_THAT(open({.image_size = 4}).dataset->head().shape, ElementsAre(1U, 4U, 4U));
  EXPECT_THAT(open({.image_size = 4, .image_channels = 3}).dataset->head().shape,
              ElementsAre(3U, 4U, 4U));
}

TEST_F(ImageFolder, WhatIsNotReadAsStoredIsCountedInNotes) {
  put("turned.jpg", "a/1.jpg");
  put("bits16.png", "b/2.png");
  const OpenedData one = open({.image_size = 4});
  ASSERT_EQ(one.error, "");
  EXPECT_THAT(
      one.dataset->head().notes,
      ElementsAre("1 picture has an EXIF orientation, which is not applied, as in torchvision",
                  "1 picture has 16 bits per channel and is read with 8"));
  put("turned.webp", "b/1.webp");
  put("bits16.png", "a/3.png");
  EXPECT_THAT(
      open({.image_size = 4}).dataset->head().notes,
      ElementsAre("2 pictures have an EXIF orientation, which is not applied, as in torchvision",
                  "2 pictures have 16 bits per channel and are read with 8"));
}

TEST_F(ImageFolder, SplitsAndTablesAreNotSaidTogether) {
  put("one.png", "a/1.png");
  put("one.png", "b/1.png");
  EXPECT_THAT(
      open({.labels = labels("file,label\na/1.png,x\n"), .splits = std::vector<SplitFolder>{}})
          .error,
      HasSubstr("--parts: applies to folders named by class"));
  EXPECT_THAT(open({.split_column = "set"}).error,
              HasSubstr("--split-column: needs a table of labels"));
  EXPECT_THAT(open({.target = "label"}).error, HasSubstr("--target: needs a table of labels"));
}

TEST_F(ImageFolder, FoldersAreNoNumbers) {
  put("one.png", "a/1.png");
  put("one.png", "b/1.png");
  EXPECT_THAT(open({.task = TaskKind::kRegression}).error,
              HasSubstr("--task: 'regression' needs numbers, but the folders of"));
}

TEST_F(ImageFolder, OnePictureUnderTwoLabelsIsSaidAndMayBeDroppedOrRefused) {
  put("rgb.png", "1.png");
  put("gray.png", "2.png");
  const std::string table = labels("file,label\n1.png,x\n2.png,y\n1.png,y\n");
  OpenedData kept = open({.labels = table, .image_size = 4});
  ASSERT_EQ(kept.error, "");
  noteCopies(*kept.dataset, kept.summary.hashes, nullptr);
  EXPECT_THAT(kept.dataset->head().notes,
              ElementsAre(HasSubstr("labels.csv, 1 of them with different labels: '1.png' is 'x' "
                                    "in line 2 and 'y' in line 4"),
                          HasSubstr("1 of 3 samples has the same numbers as another: 1 with a "
                                    "different class (1.png equals 1.png)")));
  const DataOptions drop{.labels = table, .image_size = 4, .duplicates = Duplicates::kDrop};
  EXPECT_EQ(open(drop).dataset->size(), 2U);
  const DataOptions refuse{.labels = table, .image_size = 4, .duplicates = Duplicates::kRefuse};
  EXPECT_THAT(open(refuse).error, HasSubstr("has 1 sample with the same numbers as another"));
}

TEST_F(ImageFolder, DifferentSizesNeedOneToBeSaid) {
  put("rgb.png", "a/1.png");
  put("one.png", "b/1.png");
  EXPECT_THAT(open().error, HasSubstr("different sizes, with sides from 1 to 24 pixels; allowed: "
                                      "pictures of equal size, or --image-size N"));
}

TEST_F(ImageFolder, CorruptFilesAreListedAndSkippedOnlyOnRequest) {
  put("one.png", "a/1.png");
  put("one.png", "b/1.png");
  const std::string jpeg = bytesOfPicture("rgb.jpg");
  write("a/cut.jpg", jpeg.substr(0, jpeg.size() / 2));
  write("b/moving.gif", TemporaryFolder::contents(goldenData("animated.gif")));
  std::string damaged = bytesOfPicture("rgb.png");
  damaged[70] = static_cast<char>(~damaged[70]);
  write("b/damaged.png", damaged);
  const OpenedData refused = open({.image_size = 4});
  EXPECT_THAT(refused.error, HasSubstr("2 of 5 samples cannot be used:"));
  EXPECT_THAT(refused.error, HasSubstr("\n  a/cut.jpg: is truncated"));  // without the folder
  EXPECT_THAT(refused.error, HasSubstr("b/moving.gif: is a GIF"));
  EXPECT_THAT(refused.error, EndsWith("--skip-corrupt leaves such samples out."));
  const OpenedData skipped = open({.skip_corrupt = true, .image_size = 4});
  ASSERT_EQ(skipped.error, "");
  EXPECT_EQ(skipped.dataset->size(), 2U);
  EXPECT_THAT(skipped.targets().labels, ElementsAre(0, 1));
  EXPECT_THAT(skipped.summary.left_out,
              ElementsAre(HasSubstr("a/cut.jpg: is truncated"), HasSubstr("b/moving.gif: is a GIF"),
                          HasSubstr("b/damaged.png: is damaged: a checksum is wrong")));
}

TEST_F(ImageFolder, WhatATableNamesAndIsNotThereIsListed) {
  put("one.png", "1.png");
  put("one.png", "2.png");
  const std::string table = labels("file,label\n1.png,a\nx.png,b\n2.png,b\ny.png,a\n");
  const OpenedData refused = open({.labels = table});
  EXPECT_THAT(refused.error, HasSubstr("2 of 4 samples cannot be used:"));
  EXPECT_THAT(refused.error, HasSubstr("labels.csv: line 3: 'x.png' is not in "));
  EXPECT_THAT(refused.error, HasSubstr("labels.csv: line 5: 'y.png' is not in "));
  EXPECT_EQ(open({.labels = table, .skip_corrupt = true}).dataset->size(), 2U);
}

TEST_F(ImageFolder, ATableMayNotLeaveTheFolder) {
  put("one.png", "1.png");
  for (const char* name : {"../labels.csv", "/etc/passwd", "a/../../x.png"}) {
    EXPECT_THAT(
        open({.labels = labels(std::string("file,label\n1.png,a\n") + name + ",b\n")}).error,
        HasSubstr("line 3: '" + std::string(name) + "' is not a file in the folder"));
  }
}

TEST_F(ImageFolder, WithoutPicturesIsRefused) {
  write("a/readme.txt", "x");
  EXPECT_THAT(open().error, HasSubstr("has no subfolder with pictures; allowed: a subfolder of"));
}

}  // namespace
}  // namespace emascope
