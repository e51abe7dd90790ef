// SPDX-License-Identifier: Apache-2.0
#include "core/models/user_task/data_choice.h"

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(DataChoice, IsWhatWasTyped) {
  const UserTaskOptions user_task = {
      {"data", "p/"},          {"labels", "l.csv"}, {"ignore", "a\nb"},    {"task", "regression"},
      {"classes", "12"},       {"header", "no"},    {"impute", "1"},       {"image-size", "64"},
      {"image-channels", "3"}, {"memory", "16"},    {"validation", "0.2"}, {"test", "0"},
      {"flip", "1"},           {"crop", "2"},       {"jitter", "0.3"},     {"workers", "2"}};
  const auto choice = readDataChoice(user_task);
  ASSERT_TRUE(choice.ok()) << choice.error().message();
  EXPECT_EQ(choice->data.path, "p/");
  EXPECT_EQ(choice->data.labels, "l.csv");
  EXPECT_EQ(choice->data.ignore, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(choice->data.task, TaskKind::kRegression);
  EXPECT_EQ(choice->data.classes, 12);
  EXPECT_EQ(choice->data.header, DataOptions::Header::kNo);
  EXPECT_TRUE(choice->data.impute);
  EXPECT_FALSE(choice->data.skip_corrupt);
  EXPECT_EQ(choice->data.image_size, 64U);
  EXPECT_EQ(choice->data.image_channels, 3U);
  EXPECT_EQ(choice->data.memory_budget, 16U << 20U);
  EXPECT_EQ(choice->split.validation, 0.2);
  EXPECT_EQ(choice->split.test, 0.0);
  EXPECT_TRUE(choice->augmentation.flip);
  EXPECT_EQ(choice->augmentation.crop, 2U);
  EXPECT_EQ(choice->augmentation.jitter, 0.3);
  EXPECT_EQ(choice->workers, 2U);
}

TEST(DataChoice, LeavesTheRestAsItIs) {
  const auto choice = readDataChoice({{"data", "wine.csv"}});
  ASSERT_TRUE(choice.ok());
  EXPECT_EQ(choice->split.validation, SplitOptions{}.validation);
  EXPECT_FALSE(choice->augmentation.any());
  EXPECT_FALSE(choice->data.task.has_value());
}

TEST(DataChoice, PartsAreFoldersByAnySpellingOfAPart) {
  const auto folders = [](const char* typed) {
    const auto choice = readDataChoice({{"data", "p/"}, {"parts", typed}});
    EXPECT_TRUE(choice.ok()) << choice.error().message();
    std::vector<std::pair<Split, std::string>> found;
    for (const SplitFolder& one : choice->data.splits.value())
      found.emplace_back(one.split, one.folder);
    return found;
  };
  using Folders = std::vector<std::pair<Split, std::string>>;
  EXPECT_EQ(folders("train=a,validation=b/c,test=d"),
            (Folders{{Split::kTrain, "a"}, {Split::kValidation, "b/c"}, {Split::kTest, "d"}}));
  EXPECT_EQ(folders("Training=red, green=x,train=b"),
            (Folders{{Split::kTrain, "red, green=x"}, {Split::kTrain, "b"}}));
  EXPECT_EQ(folders("none"), Folders{});
  EXPECT_FALSE(readDataChoice({{"data", "p/"}})->data.splits);
  EXPECT_FALSE(readDataChoice({{"data", "p/"}, {"parts", "train="}}).ok());
  EXPECT_FALSE(readDataChoice({{"data", "p/"}, {"parts", "cat=a"}}).ok());
}

TEST(DataChoice, DuplicatesAreKeptUnlessSaidOtherwise) {
  EXPECT_EQ(readDataChoice({{"data", "x"}})->data.duplicates, Duplicates::kKeep);
  for (const auto& [word, meant] : {std::pair("keep", Duplicates::kKeep),
                                    {"drop", Duplicates::kDrop},
                                    {"refuse", Duplicates::kRefuse}}) {
    EXPECT_EQ(readDataChoice({{"data", "x"}, {"duplicates", word}})->data.duplicates, meant);
  }
}

TEST(DataChoice, AnArraysLayoutIsAnyOfItsWords) {
  using Layout = DataOptions::Layout;
  EXPECT_EQ(readDataChoice({{"data", "x"}})->data.layout, Layout::kAuto);
  for (const auto& [word, meant] : {std::pair("auto", Layout::kAuto),
                                    {"nhwc", Layout::kNhwc},
                                    {"nchw", Layout::kNchw},
                                    {"nhw", Layout::kNhw},
                                    {"as-is", Layout::kAsIs}}) {
    const auto choice = readDataChoice({{"data", "x"}, {"layout", word}});
    ASSERT_TRUE(choice.ok()) << word;
    EXPECT_EQ(choice->data.layout, meant) << word;
  }
}

TEST(DataChoice, InputsAreScaledAsTheirWordSays) {
  using Inputs = DataChoice::Inputs;
  EXPECT_EQ(readDataChoice({{"data", "x"}})->inputs, Inputs::kAuto);
  for (const auto& [word, meant] :
       {std::pair("auto", Inputs::kAuto), {"scaled", Inputs::kScaled}, {"as-is", Inputs::kAsIs}}) {
    const auto choice = readDataChoice({{"data", "x"}, {"inputs", word}});
    ASSERT_TRUE(choice.ok()) << word;
    EXPECT_EQ(choice->inputs, meant) << word;
  }
}

TEST(DataChoice, TextsAreEncodedAndTheHeaderIsReadAsTheirWordSays) {
  using Texts = DataOptions::Texts;
  for (const auto& [word, meant] : {std::pair("auto", Texts::kAuto),
                                    {"one-hot", Texts::kOneHot},
                                    {"ordinal", Texts::kOrdinal}}) {
    EXPECT_EQ(readDataChoice({{"data", "x"}, {"categorical", word}})->data.texts, meant) << word;
  }
  using Header = DataOptions::Header;
  for (const auto& [word, meant] :
       {std::pair("auto", Header::kAuto), {"yes", Header::kYes}, {"no", Header::kNo}}) {
    EXPECT_EQ(readDataChoice({{"data", "x"}, {"header", word}})->data.header, meant) << word;
  }
}

TEST(DataChoice, EachArrayIsAssigned) {
  const auto choice = readDataChoice({{"data", "x"}, {"array", "train.x=p\ntrain.y=q, r"}});
  ASSERT_TRUE(choice.ok());
  EXPECT_EQ(choice->data.arrays, (std::vector<std::string>{"train.x=p", "train.y=q, r"}));
  EXPECT_TRUE(readDataChoice({{"data", "x"}})->data.arrays.empty());
}

TEST(DataChoice, ATablesLayoutIsNamedOrASign) {
  const auto named = readDataChoice({{"data", "t.csv"},
                                     {"delimiter", "blanks"},
                                     {"decimal", "comma"},
                                     {"categorical", "ordinal"}});
  ASSERT_TRUE(named.ok());
  EXPECT_EQ(named->data.delimiter, ' ');
  EXPECT_EQ(named->data.decimal_comma, true);
  EXPECT_EQ(named->data.texts, DataOptions::Texts::kOrdinal);
  const auto sign = readDataChoice({{"data", "t.csv"}, {"delimiter", "^"}, {"decimal", "point"}});
  ASSERT_TRUE(sign.ok());
  EXPECT_EQ(sign->data.delimiter, '^');
  EXPECT_EQ(sign->data.decimal_comma, false);
  const auto told = readDataChoice({{"data", "t.csv"}, {"delimiter", "auto"}, {"decimal", "auto"}});
  ASSERT_TRUE(told.ok());
  EXPECT_FALSE(told->data.delimiter.has_value());
  EXPECT_FALSE(told->data.decimal_comma.has_value());
}

struct Wrong {
  const char* id;
  const char* typed;
  const char* message;
};

class WrongChoice : public testing::TestWithParam<Wrong> {};

TEST_P(WrongChoice, NamesTheOptionTheValueAndWhatIsAllowed) {
  const auto choice = readDataChoice({{GetParam().id, GetParam().typed}});
  ASSERT_FALSE(choice.ok());
  EXPECT_EQ(choice.error().message(), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Options, WrongChoice,
    testing::Values(
        Wrong{"parts", "a",
              "parts: 'a' is not allowed; allowed: "
              "train=FOLDER,validation=FOLDER,test=FOLDER, or none"},
        Wrong{"duplicates", "some",
              "duplicates: 'some' is not allowed; allowed: keep, drop, "
              "refuse"},
        Wrong{"task", "ranking",
              "task: 'ranking' is not allowed; allowed: classification, regression"},
        Wrong{"classes", "1",
              "classes: '1' is not allowed; allowed: a whole number, at least 2 and at most 10000"},
        Wrong{"image-size", "big",
              "image-size: 'big' is not allowed; allowed: a whole number, at least 1 and at most "
              "4096"},
        Wrong{"image-channels", "2", "image-channels: '2' is not allowed; allowed: 1, 3"},
        Wrong{"layout", "hwc",
              "layout: 'hwc' is not allowed; allowed: auto, nhwc, nchw, nhw, as-is"},
        Wrong{"inputs", "raw", "inputs: 'raw' is not allowed; allowed: auto, scaled, as-is"},
        Wrong{"header", "maybe", "header: 'maybe' is not allowed; allowed: auto, yes, no"},
        Wrong{"delimiter", "::",
              "delimiter: '::' is not allowed; allowed: auto, comma, semicolon, tab, pipe, blanks "
              "or one ASCII character but a quote"},
        Wrong{"decimal", ",", "decimal: ',' is not allowed; allowed: auto, point, comma"},
        Wrong{"categorical", "hash",
              "categorical: 'hash' is not allowed; allowed: auto, one-hot, ordinal"},
        Wrong{"validation", "1",
              "validation: '1' is not allowed; allowed: a number, at least 0 and below 1"},
        Wrong{"test", "nan",
              "test: 'nan' is not allowed; allowed: a number, at least 0 and below 1"},
        Wrong{"workers", "-1",
              "workers: '-1' is not allowed; allowed: a whole number, at least 0 and at most 64"}),
    [](const auto& wrong) {
      std::string name = wrong.param.id;
      std::erase(name, '-');
      return name;
    });

}  // namespace
}  // namespace emascope
