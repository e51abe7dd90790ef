// SPDX-License-Identifier: Apache-2.0
//
// `data` and `train` judge data alike: what one of them refuses, the other refuses in the same
// words, whatever the format and the split that is wrong.
#include "tests/app/engine/flowers.h"
#include "tests/core/data/made_arrays.h"

#include <bit>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <limits>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// Writes a file of the test's own and returns its path.
using Put = std::function<std::string(const std::string& name, const std::string& bytes)>;
using Words = std::vector<std::string>;

struct RefusedData {
  const char* name;
  Words (*make)(const Put& put);  ///< the data and further options
  const char* message;
};

class BothRefuse : public FlowersTest, public testing::WithParamInterface<RefusedData> {};

TEST_P(BothRefuse, InTheSameWords) {
  const Words words = GetParam().make([this](const std::string& name, const std::string& bytes) {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
    return file(name, bytes);
  });
  Words data = {"data"};
  data.insert(data.end(), words.begin(), words.end());
  Words train = {"train", "--steps", "2", "--data"};
  train.insert(train.end(), words.begin(), words.end());
  const Outcome looked = engine(data);
  const Outcome tried = engine(train);
  EXPECT_EQ(looked.code, 2);
  EXPECT_EQ(tried.code, 2);
  EXPECT_THAT(looked.err, HasSubstr(GetParam().message));
  EXPECT_EQ(tried.err, looked.err);
}

/// Eight samples of two numbers to train on, and two, the last number of which is `last`, to
/// validate; the classes of these are `labels`.
std::string parts(float last, const std::vector<std::uint8_t>& labels) {
  std::vector<float> numbers(16);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = std::sin(static_cast<float>(i));
  return npzOf({{"x_train", npyOf("<f4", "8, 2", numbers)},
                {"y_train", npyOf<std::uint8_t>("|u1", "8", {0, 1, 0, 1, 0, 1, 0, 1})},
                {"x_val", npyOf<float>("<f4", "2, 2", {0.5F, 0.25F, 1.0F, last})},
                {"y_val", npyOf("|u1", "2", labels)}});
}

Words floatIdx(const Put& put) {
  std::string bytes({0, 0, 0x0D, 3, 0, 0, 0, 8, 0, 0, 0, 2, 0, 0, 0, 2});
  for (int i = 0; i < 32; ++i) {
    const float number = i == 22 ? kNaN : static_cast<float>(i);
    const auto bits = std::bit_cast<std::uint32_t>(number);
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(bits >> shift & 0xFFU);
  }
  std::string labels({0, 0, 8, 1, 0, 0, 0, 8});
  for (int i = 0; i < 8; ++i) labels += static_cast<char>(i % 2);
  return {put("images", bytes), "--labels", put("labels", labels)};
}

/// A picture of 2 x 2 pixels as BMP, all of `level`.
std::string bitmap(char level) {
  std::string bytes = "BM";
  for (const std::uint64_t field : {70, 0, 54, 40, 2, 2}) appendLittle(bytes, field, 4);
  for (const std::uint64_t field : {1, 24}) appendLittle(bytes, field, 2);
  for (const std::uint64_t field : {0, 16, 0, 0, 0, 0}) appendLittle(bytes, field, 4);
  for (int row = 0; row < 2; ++row) bytes += std::string(6, level) + std::string(2, '\0');
  return bytes;
}

Words pictures(const Put& put) {
  put("set/train/cat/1.bmp", bitmap(1));
  put("set/train/dog/2.bmp", bitmap(2));
  put("set/val/cat/3.bmp", bitmap(3));
  const std::string owl = put("set/val/owl/4.bmp", bitmap(4));
  return {std::filesystem::path(owl).parent_path().parent_path().parent_path().string()};
}

Words tinyNumbers(const Put& put) {
  std::vector<float> numbers(16);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    numbers[i] = (i % 2 == 0 ? 1.0F : 1e-44F) * static_cast<float>(i);
  }
  return {put("x.npy", npyOf("<f4", "8, 2", numbers)), "--labels",
          put("y.npy", npyOf<std::int64_t>("<i8", "8", {0, 1, 0, 1, 0, 1, 0, 1}))};
}

/// A table with the columns a, b, part and y; its first six rows train.
Words tableOf(const Put& put, const std::vector<const char*>& a, const std::vector<const char*>& y,
              Words options = {}) {
  std::string text = "a,b,part,y\n";
  for (std::size_t i = 0; i < a.size(); ++i) {
    text += std::string(a[i]) + "," + std::to_string(i * i) + (i < 6 ? ",train," : ",val,") + y[i] +
            "\n";
  }
  options.insert(options.begin(), {put("t.csv", text), "--split-column", "part"});
  return options;
}

const std::vector<const char*> kClasses = {"u", "v", "u", "v", "u", "v", "u", "v"};
const std::vector<const char*> kPlain = {"1", "2", "3", "4", "5", "6", "7", "8"};

INSTANTIATE_TEST_SUITE_P(
    Data, BothRefuse,
    testing::Values(
        RefusedData{"NanInNpzValidation",
                    [](const Put& put) -> Words {
                      return {put("n.npz", parts(kNaN, {0, 1}))};
                    },
                    "n.npz: x_val: sample 2: number 2 is NaN"},
        RefusedData{"InfinityInNpzValidation",
                    [](const Put& put) -> Words {
                      return {put("n.npz", parts(-kInfinity, {0, 1}))};
                    },
                    "n.npz: x_val: sample 2: number 2 is infinite"},
        RefusedData{"NanInFloatIdx", floatIdx, "images: sample 6: number 3 is NaN"},
        RefusedData{"ClassOfNpzValidationAlone",
                    [](const Put& put) -> Words {
                      return {put("n.npz", parts(1.0F, {0, 2}))};
                    },
                    "n.npz: the validation set has the class '2', which no training sample has"},
        RefusedData{"ClassOfAValidationFolderAlone", pictures,
                    "set: the validation set has the class 'owl', which no training sample has"},
        RefusedData{"NumbersTooClose", tinyNumbers, "x.npy: number 2: the numbers differ by about"},
        RefusedData{"NumbersTooCloseInTraining",
                    [](const Put& put) {
                      return tableOf(
                          put, {"1e-44", "2e-44", "3e-44", "4e-44", "1e-44", "2e-44", "7", "8"},
                          kClasses);
                    },
                    "t.csv: 'a': the numbers differ by about"},
        RefusedData{"TargetsTooCloseInTraining",
                    [](const Put& put) {
                      return tableOf(
                          put, kPlain,
                          {"1e-44", "2e-44", "3e-44", "4e-44", "1e-44", "2e-44", "7", "8"},
                          {"--task", "regression"});
                    },
                    "t.csv: 'y': the numbers differ by about"},
        RefusedData{
            "NoValueInTraining",
            [](const Put& put) {
              return tableOf(put, {"", "", "", "", "", "", "7", "8"}, kClasses, {"--impute"});
            },
            "t.csv: 'a' has no value in the training set"},
        RefusedData{"BeyondTheScaleOfTraining",
                    [](const Put& put) {
                      return tableOf(put, {"0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "7", "3e38"},
                                     kClasses);
                    },
                    "t.csv: 'a': 3e+38 is too far from the numbers of the training set"},
        RefusedData{"ClassThatDroppedCopiesTakeFromTraining",
                    [](const Put& put) -> Words {
                      const std::string text =
                          "a,part,y\n1,train,u\n1,train,v\n2,train,u\n3,val,v\n4,val,u\n";
                      return {put("t.csv", text), "--split-column", "part", "--duplicates", "drop"};
                    },
                    "t.csv: the validation set has the class 'v', which no training sample has"}),
    [](const auto& test) { return std::string(test.param.name); });

class BothNote : public FlowersTest {};

TEST_F(BothNote, WhatTheSplitLeavesWithoutUse) {
  const std::string table =
      file("t.csv", "a,b,part,y\n7,1,train,u\n7,2,train,v\n7,3,train,u\n8,4,val,u\n9,5,val,u\n");
  const Words options = {"--split-column", "part", "--batch", "2", "--steps", "2"};
  Words train = {"train", "--data", table};
  train.insert(train.end(), options.begin(), options.end());
  const Outcome tried = engine(train);
  ASSERT_EQ(tried.code, 0) << tried.err;
  const Outcome looked = engine({"data", table, "--split-column", "part"});
  for (const char* const note :
       {"\nnote: no validation sample has the class 'v'\n",
        "\nnote: 'a' is the same in all training samples and carries no information\n"}) {
    EXPECT_THAT("\n" + tried.err, HasSubstr(note));
    EXPECT_THAT(looked.out, HasSubstr(note));
  }
}

TEST_F(BothNote, NothingOfTheLargestNumbersWhichAreTrainedOn) {
  std::string text = "a,b,y\n";
  for (int i = 0; i < 60; ++i) {
    text += std::string(i % 3 == 0 ? "-3e38," : "3e38,") + std::to_string(i % 7) + "," +
            (i % 3 == 0 ? "u" : "v") + "\n";
  }
  const std::string table = file("huge.csv", text);
  EXPECT_EQ(engine({"data", table}).code, 0);
  const CsvColumns columns = trained({"--data", table, "--steps", "200", "--eval-every", "100"});
  EXPECT_TRUE(std::isfinite(std::stod(columns.at("raw.val_loss").back())));
  EXPECT_GT(std::stod(columns.at("raw.val_accuracy").back()), 0.9);
}

}  // namespace
}  // namespace emascope
