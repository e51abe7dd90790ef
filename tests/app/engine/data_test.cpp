// SPDX-License-Identifier: Apache-2.0
//
// `emascope-engine data`: the same for people and for programs, and one line where it cannot.
#include "tests/app/engine/engine_process.h"

#include <fstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class DataCommand : public EngineTest {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    std::ofstream(path(name)) << text;
    return path(name);
  }
};

constexpr const char* kWine = "alcohol,ash,cultivar\n14.25,2.5,b\n13.25,2,a\n12.5,,b\n13,2.25,a\n";

TEST_F(DataCommand, SaysWhatIsInATable) {
  const Outcome outcome = engine({"data", file("wine.csv", kWine), "--impute"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, path("wine.csv") +
                             ": CSV, 4 samples of 2 numbers\n"
                             "task: classification by cultivar, 2 classes\n"
                             "splits: train 2, validation 1, test 1; validation and test are drawn "
                             "from all samples (--validation, --test)\n"
                             "note: no validation sample has the class 'a'\n"
                             "note: 'ash' is the same in all training samples and carries no "
                             "information\n"
                             "\n"
                             "class  samples  share\n"
                             "a            2   50 %\n"
                             "b            2   50 %\n"
                             "\n"
                             "feature   min   mean    max  missing\n"
                             "alcohol  12.5  13.25  14.25        0\n"
                             "ash         2   2.25    2.5        1\n"
                             "\n"
                             "sample  alcohol      ash  cultivar\n"
                             "line 2    14.25      2.5         b\n"
                             "line 3    13.25        2         a\n"
                             "line 4     12.5  missing         b\n"
                             "line 5       13     2.25         a\n");
}

TEST_F(DataCommand, SaysTheSameToPrograms) {
  const Outcome outcome = engine({"data", file("wine.csv", kWine), "--impute", "--json"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const auto json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["format"], "CSV");
  EXPECT_EQ(json["samples"], 4);
  EXPECT_EQ(json["shape"], nlohmann::json::array({2}));
  EXPECT_EQ(json["classes"][1], (nlohmann::json{{"name", "b"}, {"samples", 2}}));
  EXPECT_EQ(json["features"][1]["missing"], 1);
  EXPECT_EQ(json["splits"], (nlohmann::json{{"train", 2}, {"validation", 1}, {"test", 1}}));
  EXPECT_EQ(json["drawn"], nlohmann::json::array({"validation", "test"}));
  EXPECT_EQ(json["first"][2]["place"], "line 4");
  EXPECT_TRUE(json["first"][2]["numbers"][1].is_null());
}

TEST_F(DataCommand, GivesProgramsTheReportForPeopleToo) {
  const std::string wine = file("wine.csv", kWine);
  const auto json = nlohmann::json::parse(engine({"data", wine, "--impute", "--json"}).out);
  EXPECT_EQ(json["report"], engine({"data", wine, "--impute"}).out);
  EXPECT_FALSE(json.contains("pictures"));
  const auto table =
      nlohmann::json::parse(engine({"data", wine, "--impute", "--json", "--pictures", "5"}).out);
  EXPECT_TRUE(table["pictures"].empty());  // the samples are no images
}

TEST_F(DataCommand, GivesProgramsSamplesOfImages) {
  // Eight images of 2 x 3 pixels; image k has the levels k, k + 1, …; those shown reach 11.
  std::string images = {0, 0, 8, 3, 0, 0, 0, 8, 0, 0, 0, 2, 0, 0, 0, 3};
  std::string labels = {0, 0, 8, 1, 0, 0, 0, 8};
  for (int k = 0; k < 8; ++k) {
    for (int pixel = 0; pixel < 6; ++pixel) images += static_cast<char>(k + pixel);
    labels += static_cast<char>(k % 2);
  }
  const Outcome outcome = engine({"data", file("images-idx3-ubyte", images), "--labels",
                                  file("labels-idx1-ubyte", labels), "--json", "--pictures", "4"});
  ASSERT_EQ(outcome.code, 0) << outcome.err;
  const auto pictures = nlohmann::json::parse(outcome.out)["pictures"];
  ASSERT_EQ(pictures.size(), 4U);  // samples 0, 2, 4, 6
  EXPECT_EQ(pictures[0]["rows"], 2);
  EXPECT_EQ(pictures[0]["columns"], 3);
  EXPECT_EQ(pictures[0]["channels"], 1);
  EXPECT_EQ(pictures[0]["target"], "0");
  // Levels 0 to 5 of 0 to 11: 0, 23, 46, 70, 93, 116. Python: base64.b64encode(bytes([...])).
  EXPECT_EQ(pictures[0]["pixels"], "ABcuRl10");
  // 6 to 11: 139, 162, 185, 209, 232, 255.
  EXPECT_EQ(pictures[3]["pixels"], "i6K50ej/");
}

TEST_F(DataCommand, SaysHowATableWasReadAndWhatItsTextsBecame) {
  const std::string table = file("t.csv",
                                 "when;town;y\n1700000001;Ulm;0,5\n1700000002;Kiel;1,5\n"
                                 "1700000003;Bonn;3,25\n1700000004;Bonn;3,5\n");
  const Outcome people = engine({"data", table});
  EXPECT_EQ(people.code, 0) << people.err;
  EXPECT_THAT(
      people.out,
      HasSubstr("note: semicolons separate the columns\nnote: numbers have a decimal comma\n"
                "note: text columns, one-hot encoded: town (Bonn, "
                "Kiel, Ulm)\n"));
  const Outcome programs = engine({"data", table, "--json", "--categorical", "ordinal"});
  const auto json = nlohmann::json::parse(programs.out);
  EXPECT_EQ(json["columns"][1],
            (nlohmann::json{{"name", "town"},
                            {"coding", "ordinal"},
                            {"texts", nlohmann::json::array({"Bonn", "Kiel", "Ulm"})}}));
  EXPECT_EQ(json["features"][0]["least"], 1700000001);
  EXPECT_EQ(json["first"][2]["numbers"], nlohmann::json::array({1700000003.0, 0.0}));
}

TEST_F(DataCommand, ShowsARegressionsRange) {
  const Outcome outcome =
      engine({"data", file("wine.csv", "x,y\n1,0.5\n2,1.5\n3,2\n4,4\n"), "--target", "y"});
  EXPECT_THAT(outcome.out, HasSubstr("task: regression of y, 0.5 to 4, mean 2\n"));
}

TEST_F(DataCommand, SaysWhatTrainingDrawsFromWhere) {
  std::string text = "x,part,y\n";
  for (int i = 0; i < 20; ++i) {
    text += std::to_string(i) + (i < 15 ? ",train," : ",test,") + "ab"[i % 2] + "\n";
  }
  const std::string table = file("splits.csv", text);
  const std::vector<std::string> words = {"data", table,          "--split-column",
                                          "part", "--validation", "0.2"};
  const Outcome people = engine(words);
  EXPECT_THAT(people.out, HasSubstr("\nsplits: train 12, validation 3, test 5; validation is drawn "
                                    "from the training set (--validation)\n"));
  const Outcome programs = engine({"data", table, "--split-column", "part", "--json"});
  const auto json = nlohmann::json::parse(programs.out);
  EXPECT_EQ(json["splits"], (nlohmann::json{{"train", 13}, {"validation", 2}, {"test", 5}}));
  EXPECT_EQ(json["drawn"], nlohmann::json::array({"validation"}));
  const Outcome given = engine({"data", table, "--ignore", "part", "--validation-data", table});
  EXPECT_THAT(given.out, HasSubstr("\nsplits: train 20, validation 20, test 0\n"));
}

/// One check for both.
TEST_F(DataCommand, RefusesWhatTrainingRefusesForWantOfSamples) {
  const std::string table = file("tiny.csv", "x,y\n1,0.5\n2,1.5\n3,4\n");
  const Outcome data = engine({"data", table});
  EXPECT_EQ(data.code, 2);
  EXPECT_EQ(data.err, "emascope-engine: " + table +
                          ": the validation set is empty: 0.15 of 3 samples is less than half a "
                          "sample; allowed: --validation 0.167 or above, more samples, or "
                          "--validation-data FILE\n");
  const Outcome train = engine({"train", "--data", table, "--steps", "2"});
  EXPECT_EQ(train.code, 2);
  EXPECT_THAT(train.err, HasSubstr(data.err.substr(0, data.err.size() - 1)));
  EXPECT_EQ(engine({"data", table, "--validation", "0.167"}).code, 0);
}

TEST_F(DataCommand, RefusesInOneLineWithExitCodeTwo) {
  const Outcome missing = engine({"data", path("nothing.csv")});
  EXPECT_EQ(missing.code, 2);
  EXPECT_EQ(missing.out, "");
  EXPECT_THAT(missing.err,
              StartsWith("emascope-engine: " + path("nothing.csv") + ": cannot be read"));
  const Outcome ragged = engine({"data", file("wine.csv", "x,y\n1,a\n2\n")});
  EXPECT_EQ(ragged.code, 2);
  EXPECT_EQ(ragged.out, "");
  EXPECT_EQ(ragged.err, "emascope-engine: " + path("wine.csv") +
                            ": line 3: 1 column; allowed: 2, as in the first line (commas "
                            "separate columns; --delimiter chooses another separator)\n");
}

TEST_F(DataCommand, TakesTheFileAsItsArgumentOnly) {
  const std::string wine = file("wine.csv", kWine);
  const Outcome outcome = engine({"data", wine, "--data", wine});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("--data"));
}

TEST_F(DataCommand, DoesNotWaitForAPipe) {
  const Outcome outcome =
      shell("mkfifo " + path("pipe") + " && exec \"$ENGINE\" data " + path("pipe"));
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err, HasSubstr("is a pipe or a device"));
}

TEST_F(DataCommand, PrintsNoControlCharactersOfAFile) {
  const Outcome outcome =
      engine({"data", file("wine.csv", "x\x1b[31m,y\n1,\"a\nb\"\n2,c\x07\n3,\"a\nb\"\n4,c\x07\n")});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out.find_first_of("\x1b\x07"), std::string::npos);
  EXPECT_THAT(outcome.out, HasSubstr("\na b "));
}

TEST_F(DataCommand, LongNamesAreCutAndThoseFromTheRightStayInTheirPlace) {
  const std::string text = "\u202Eb" + std::string(5000, 'c') + ",kind\n1,\u05d0\u05d1\n2,b\n3," +
                           "\u05d0\u05d1\n4,b\n5,\u05d0\u05d1\n6,b\n";
  const Outcome outcome = engine({"data", file("names.csv", text)});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("6 samples of 1 number\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\n b" + std::string(37, 'c') + "…  "));
  EXPECT_THAT(outcome.out, HasSubstr("\n\u2068\u05d0\u05d1\u2069           3   50 %\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\nb            3   50 %\n"));
  EXPECT_THAT(outcome.out, testing::Not(HasSubstr("\u202E")));
}

}  // namespace
}  // namespace emascope
