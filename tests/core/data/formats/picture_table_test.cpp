// SPDX-License-Identifier: Apache-2.0
//
// Tables of file names and labels: with and without a header, with splits, and what they leave out.
#include "core/data/formats/picture_list.h"
#include "tests/core/data/formats/picture_folder_fixture.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class PictureTable : public PictureFolderFixture {
 protected:
  Result<PictureList> list(const std::string& text, DataOptions options = {}) {
    options.labels = folder_.file("list.csv", text);
    return listPictureTable(folder_ / "set", options);
  }
  /// "file: label" of each.
  std::vector<std::string> rows(const std::string& text, const DataOptions& options = {}) {
    const auto listed = list(text, options);
    if (!listed) return {listed.error().message()};
    std::vector<std::string> found;
    for (const ListedPicture& one : listed->pictures) found.push_back(one.file + ": " + one.label);
    return found;
  }

 private:
};

TEST_F(PictureTable, AFirstLineThatNamesAPictureIsASample) {
  put({"p1.jpg", "p2.jpg", "sub/p3.jpg"});
  const auto all = ElementsAre("p1.jpg: red", "p2.jpg: blue", "sub/p3.jpg: red");
  EXPECT_THAT(rows("p1.jpg,red\np2.jpg,blue\nsub/p3.jpg,red\n"), all);
  EXPECT_THAT(rows("p1,red\np2,blue\nsub/p3,red\n"), all) << "without endings";
  EXPECT_THAT(rows("red,p1.jpg\nblue,p2.jpg\nred,sub/p3.jpg\n"), all) << "the label first";
  EXPECT_THAT(rows("1,p1.jpg,red\n2,p2.jpg,blue\n3,sub/p3.jpg,red\n"), all) << "numbered";
  EXPECT_THAT(rows("picture,color\np1.jpg,red\np2.jpg,blue\nsub/p3.jpg,red\n"), all) << "header";
}

TEST_F(PictureTable, AFirstPictureThatIsNotThereIsMissingAndNoHeader) {
  put({"p2.jpg"});
  const auto listed = list("p1.jpg,red\np2.jpg,blue\n");
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->missing.size(), 1U);
  EXPECT_THAT(listed->missing[0].message(), HasSubstr("line 1: 'p1.jpg' is not in "));
}

TEST_F(PictureTable, AHeaderThatIsSaidIsAHeader) {
  put({"p1.jpg", "p2.jpg"});
  EXPECT_THAT(rows("p1.jpg,red\np2.jpg,blue\n", {.header = DataOptions::Header::kYes}),
              ElementsAre("p2.jpg: blue"));
}

TEST_F(PictureTable, AColumnMaySayTheSplits) {
  put({"p1.jpg", "p2.jpg", "p3.jpg"});
  const auto listed = list("file,set,kind\np1.jpg,Training,a\np2.jpg,Dev,b\np3.jpg,TEST,a\n",
                           {.split_column = "set"});
  ASSERT_TRUE(listed) << listed.error().message();
  std::vector<Split> splits;
  for (const ListedPicture& one : listed->pictures) splits.push_back(one.split.value());
  EXPECT_THAT(splits, ElementsAre(Split::kTrain, Split::kValidation, Split::kTest));
  EXPECT_THAT(
      rows("file,kind,set\np1.jpg,a,train\np2.jpg,b,holdout\n", {.split_column = "set"}),
      ElementsAre(HasSubstr("line 3: 'holdout' is not a split; allowed: train, validation")));
}

TEST_F(PictureTable, PicturesThatItNamesMoreThanOnceAreCounted) {
  put({"p1.jpg", "p2.jpg", "p3.jpg"});
  const auto notes = [this](const std::string& text) { return list(text)->notes; };
  EXPECT_THAT(notes("file,kind\np1.jpg,a\np2.jpg,b\np2.jpg,b\np3.jpg,a\n./p1.jpg,b\np1.jpg,c\n"),
              ElementsAre(AllOf(HasSubstr("2 pictures stand more than once in "),
                                HasSubstr("list.csv, 1 of them with different labels: 'p1.jpg' is "
                                          "'a' in line 2 and 'b' in line 6"))));
  EXPECT_THAT(notes("file,kind\np1.jpg,a\np2.jpg,b\np3.jpg,a\np2.jpg,b\n"),
              ElementsAre(AllOf(HasSubstr("1 picture stands more than once in "),
                                HasSubstr("0 of them with different labels"))));
}

TEST_F(PictureTable, AColumnThatSeemsToSayTheSplitIsNoted) {
  put({"p1.jpg", "p2.jpg"});
  const std::string text = "file,Split,kind\np1.jpg,train,a\np2.jpg,test,b\n";
  EXPECT_THAT(list(text)->notes, ElementsAre(HasSubstr("column 'Split' of ")));
  EXPECT_THAT(list(text, {.split_column = "Split"})->notes, testing::IsEmpty());
}

TEST_F(PictureTable, PicturesThatItDoesNotNameAreCounted) {
  put({"p1.jpg", "p2.jpg", "p3.jpg", "notes.txt", ".hidden/p4.jpg"});
  const auto listed = list("file,kind\np1.jpg,a\n./p2.jpg,b\n");
  ASSERT_TRUE(listed) << listed.error().message();
  EXPECT_EQ(listed->pictures[1].file, "p2.jpg");
  EXPECT_THAT(listed->notes, ElementsAre(AllOf(HasSubstr("1 picture in the folder is not in "),
                                               HasSubstr(" and is left out"))));
  put({"p5.jpg"});
  EXPECT_THAT(list("file,kind\np1.jpg,a\n./p2.jpg,b\n")->notes,
              ElementsAre(AllOf(HasSubstr("2 pictures in the folder are not in "),
                                HasSubstr(" and are left out"))));
}

}  // namespace
}  // namespace emascope
