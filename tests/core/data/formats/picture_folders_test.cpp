// SPDX-License-Identifier: Apache-2.0
//
// Which folders are splits, which are classes, and what is said about the others. No picture is
// opened for that, so that these are empty files.
#include "core/data/formats/picture_list.h"
#include "tests/core/data/formats/picture_folder_fixture.h"

#include <filesystem>
#include <map>

#include <gmock/gmock.h>

namespace emascope {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

class PictureFolders : public PictureFolderFixture {
 protected:
  void makeFolder(const std::string& name) { fs::create_directories(folder_ / ("set/" + name)); }
  [[nodiscard]] std::string root() const { return folder_ / "set"; }

  /// "split label" of each file, or the refusal under "".
  std::map<std::string, std::string> list(const DataOptions& options = {}) {
    const auto listed = listPictureFolders(root(), options);
    if (!listed) return {{"", listed.error().message()}};
    notes_ = listed->notes;
    std::map<std::string, std::string> found;
    for (const ListedPicture& one : listed->pictures) {
      const char* const splits[] = {"train ", "validation ", "test "};
      found[one.file] = (one.split ? splits[static_cast<int>(*one.split)] : "") + one.label;
    }
    return found;
  }
  std::string refusal(const DataOptions& options = {}) { return list(options)[""]; }
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

 private:
  std::vector<std::string> notes_ = {};
};

struct Spelling {
  const char* train;
  const char* other;
  const char* split;
};

class SplitSpelling : public PictureFolders, public testing::WithParamInterface<Spelling> {};

TEST_P(SplitSpelling, IsASplitAndNoClass) {
  const auto& [train, other, split] = GetParam();
  put({std::string(train) + "/ape/1.png", std::string(train) + "/bee/1.png",
       std::string(other) + "/ape/2.png"});
  EXPECT_THAT(list(), UnorderedElementsAre(
                          Pair(std::string(train) + "/ape/1.png", "train ape"),
                          Pair(std::string(train) + "/bee/1.png", "train bee"),
                          Pair(std::string(other) + "/ape/2.png", std::string(split) + " ape")));
  EXPECT_THAT(notes(), ElementsAre("folders are splits: train is '" + std::string(train) + "', " +
                                   split + " is '" + other + "'"));
}

INSTANTIATE_TEST_SUITE_P(Usual, SplitSpelling,
                         testing::Values(Spelling{"TRAIN", "TEST", "test"},
                                         Spelling{"Training", "Validation", "validation"},
                                         Spelling{"trn", "tst", "test"},
                                         Spelling{"training_set", "test_set", "test"},
                                         Spelling{"Train Images", "Dev Images", "validation"},
                                         Spelling{"leaf_train", "leaf_valid", "validation"},
                                         Spelling{"train2021", "val2021", "validation"},
                                         Spelling{"train", "testing", "test"}));

TEST_F(PictureFolders, WhatElseLiesBesideSplitsIsNamedAndNoClass) {
  put({"train/a/1.png", "train/b/1.png", "val/a/2.png", "__MACOSX/train/._1.png",
       ".ipynb_checkpoints/c.png", "train/a/.thumbs/1.png", "models/weights.bin", "cover.jpg",
       "train/loose.png"});
  makeFolder("annotations");
  makeFolder("train/c");
  EXPECT_THAT(list(), UnorderedElementsAre(Pair("train/a/1.png", "train a"),
                                           Pair("train/b/1.png", "train b"),
                                           Pair("val/a/2.png", "validation a")));
  EXPECT_THAT(notes(),
              UnorderedElementsAre(
                  "folders are splits: train is 'train', validation is 'val'",
                  "folders without pictures are not classes: 'annotations', 'models' and 'train/c'",
                  "hidden folders and folders left by archives are not read: '.ipynb_checkpoints', "
                  "'__MACOSX' and 'train/a/.thumbs'",
                  "2 pictures are in no class folder and are left out; the first is 'cover.jpg'"));
}

TEST_F(PictureFolders, SplitsBesideClassesAreRefusedUntilSomebodySaysWhichTheyAre) {
  put({"train/a/1.png", "train/b/1.png", "plane/a/1.png", "car/1.png"});
  EXPECT_THAT(
      refusal(),
      HasSubstr("set: has folders that look like splits, 'train', and others "
                "with pictures, 'car' and 'plane'; allowed: --parts train=train "
                "leaves the others out, and validation=FOLDER or test=FOLDER after it use one of "
                "them; --parts none treats all folders as classes"));
  EXPECT_THAT(list({.splits = std::vector<SplitFolder>{}}),
              UnorderedElementsAre(Pair("train/a/1.png", "train"), Pair("train/b/1.png", "train"),
                                   Pair("plane/a/1.png", "plane"), Pair("car/1.png", "car")));
  EXPECT_THAT(
      list({.splits = std::vector<SplitFolder>{{Split::kTrain, "train"}}}),
      UnorderedElementsAre(Pair("train/a/1.png", "train a"), Pair("train/b/1.png", "train b")));
}

struct WithoutTraining {
  const char* name;
  std::vector<std::string> files;
  const char* parts;
};

class FoldersWithoutTraining : public PictureFolders,
                               public testing::WithParamInterface<WithoutTraining> {};

TEST_P(FoldersWithoutTraining, AreToldToNameOneThatWouldBeAccepted) {
  put(GetParam().files);
  EXPECT_THAT(refusal(), HasSubstr("; allowed: --parts " + std::string(GetParam().parts) +
                                   ", where FOLDER has a subfolder per class; --parts none treats "
                                   "all folders as classes"));
  EXPECT_EQ(list({.splits = std::vector<SplitFolder>{}}).size(), GetParam().files.size());
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, FoldersWithoutTraining,
    testing::Values(WithoutTraining{"TestBesideClasses",
                                    {"test/1.png", "cats/1.png", "dogs/1.png"},
                                    "train=FOLDER,test=test"},
                    WithoutTraining{"TwoPartsBesideClasses",
                                    {"test/1.png", "val/1.png", "cats/1.png"},
                                    "train=FOLDER,validation=val,test=test"},
                    WithoutTraining{"AClassNamedTrain",
                                    {"train/1.png", "plane/1.png", "car/1.png"},
                                    "train=FOLDER"},
                    WithoutTraining{"TrainingWithoutClasses",
                                    {"train/train/1.png", "test/a/1.png", "car/1.png"},
                                    "train=FOLDER,test=test"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST_F(PictureFolders, AFolderForTrainingMayBeNamedBesideOneForTesting) {
  put({"test/cat/1.png", "pictures/cat/2.png", "pictures/dog/3.png"});
  EXPECT_THAT(refusal(), HasSubstr("--parts train=FOLDER,test=test"));
  EXPECT_THAT(list({.splits = std::vector<SplitFolder>{{Split::kTrain, "pictures"},
                                                       {Split::kTest, "test"}}}),
              UnorderedElementsAre(Pair("test/cat/1.png", "test cat"),
                                   Pair("pictures/cat/2.png", "train cat"),
                                   Pair("pictures/dog/3.png", "train dog")));
}

TEST_F(PictureFolders, AClassMayHaveASplitsNameAmongOtherWords) {
  put({"bullet_train/1.png", "test_tube/1.png", "car/1.png"});
  EXPECT_THAT(list(),
              UnorderedElementsAre(Pair("bullet_train/1.png", "bullet_train"),
                                   Pair("test_tube/1.png", "test_tube"), Pair("car/1.png", "car")));
}

TEST_F(PictureFolders, SplitsMayBeSpelledEachInItsWay) {
  put({"Training/a/1.png", "Training/b/1.png", "seg_test/a/2.png", "val2017/b/3.png"});
  EXPECT_THAT(list(), UnorderedElementsAre(Pair("Training/a/1.png", "train a"),
                                           Pair("Training/b/1.png", "train b"),
                                           Pair("seg_test/a/2.png", "test a"),
                                           Pair("val2017/b/3.png", "validation b")));
  EXPECT_THAT(notes(),
              ElementsAre("folders are splits: train is 'Training', validation is 'val2017', "
                          "test is 'seg_test'"));
}

TEST_F(PictureFolders, ClassesOfWhichEachHasASplitsWordHoldNoClasses) {
  put({"bullet_train/1.png", "crash_test/1.png"});
  EXPECT_THAT(list(), UnorderedElementsAre(Pair("bullet_train/1.png", "bullet_train"),
                                           Pair("crash_test/1.png", "crash_test")));
}

TEST_F(PictureFolders, TheSplitsMayBeSaid) {
  put({"first/a/1.png", "first/b/1.png", "more/second/a/2.png", "third/b/3.png", "rest/c/4.png"});
  const auto found = list({.splits = std::vector<SplitFolder>{{Split::kTrain, "first/"},
                                                              {Split::kValidation, "more/second"},
                                                              {Split::kTest, "./third"}}});
  EXPECT_THAT(found, UnorderedElementsAre(Pair("first/a/1.png", "train a"),
                                          Pair("first/b/1.png", "train b"),
                                          Pair("more/second/a/2.png", "validation a"),
                                          Pair("third/b/3.png", "test b")));
  EXPECT_THAT(notes(), Contains("1 picture in folders that are not in --parts is left out"));
}

TEST_F(PictureFolders, SplitsThatAreWronglySaidAreRefused) {
  put({"first/a/1.png", "second/a/1.png"});
  const auto with = [this](std::vector<SplitFolder> splits) {
    return refusal({.splits = std::move(splits)});
  };
  EXPECT_THAT(with({{Split::kTrain, "frist"}}),
              HasSubstr("--parts: 'frist' is not a folder with pictures in " + root() +
                        "; allowed: folders there: 'first' and 'second'"));
  EXPECT_THAT(with({{Split::kTest, "first"}}),
              HasSubstr("/set is for training; allowed: train=FOLDER"));
  EXPECT_THAT(with({{Split::kTrain, "first"}, {Split::kTest, "first/a"}}),
              HasSubstr("'first/a' and 'first' of "));
}

TEST_F(PictureFolders, SplitsWithoutOneForTrainingAreRefused) {
  put({"Test/a/1.png", "val/a/1.png"});
  EXPECT_THAT(refusal(), HasSubstr("has the splits 'val' and 'Test', but none for training"));
}

TEST_F(PictureFolders, ASplitWithoutClassesIsRefusedWhereItTrainsAndSaidElsewhere) {
  put({"train/a/1.png", "train/b/1.png", "test/1.png", "test/2.png"});
  EXPECT_EQ(list().size(), 2U);
  EXPECT_THAT(notes(), Contains("2 pictures are in no class folder and are left out; the "
                                "first is 'test/1.png'"));
  fs::remove_all(root() + "/train/a");
  fs::remove_all(root() + "/train/b");
  put({"train/1.png"});
  EXPECT_THAT(refusal(), HasSubstr("the training set 'train' has no subfolder with pictures"));
}

TEST_F(PictureFolders, FoldersThatArchivesAddAreLookedThrough) {
  put({"leaves/leaf_train/leaf_train/a/1.png", "leaves/leaf_train/leaf_train/b/1.png",
       "leaves/leaf_test/leaf_test/a/1.png"});
  EXPECT_THAT(list(), UnorderedElementsAre(Pair("leaves/leaf_train/leaf_train/a/1.png", "train a"),
                                           Pair("leaves/leaf_train/leaf_train/b/1.png", "train b"),
                                           Pair("leaves/leaf_test/leaf_test/a/1.png", "test a")));
  EXPECT_THAT(notes(), Contains("the splits are in the folder 'leaves'"));
}

TEST_F(PictureFolders, AFolderThatHoldsOnlyTheTrainingSetIsLookedThrough) {
  put({"set/train/cat/1.png", "set/train/dog/2.png"});
  EXPECT_THAT(list(), UnorderedElementsAre(Pair("set/train/cat/1.png", "train cat"),
                                           Pair("set/train/dog/2.png", "train dog")));
  EXPECT_THAT(notes(), UnorderedElementsAre("the splits are in the folder 'set'",
                                            "folders are splits: train is 'set/train'"));
  put({"set/owl/3.png"});
  EXPECT_THAT(refusal(), HasSubstr("look like splits, 'set/train', and others with pictures, "
                                   "'set/owl'"));
}

TEST_F(PictureFolders, ClassesMayHaveTheSplits) {
  put({"ape/train/1.png", "ape/test/2.png", "bee/train/3.png"});
  EXPECT_THAT(list(), UnorderedElementsAre(Pair("ape/train/1.png", "train ape"),
                                           Pair("ape/test/2.png", "test ape"),
                                           Pair("bee/train/3.png", "train bee")));
  put({"bee/4.png"});
  EXPECT_THAT(refusal(), HasSubstr("has classes with folders that look like splits, such as "
                                   "'ape/train', and pictures beside them, in 'bee'"));
  EXPECT_THAT(list({.splits = std::vector<SplitFolder>{}}), Contains(Pair("bee/4.png", "bee")));
}

TEST_F(PictureFolders, ATableBesideThePicturesIsOffered) {
  put({"1.png", "2.png"});
  EXPECT_THAT(refusal(), HasSubstr("or --labels FILE with file names and labels"));
  put({"truth.csv"});
  EXPECT_THAT(refusal(), HasSubstr("or --labels '" + root() + "/truth.csv' with file names"));
}

TEST_F(PictureFolders, AFolderOfTablesHasNoLabels) {
  put({"iris.csv", "wine.csv"});
  EXPECT_THAT(refusal(), HasSubstr("or one file of data, such as '" + root() + "/iris.csv'"));
}

TEST_F(PictureFolders, NamesInLatin1AreReadable) {
  put({"caf\xE9/1.png", "th\xC3\xA9/1.png"});
  EXPECT_THAT(list(), UnorderedElementsAre(Pair("caf\xE9/1.png", "caf\xC3\xA9"),
                                           Pair("th\xC3\xA9/1.png", "th\xC3\xA9")));
}

TEST_F(PictureFolders, LinksToFoldersAreClassesAndNoLoops) {
  put({"a/1.png", "elsewhere.d/2.png"});
  const TemporaryFolder other;
  (void)other.file("3.png", "x");
  fs::create_directory_symlink(other / "", root() + "/b");
  fs::create_directory_symlink(root(), root() + "/a/up");
  EXPECT_THAT(list(), UnorderedElementsAre(Pair("a/1.png", "a"), Pair("b/3.png", "b"),
                                           Pair("elsewhere.d/2.png", "elsewhere.d")));
}

TEST_F(PictureFolders, FoldersInsideClassesAreTold) {
  put({"fold1/cat/1.png", "fold1/dog/2.png", "fold2/cat/3.png", "fold2/dog/4.png"});
  EXPECT_THAT(list(), Contains(Pair("fold1/cat/1.png", "fold1")));
  EXPECT_THAT(notes(),
              Contains("folders inside a class are read with it, such as 'fold1/cat'; every class "
                       "has the folders 'cat' and 'dog': if these are the classes, open one of "
                       "the folders above them, or name their splits with --parts"));
}

TEST_F(PictureFolders, AFolderInsideOneClassIsTold) {
  put({"cat/1.png", "cat/more/2.png", "dog/3.png"});
  EXPECT_THAT(list(), Contains(Pair("cat/more/2.png", "cat")));
  EXPECT_THAT(notes(), ElementsAre("folders inside a class are read with it, such as 'cat/more'"));
}

TEST_F(PictureFolders, SeveralFoldersOfOneSplitAreNamedTogether) {
  put({"Train/a/1.png", "train/a/2.png", "train/b/3.png", "test/b/4.png"});
  EXPECT_EQ(list().size(), 4U);
  EXPECT_THAT(notes(),
              ElementsAre("folders are splits: train is 'Train' and 'train', test is 'test'"));
}

}  // namespace
}  // namespace emascope
