// SPDX-License-Identifier: Apache-2.0
//
// A person's arrays become a run as they are meant, and are refused by `train` where `data` refuses
// them. What was guessed is said.
#include "tests/app/engine/flowers.h"
#include "tests/core/data/made_arrays.h"

#include <cstdint>
#include <limits>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using Json = nlohmann::json;

class ArrayData : public FlowersTest {
 protected:
  static constexpr int kPictures = 48;

  static std::string labels() {
    std::vector<std::int64_t> numbers(kPictures);
    for (int i = 0; i < kPictures; ++i) numbers[static_cast<std::size_t>(i)] = i % 3;
    return npyOf("<i8", std::to_string(kPictures), numbers);
  }
  /// Pictures of 8 x 8 in three colors, one of which is bright.
  std::string colors(bool last) {
    std::vector<float> numbers(kPictures * 3 * 64);
    for (std::size_t n = 0; n < kPictures; ++n) {
      for (std::size_t c = 0; c < 3; ++c) {
        for (std::size_t p = 0; p < 64; ++p) {
          const std::size_t at = last ? (n * 64 + p) * 3 + c : (n * 3 + c) * 64 + p;
          numbers[at] =
              (n % 3 == c ? 1.0F : 0.2F) + 0.01F * static_cast<float>(n * 31 + p * 7 % 13);
        }
      }
    }
    const std::string shape = std::to_string(kPictures) + (last ? ", 8, 8, 3" : ", 3, 8, 8");
    return file(last ? "last.npz" : "first.npz",
                npzOf({{"images", npyOf("<f4", shape, numbers)}, {"labels", labels()}}));
  }
  /// Eight numbers a sample, of which `value` is one of sample 5.
  std::string table(float value) {
    std::vector<float> numbers(kPictures * 8);
    for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = std::sin(static_cast<float>(i));
    numbers[5 * 8 + 2] = value;
    return file("x.npy", npyOf("<f4", "48, 8", numbers));
  }
  Json record(const std::string& name) { return Json::parse(contents(path(name))); }
};

TEST_F(ArrayData, ChannelsFirstAndLastAreTheSameRun) {
  const std::vector<std::string> words = {"--model", "cnn",          "--batch", "8",     "--steps",
                                          "6",       "--eval-every", "3",       "--data"};
  const auto with = [&](const std::string& data) {
    std::vector<std::string> all = words;
    all.push_back(data);
    return trained(all);
  };
  EXPECT_EQ(with(colors(true)), with(colors(false)));
}

TEST_F(ArrayData, WhatWasGuessedIsSaidAndRecorded) {
  const char* const note =
      "samples of 8 x 8 x 3 are read as rows x columns x channels and converted to channels-first";
  const Outcome outcome = engine({"train", "--data", colors(true), "--batch", "8", "--steps", "2",
                                  "--json", path("run.json")});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("\nnote: " + std::string(note) + "\n"));
  EXPECT_THAT(record("run.json")["facts"]["model"]["notes"], Contains(note));
  EXPECT_THAT(engine({"data", colors(true)}).out, HasSubstr("note: " + std::string(note)));
}

TEST_F(ArrayData, NumbersThatAreNotFiniteAreRefusedAsByTheReport) {
  const std::string y = file("y.npy", labels());
  for (const float value :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    const std::string x = table(value);
    const Outcome data = engine({"data", x, "--labels", y});
    const Outcome train = engine({"train", "--data", x, "--labels", y, "--steps", "5"});
    EXPECT_EQ(data.code, 2);
    EXPECT_EQ(train.code, 2);
    EXPECT_EQ(train.err, data.err);
    EXPECT_THAT(train.err, HasSubstr("sample 6: number 3 is "));
  }
  EXPECT_EQ(engine({"train", "--data", table(std::numeric_limits<float>::quiet_NaN()), "--labels",
                    y, "--impute", "--steps", "5"})
                .code,
            0);
}

TEST_F(ArrayData, FilesForValidationAndTestAreCheckedToo) {
  const std::string good = file("good.csv", "a,b,kind\n1,2,x\n2,1,y\n3,5,x\n4,4,y\n5,2,x\n6,3,y\n");
  const std::string bad = file("bad.csv", "a,b,kind\n1,2,x\n2,1e300,y\n");
  for (const char* option : {"--validation-data", "--test-data"}) {
    const Outcome outcome =
        engine({"train", "--data", good, option, bad, "--validation", "0.3", "--steps", "5"});
    EXPECT_EQ(outcome.code, 2) << option;
    EXPECT_THAT(outcome.err, HasSubstr("bad.csv")) << option;
  }
}

TEST_F(ArrayData, AUsualBatchBecomesOneThatFitsFewSamples) {
  std::string text = "a,b,kind\n";
  for (int i = 0; i < 30; ++i) {
    text += std::to_string(i % 7) + "," + std::to_string(i * 5 % 11) + "," + "xy"[i % 2] + "\n";
  }
  const std::string data = file("few.csv", text);
  const Outcome outcome = engine(
      {"train", "--data", data, "--steps", "12", "--csv", path("a.csv"), "--json", path("a.json")});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("note: batch size 5, since the default of 32 exceeds the "
                                     "2"));
  EXPECT_EQ(record("a.json")["config"]["training"]["batch"], 5);
  const std::string again = record("a.json")["replay_line"].get<std::string>();
  EXPECT_THAT(again, HasSubstr("--batch 5"));
  EXPECT_THAT(engine({"train", "--data", data, "--batch", "32", "--steps", "12"}).err,
              HasSubstr("batch: 32 samples are out of range"));
}

TEST_F(ArrayData, SequencesLoseTheirGuessedChannelWhereTheNetworkTakesNone) {
  std::vector<float> numbers(kPictures * 6 * 4);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = std::sin(static_cast<float>(i));
  const std::string x = file("s.npy", npyOf("<f4", "48, 6, 4", numbers));
  const std::string y = file("y.npy", labels());
  const std::string net = file("net.json", R"({"layers": [
      {"type": "transformer_block", "num_heads": 2}, {"type": "flatten"},
      {"type": "linear", "out_features": 3}]})");
  const Outcome sequence =
      engine({"train", "--data", x, "--labels", y, "--model", net, "--batch", "8", "--steps", "3"});
  ASSERT_EQ(sequence.code, 0) << sequence.err;
  EXPECT_THAT(sequence.err, HasSubstr("note: samples are used as 6 x 4 without a channel"));
  EXPECT_THAT(sequence.err, Not(HasSubstr("pictures with one channel")));
  for (const char* model : {"mlp", "cnn"}) {
    const Outcome gray = engine(
        {"train", "--data", x, "--labels", y, "--model", model, "--batch", "8", "--steps", "3"});
    EXPECT_EQ(gray.code, 0) << model << gray.err;
    EXPECT_THAT(gray.err, HasSubstr("read as pictures with one channel")) << model;
  }
}

TEST_F(ArrayData, AnEmbeddingGetsWholeNumbersOrSaysWhichAreNone) {
  const std::string net = file("words.json", R"({"layers": [
      {"type": "embedding", "num_embeddings": 9, "embedding_dim": 4}, {"type": "flatten"},
      {"type": "linear", "out_features": 3}]})");
  const auto tokens = [&](std::int64_t one) {
    std::vector<std::int64_t> numbers(kPictures * 5);
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      numbers[i] = static_cast<std::int64_t>(i / 5 % 3 * 3 + i % 2);
    }
    numbers[13] = one;
    return engine({"train", "--data", file("t.npy", npyOf("<i8", "48, 5", numbers)), "--labels",
                   file("y.npy", labels()), "--model", net, "--batch", "8", "--steps", "40"});
  };
  const Outcome good = tokens(8);
  EXPECT_EQ(good.code, 0) << good.err;
  const Outcome bad = tokens(9);
  EXPECT_EQ(bad.code, 2);
  EXPECT_THAT(bad.err,
              HasSubstr("sample 3: number 4 is 9, but the network starts with an embedding; "
                        "allowed: whole numbers from 0 to 8"));
}

TEST_F(ArrayData, InputsMayStayAsTheyAre) {
  const auto with = [this](const char* inputs) {
    return trained(
        {"--data", flowers(), "--steps", "20", "--eval-every", "10", "--inputs", inputs});
  };
  EXPECT_EQ(with("auto"), with("scaled"));
  EXPECT_NE(with("as-is"), with("scaled"));
  EXPECT_THAT(engine({"train", "--data", flowers(), "--inputs", "as-is", "--impute"}).err,
              HasSubstr("impute: replaces missing numbers by the mean"));
}

TEST_F(ArrayData, AFileThatIsNoNetworkIsRefusedForWhatItIs) {
  const std::string weights = file("net.safetensors", std::string("\x02\0\0\0\0\0\0\0{}", 10));
  const Outcome outcome = engine({"train", "--data", flowers(), "--model", weights});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err,
              HasSubstr("net.safetensors: is a safetensors file: weights, without the network; "
                        "allowed: this file as --weights"));
  EXPECT_THAT(engine({"train", "--data", flowers(), "--model", path("none.onnx")}).err,
              HasSubstr("'" + path("none.onnx") + "' is not known"));
}

// Their difference is beyond a float.
TEST_F(ArrayData, PicturesOfTheLargestNumbersHaveTheirLevels) {
  std::vector<float> numbers(kPictures * 64, 0.0F);
  numbers[0] = -3e38F;
  numbers[1] = 3e38F;
  const std::string data = file(
      "huge.npz", npzOf({{"images", npyOf("<f4", "48, 8, 8", numbers)}, {"labels", labels()}}));
  const Outcome outcome = engine({"data", data, "--json", "--pictures", "1"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  const Json pictures = Json::parse(outcome.out)["pictures"];
  ASSERT_EQ(pictures.size(), 1U);
  // Python: base64.b64encode(bytes([0, 255, 128])).
  EXPECT_TRUE(pictures[0]["pixels"].get<std::string>().starts_with("AP+A"));
}

}  // namespace
}  // namespace emascope
