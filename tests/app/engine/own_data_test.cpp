// SPDX-License-Identifier: Apache-2.0
//
// `emascope-engine train --data`: a person's own files become a run, or one line that says what is
// wrong with them.
#include "tests/app/engine/flowers.h"

#include <array>
#include <cmath>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

class OwnData : public FlowersTest {
 protected:
  /// y = 1000 + 50 x, and 10 more or less that nothing explains.
  std::string line() {
    std::string text = "x,y\n";
    for (int i = 0; i < 200; ++i) {
      const double x = std::sin(0.37 * i);
      text += std::to_string(x) + "," +
              std::to_string(1000.0 + 50.0 * x + (i * 7 % 5 < 2 ? 10 : -10)) + "\n";
    }
    return file("line.csv", text);
  }

  /// 8 x 8 pixels, bright above or bright below; IDX as MNIST has it.
  void halves(std::string& images, std::string& labels) {
    constexpr int kImages = 120;
    std::string pixels({0, 0, 8, 3, 0, 0, 0, kImages, 0, 0, 0, 8, 0, 0, 0, 8});
    std::string classes({0, 0, 8, 1, 0, 0, 0, kImages});
    for (int i = 0; i < kImages; ++i) {
      const bool above = i % 2 == 0;
      for (int p = 0; p < 64; ++p) {
        const bool bright = (p < 32) == above;
        pixels += static_cast<char>((bright ? 90 : 10) + (i * 7 + p * 13) % 30);
      }
      classes += static_cast<char>(above ? 1 : 0);
    }
    images = file("images-idx3-ubyte", pixels);
    labels = file("labels-idx1-ubyte", classes);
  }

  static double last(const CsvColumns& columns, const std::string& name) {
    return std::stod(columns.at(name).back());
  }
};

TEST_F(OwnData, ATableOfClassesIsLearned) {
  const auto columns =
      trained({"--data", flowers(), "--target", "kind", "--steps", "300", "--eval-every", "50"});
  EXPECT_GT(last(columns, "raw.val_accuracy"), 0.95);
  EXPECT_GT(last(columns, "main.val_accuracy"), 0.95);
  EXPECT_EQ(columns.at("step").back(), "300");
}

TEST_F(OwnData, ErrorsOfNumbersAreInTheirOwnUnit) {
  const auto columns = trained({"--data", line(), "--steps", "800", "--eval-every", "100"});
  EXPECT_NEAR(last(columns, "raw.val_rmse"), 10.0, 4.0);
  EXPECT_NEAR(last(columns, "main.val_rmse"), 10.0, 4.0);
}

TEST_F(OwnData, PicturesInIdxFilesAreLearnedByEachNetwork) {
  std::string images;
  std::string labels;
  halves(images, labels);
  for (const char* model : {"mlp", "cnn", "resnet"}) {
    const auto columns =
        trained({"--data", images, "--labels", labels, "--model", model, "--steps", "60",
                 "--eval-every", "60", "--track", "schedule=constant,beta=0.9"});
    EXPECT_GT(last(columns, "raw.val_accuracy"), 0.9) << model;
  }
}

TEST_F(OwnData, ADescribedNetworkIsTrained) {
  const std::string net = file("net.json", R"({"layers": [
      {"type": "linear", "out_features": 8}, {"type": "tanh"},
      {"type": "linear", "out_features": 3}]})");
  const auto columns = trained({"--data", flowers(), "--model", net, "--steps", "500"});
  EXPECT_GT(last(columns, "raw.val_accuracy"), 0.9);
}

TEST_F(OwnData, ARunIsRepeatedByItsSeedAndIsAnotherWithAnother) {
  const std::vector<std::string> words = {"--data", flowers(), "--steps", "60", "--seed"};
  const auto with_seed = [&](const char* seed) {
    std::vector<std::string> all = words;
    all.emplace_back(seed);
    return trained(all);
  };
  EXPECT_EQ(with_seed("5"), with_seed("5"));
  EXPECT_NE(with_seed("5"), with_seed("6"));
}

TEST_F(OwnData, WhatWorkersReadIsWhatIsTrainedOn) {
  std::string images;
  std::string labels;
  halves(images, labels);
  const auto with_workers = [&](const char* workers) {
    return trained({"--data", images, "--labels", labels, "--model", "mlp", "--steps", "40",
                    "--crop", "1", "--flip", "--jitter", "0.2", "--workers", workers});
  };
  EXPECT_EQ(with_workers("0"), with_workers("2"));
}

TEST_F(OwnData, TheTestSamplesAreLookedAtOnceAtTheEnd) {
  const Outcome outcome =
      engine({"train", "--data", flowers(), "--steps", "300", "--scan", "main=0,1", "--save",
              "main=" + path("main.safetensors"), "--json", path("run.json")});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("on the test set"));
  EXPECT_THAT(outcome.out, HasSubstr("best raw"));
  EXPECT_THAT(outcome.out, HasSubstr("share of main, rest raw"));
  EXPECT_THAT(outcome.err, HasSubstr("main written to " + path("main.safetensors")));
  EXPECT_GT(std::filesystem::file_size(path("main.safetensors")), 1000U);
  EXPECT_THAT(contents(path("run.json")), HasSubstr("\"of\": \"best main\""));
}

TEST_F(OwnData, AFileThatCannotBeSavedIsRefusedBeforeTheRun) {
  const Outcome outcome = engine({"train", "--save", "main=" + path("missing/w.safetensors")});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("missing/w.safetensors"));
  const Outcome program = engine({"train", "--save", "main=" + path("main.pt")});
  EXPECT_EQ(program.code, 2);
  EXPECT_THAT(program.err,
              HasSubstr("only a model loaded from TorchScript can be saved as TorchScript"));
}

TEST_F(OwnData, AScriptIsTrainedAndSavedAsAScript) {
  std::string images;
  std::string labels;
  halves(images, labels);
  const std::string program = EMASCOPE_SOURCE_DIR "/tests/golden/script/cnn.pt";
  const std::string saved = path("main.pt");
  const Outcome outcome =
      engine({"train", "--data", images, "--labels", labels, "--classes", "10", "--model", program,
              "--trust", "--steps", "60", "--save", "main=" + saved});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  const Outcome probed = engine({"probe", saved});
  EXPECT_EQ(probed.code, 0) << probed.err;
  EXPECT_THAT(probed.out, HasSubstr("conv.weight: float32, 4×1×3×3"));
  EXPECT_NE(contents(saved), contents(program));
}

TEST_F(OwnData, TwoClassesAreLearnedByOneNumber) {
  std::string images;
  std::string labels;
  halves(images, labels);
  const std::vector<std::string> words = {
      "train",  "--data", images,    "--labels", labels,  "--model",      "mlp",
      "--loss", "bce",    "--steps", "100",      "--csv", path("run.csv")};
  const Outcome outcome = engine(words);
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.err, HasSubstr("→ [1]"));
  EXPECT_EQ(last(csv(path("run.csv")), "raw.val_accuracy"), 1.0);
  EXPECT_LT(last(csv(path("run.csv")), "raw.val_loss"), 0.1);
}

TEST_F(OwnData, IsValidatedAndTestedByFilesOfTheirOwn) {
  const std::string columns = "width,length,kind\n";
  const std::string validation = file("val.csv", columns + "0,0,a\n4,-3,b\n8,-6,c\n");
  const std::string test = file("test.csv", columns + "0,0,a\n8,-6,b\n");  // one is wrong
  const Outcome outcome = engine({"train", "--data", flowers(), "--validation-data", validation,
                                  "--test-data", test, "--steps", "300", "--csv", path("run.csv")});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(last(csv(path("run.csv")), "raw.val_accuracy"), 1.0);
  EXPECT_THAT(outcome.out, testing::ContainsRegex("raw +300 +[0-9.]+ +0.5\n"));
  const Outcome described = engine({"data", path("flowers.csv"), "--test-data", test});
  EXPECT_EQ(described.code, 0) << described.err;
  EXPECT_THAT(described.out, HasSubstr("182 samples"));
}

struct Wrong {
  const char* name;
  std::vector<std::string> options;  ///< beside --data flowers.csv
  std::vector<const char*> words;
};

class WrongOwnData : public OwnData, public testing::WithParamInterface<Wrong> {};

TEST_P(WrongOwnData, IsRefusedBeforeTheRun) {
  const std::string csv = path("out.csv");
  std::vector<std::string> words = {"train", "--data", flowers(), "--csv", csv};
  words.insert(words.end(), GetParam().options.begin(), GetParam().options.end());
  const Outcome outcome = engine(words);
  EXPECT_EQ(outcome.code, 2) << outcome.err;
  for (const char* part : GetParam().words) EXPECT_THAT(outcome.err, HasSubstr(part));
  EXPECT_EQ(outcome.err.find('\n'), outcome.err.size() - 1) << outcome.err;
}

INSTANTIATE_TEST_SUITE_P(
    Options, WrongOwnData,
    testing::Values(
        Wrong{"LabelsAlone", {"--test-labels", "labels.npy"}, {"test-labels: needs --test-data"}},
        Wrong{"TestMissing",
              {"--test-data", "/nowhere/test.csv"},
              {"/nowhere/test.csv: cannot be read"}},
        Wrong{"Target", {"--target", "color"}, {"flowers.csv", "'color'", "width, length, kind"}},
        Wrong{"Model", {"--model", "transformer"}, {"model: 'transformer'", "mlp, cnn, resnet"}},
        Wrong{"Shape", {"--model", "cnn"}, {"built-in cnn", "needs images", "[2]"}},
        Wrong{"ModelFile",
              {"--model", "missing.json"},
              {"missing.json: cannot be read", "No such file"}},
        Wrong{"Loss", {"--loss", "mse"}, {"loss: 'mse'", "classes", "cross-entropy"}},
        Wrong{"Binary",
              {"--loss", "bce"},
              {"loss: 'bce' is not for the 3 classes of ", "flowers.csv; allowed: cross-entropy"}},
        Wrong{"Smoothing", {"--label-smoothing", "1"}, {"label-smoothing: '1'", "below 1"}},
        Wrong{"Crop",
              {"--crop", "2"},
              {"crop: the samples of ", "flowers.csv are 2 numbers, not pictures"}},
        Wrong{"Validation", {"--validation", "0"}, {"validation: 0"}},
        Wrong{"Shares", {"--validation", "0.6", "--test", "0.5"}, {"test: 0.5"}},
        Wrong{"Preset", {"--preset", "digits"}, {"'digits' has data of its own"}}),
    [](const auto& wrong) { return std::string(wrong.param.name); });

TEST_F(OwnData, ABatchLargerThanTheTrainingPartIsRefused) {
  const Outcome outcome =
      engine({"train", "--batch", "32", "--data",
              file("few.csv", "x,k\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b\n7,a\n8,b\n")});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("batch: 32 samples are out of range"));
  EXPECT_THAT(outcome.err, HasSubstr("the training set's samples of " + path("few.csv")));
}

TEST_F(OwnData, AModelThatGivesTooFewNumbersIsRefused) {
  const std::string net =
      file("net.json", R"({"layers": [{"type": "linear", "out_features": 2}]})");
  const Outcome outcome = engine({"train", "--data", flowers(), "--model", net});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err,
              HasSubstr(net +
                        ": gives 2 for each sample; allowed: 3 logits, one for each class, "
                        "for cross-entropy loss on " +
                        path("flowers.csv")));
}

TEST_F(OwnData, TheCommandInTheRecordRepeatsTheRun) {
  const std::string data = flowers();
  const std::string json = path("run.json");
  const auto first =
      trained({"--data", data, "--ignore", "length", "--steps", "40", "--json", json});
  const Outcome again = shell("$ENGINE $(sed -n 's/^.*\"replay_line\": \"emascope-engine //p' " +
                              json + " | sed 's/\",*$//') --csv " + path("again.csv"));
  ASSERT_EQ(again.code, 0) << again.err;
  EXPECT_EQ(csv(path("again.csv")).at("raw.val_loss"), first.at("raw.val_loss"));
}

TEST_F(OwnData, SamplesThatAreTheSameAreSaidDroppedOrRefusedByDataAndTrain) {
  std::ofstream(flowers(), std::ios::app) << "77,78,a\n77,78,b\n";
  const std::string table = path("flowers.csv");
  const std::string words = "the same numbers as another: 1 with a different class";
  EXPECT_THAT(engine({"data", table}).out, HasSubstr("note: 1 of 182 samples has " + words));
  const auto train = [&](const char* how) {
    return engine({"train", "--data", table, "--duplicates", how, "--steps", "2"});
  };
  const Outcome kept = train("keep");
  EXPECT_EQ(kept.code, 0) << kept.err;
  EXPECT_THAT(kept.err, HasSubstr("note: 1 of 182 samples has " + words));
  const Outcome dropped = train("drop");
  EXPECT_EQ(dropped.code, 0) << dropped.err;
  EXPECT_THAT(dropped.err, HasSubstr("note: 1 sample with the same numbers as another left out"));
  const Outcome refused = train("refuse");
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("flowers.csv: has 1 sample with " + words));
}

}  // namespace
}  // namespace emascope
