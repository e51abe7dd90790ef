// SPDX-License-Identifier: Apache-2.0
//
// A person's own TorchScript file on a person's own data.
#include "core/base/sha256.h"
#include "core/store/safetensors.h"
#include "tests/app/engine/engine_process.h"
#include "tests/core/store/tensor_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::UnorderedElementsAre;

std::string script(const std::string& name) {
  return EMASCOPE_SOURCE_DIR "/tests/golden/script/" + name;
}

class TrainScript : public EngineTest {
 protected:
  /// Points around as many corners of a cube in four dimensions as there are classes.
  [[nodiscard]] std::string data(int classes) {
    const std::string file = path("points" + std::to_string(classes) + ".csv");
    std::ofstream rows(file);
    rows << "a,b,c,d,corner\n";
    for (int row = 0; row < 300; ++row) {
      const int corner = row % classes;
      for (int column = 0; column < 4; ++column) {
        const double noise = 0.01 * ((row * 37 + column * 11) % 23 - 11);
        rows << (column == corner ? 1.0 : 0.0) + noise << ',';
      }
      rows << "corner" << corner << '\n';
    }
    return file;
  }

  [[nodiscard]] Outcome train(const std::string& model, const std::vector<std::string>& more,
                              int classes = 3) {
    std::vector<std::string> words = {"train", "--data",  data(classes),  "--model",
                                      model,   "--steps", "200",          "--lr",
                                      "0.02",  "--csv",   path("run.csv")};
    words.insert(words.end(), more.begin(), more.end());
    return engine(words);
  }
};

TEST_F(TrainScript, LearnsWithTrust) {
  for (const char* name : {"plain.pt", "mlp.pt"}) {
    const Outcome outcome = train(script(name), {"--trust"});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    const CsvColumns columns = csv(path("run.csv"));
    EXPECT_EQ(std::stod(columns.at("raw.val_accuracy").back()), 1.0) << name;
    EXPECT_LT(std::stod(columns.at("raw.val_loss").back()),
              std::stod(columns.at("raw.val_loss").front()) / 3.0)
        << name;
  }
}

TEST_F(TrainScript, GivesTheSameCurveAgain) {
  ASSERT_EQ(train(script("mlp.pt"), {"--trust"}).code, 0);
  CsvColumns first = csv(path("run.csv"));
  ASSERT_EQ(train(script("mlp.pt"), {"--trust"}).code, 0);
  CsvColumns second = csv(path("run.csv"));
  EXPECT_EQ(first.erase("seconds") + second.erase("seconds"), 2U);
  EXPECT_EQ(first, second);
}

TEST_F(TrainScript, RunsNothingWithoutTrust) {
  const Outcome outcome = train(script("plain.pt"), {});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err,
              HasSubstr("a TorchScript file is a program, and this one is not trusted"));
  EXPECT_THAT(outcome.err, HasSubstr(sha256(contents(script("plain.pt")))));
}

TEST_F(TrainScript, TrustsExactlyTheBytesThatAreNamed) {
  const std::string right = sha256(contents(script("plain.pt")));
  EXPECT_EQ(train(script("plain.pt"), {"--trust", "--sha256", right}).code, 0);
  const Outcome wrong = train(script("mlp.pt"), {"--trust", "--sha256", right});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("allowed: " + right));
}

TEST_F(TrainScript, FreezesByName) {
  EXPECT_EQ(train(script("plain.pt"), {"--trust", "--freeze", "first.*"}).code, 0);
  EXPECT_EQ(train(script("nothing_trains.pt"), {"--trust", "--unfreeze", "last.*"}).code, 0);
  const Outcome nothing = train(script("nothing_trains.pt"), {"--trust"});
  EXPECT_EQ(nothing.code, 2);
  EXPECT_THAT(nothing.err, HasSubstr("none of its 4 parameters is trainable"));
  const Outcome unknown = train(script("plain.pt"), {"--trust", "--freeze", "backbone.*"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("'backbone.*' matches none of its parameters"));
}

TEST_F(TrainScript, RefusesAWrongNumberOfClasses) {
  const Outcome outcome = train(script("plain.pt"), {"--trust"}, 4);
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("gives 3 for each sample; allowed: 4 logits"));
}

TEST_F(TrainScript, RefusesWhatCannotTakeTheData) {
  const Outcome outcome = train(script("cnn.pt"), {"--trust"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("cnn.pt: forward fails with 4: "));
}

TEST_F(TrainScript, RefusesTheOptionsOfScriptsForOtherModels) {
  const Outcome outcome = train("mlp", {"--trust"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("trust: only applies to a TorchScript file as the model"));
}

TEST_F(TrainScript, SavesRawAndTracksAsScriptsThatTrainOn) {
  const Outcome outcome =
      train(script("plain.pt"), {"--trust", "--save", "raw=" + path("raw.pt"), "--save",
                                 "main=" + path("main.pt"), "--freeze", "first.bias"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(contents(path("raw.pt")), contents(path("main.pt")));
  const std::string last = csv(path("run.csv")).at("raw.val_loss").back();
  ASSERT_EQ(train(path("raw.pt"), {"--trust", "--steps", "1", "--lr", "1e-12"}).code, 0);
  EXPECT_NEAR(std::stod(csv(path("run.csv")).at("raw.val_loss").back()), std::stod(last), 1e-6);
}

TEST_F(TrainScript, AMaskOfInfinityIsNoDivergence) {
  const Outcome outcome =
      train(script("masked.pt"), {"--trust", "--save", "main=" + path("main.safetensors")});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  const CsvColumns columns = csv(path("run.csv"));
  for (const char* const curve : {"raw.val_loss", "main.val_loss"}) {
    EXPECT_LT(std::stod(columns.at(curve).back()), std::stod(columns.at(curve).front())) << curve;
  }
  const auto saved = SafetensorsReader::open(path("main.safetensors"));
  ASSERT_TRUE(saved.ok());
  const double none = -std::numeric_limits<double>::infinity();
  EXPECT_THAT(valuesOf(*saved, "mask"),
              testing::ElementsAre(0.0, 0.0, 0.0, 0.0, none, none, none, none));
}

TEST_F(TrainScript, WhoseEvaluationsAreNeverFiniteIsToldAtOnceAndEndsWithThree) {
  const Outcome outcome = train(script("nan_in_evaluation.pt"), {"--trust"});
  EXPECT_EQ(outcome.code, 3) << outcome.err;
  EXPECT_THAT(outcome.err, testing::ContainsRegex("step [0-9]+: the validation loss of raw.* is "
                                                  "-?nan, not a finite number"));
  const auto said = outcome.err.find("not a finite number");
  EXPECT_EQ(outcome.err.find("validation loss of raw", said), std::string::npos) << "twice";
}

struct NoScript {
  const char* name;
  std::string bytes;
  const char* message;
};

class NoScripts : public TrainScript, public testing::WithParamInterface<NoScript> {};

TEST_P(NoScripts, AreRefusedForWhatTheyAre) {
  std::ofstream(path(GetParam().name), std::ios::binary) << GetParam().bytes;
  for (const std::vector<std::string>& trust : {std::vector<std::string>{}, {"--trust"}}) {
    const Outcome outcome = train(path(GetParam().name), trust);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_THAT(outcome.err, HasSubstr(path(GetParam().name) + ": " + GetParam().message));
    EXPECT_FALSE(std::filesystem::exists(path("run.csv")));
  }
}

using std::string_literals::operator""s;

/// The frame of an archive around the names of its members.
std::string archiveOf(const std::string& names) {
  return "PK\x03\x04"s + std::string(40, '\0') + "PK\x01\x02" + names + "PK\x05\x06" +
         std::string(18, '\0');
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, NoScripts,
    testing::Values(
        NoScript{"net.pt2", archiveOf("net/archive_format net/models/model.json"),
                 "is a torch.export program (.pt2), not TorchScript; allowed: TorchScript"},
        NoScript{"last.ckpt", archiveOf("archive/data.pkl archive/data/0"),
                 "is a checkpoint from torch.save"},
        NoScript{"two.pkl", "\x80\x02}q\0."s, "is a pickle"},
        NoScript{"three.pkl", "\x80\x03}q\0."s, "is a pickle"},
        NoScript{"four.pt", "\x80\x04\x95\x03\0\0\0\0\0\0\0}\x94."s, "is a pickle"},
        NoScript{"five.bin", "\x80\x05}\x94."s, "is a pickle"}),
    [](const auto& test) {
      std::string name = test.param.name;
      std::ranges::replace(name, '.', '_');
      return name;
    });

TEST_F(TrainScript, LetsAProbedModelTouchNothing) {
  const Outcome outcome = train(script("maps_file.pt"), {"--trust"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_FALSE(std::filesystem::exists("written_by_model.bin"));
}

class HeadedScript : public TrainScript {
 protected:
  [[nodiscard]] std::string head(int classes) {
    std::ofstream(path("head.json"))
        << R"({"layers": [{"type": "linear", "out_features": )" << classes << "}]}";
    return path("head.json");
  }
};

TEST_F(HeadedScript, LearnsOtherClassesThanTheFileHas) {
  const std::string saved = path("w.safetensors");
  const Outcome cut = train(script("plain.pt"),
                            {"--trust", "--cut", "last", "--head", head(4), "--freeze", "first.*",
                             "--save", "main=" + saved},
                            4);
  ASSERT_EQ(cut.code, 0) << cut.err;
  EXPECT_THAT(cut.out + cut.err, HasSubstr("plain.pt 4 → 8 + head → 4, 36 parameters"));
  EXPECT_EQ(std::stod(csv(path("run.csv")).at("raw.val_accuracy").back()), 1.0);
  const auto file = SafetensorsReader::open(saved);
  ASSERT_TRUE(file.ok());
  std::vector<std::string> names;
  for (const TensorInfo& tensor : file->header().tensors) names.push_back(tensor.name);
  EXPECT_THAT(names,
              UnorderedElementsAre("first.weight", "first.bias", "head.0.weight", "head.0.bias"));
  const Outcome whole = train(script("plain.pt"), {"--trust", "--head", head(4)}, 4);
  ASSERT_EQ(whole.code, 0) << whole.err;
  EXPECT_THAT(whole.out + whole.err, HasSubstr("plain.pt 4 → 3 + head → 4, 83 parameters"));
  EXPECT_GT(std::stod(csv(path("run.csv")).at("raw.val_accuracy").back()), 0.9);
}

TEST_F(HeadedScript, IsRefusedInWords) {
  const std::string model = script("plain.pt");
  EXPECT_THAT(train(model, {"--trust", "--cut", "last"}).err, HasSubstr("cut: needs --head"));
  const std::string unknown = train(model, {"--trust", "--cut", "end", "--head", head(3)}).err;
  EXPECT_THAT(unknown, HasSubstr("does not call 'end'; allowed: first, last"));
  EXPECT_THAT(train(model, {"--trust", "--cut", "first", "--head", head(3)}).err,
              HasSubstr("so nothing would be left"));
  EXPECT_THAT(train(script("cnn.pt"), {"--trust", "--head", head(3)}).code, 2);
  EXPECT_THAT(
      train(model, {"--trust", "--cut", "last", "--head", head(3), "--save", "raw=" + path("w.pt")})
          .err,
      HasSubstr("only a model loaded from TorchScript"));
  EXPECT_THAT(train(model, {"--trust", "--cut", "last", "--head", head(5)}).err, HasSubstr("5"));
}

}  // namespace
}  // namespace emascope
