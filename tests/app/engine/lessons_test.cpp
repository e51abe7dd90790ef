// SPDX-License-Identifier: Apache-2.0
//
// `emascope-engine lessons`: the list, what a check refuses, and that it counts what `train` gives.
#include "tests/app/engine/engine_process.h"

#include <fstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

class LessonsTest : public EngineTest {
 protected:
  /// A lesson of one run of 60 steps and one question, whose first case needs `less`.
  [[nodiscard]] std::string lesson(const std::string& less) const {
    std::ofstream(path("bowl.json")) << R"({"format": "emascope-lesson", "version": 1,
 "id": "bowl", "place": 1, "title": {"en": "A bowl"}, "axis": {"y": "linear", "from": 0, "to": 1},
 "names": {}, "runs": {"bowl": {"preset": "quadratic-bowl", "steps": 60, "eval_every": 20,
  "speed": 0, "tracks": ["a:schedule=constant,beta=0.9"], "options": []}},
 "steps": [{"run": "bowl", "stop": 20, "text": {"en": "Wait."}, "show": ["raw"],
  "ask": {"question": {"en": "Which?"}, "answers": {"a": {"en": "A"}, "b": {"en": "B"}},
   "until": 60, "values": {"m": {"mean": "a", "over": [20, 60]}},
   "cases": [{"when": {"less": )" << less
                                     << R"(}, "right": "a", "say": {"en": "{m}", "de": "Loss {m}"}},
    {"say": {"en": "Open."}}]}}]})";
    return path("bowl.json");
  }
  [[nodiscard]] json checked(const std::vector<std::string>& more) {
    std::vector<std::string> words = {"lessons", "--json", "--check"};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = engine(words);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return outcome.code == 0 ? json::parse(outcome.out) : json();
  }
};

TEST_F(LessonsTest, AreListedWithTheirQuestions) {
  const Outcome text = engine({"lessons"});
  EXPECT_EQ(text.code, 0) << text.err;
  EXPECT_THAT(text.out,
              StartsWith("two-means: The ordinary mean and the moving average, 3 questions\n"));
  // In another language the count has no English words.
  const std::string german = engine({"lessons", "--lang", "de"}).out;
  EXPECT_THAT(german, testing::ContainsRegex("\npower: Was der Exponent bewirkt \\([1-9]\\)\n"));
  EXPECT_THAT(german, testing::Not(HasSubstr("question")));
  EXPECT_EQ(json::parse(engine({"lessons", "--json"}).out).size(), 9U);
}

TEST_F(LessonsTest, ACheckCountsTheSeedsOfEachCase) {
  const json check = checked({lesson(R"(["m", 1e9])"), "--seeds", "3,5"});
  EXPECT_EQ(check["seeds"], json({3, 5}));
  const json& question = check["questions"][0];
  EXPECT_EQ(question["expected"], "a");
  EXPECT_EQ(question["cases"][0]["seeds"], json({3, 5}));
  EXPECT_EQ(question["cases"][1]["seeds"], json::array());
  const json other = checked({lesson(R"([1e9, "m"])"), "--seeds", "3,5"});
  EXPECT_EQ(other["questions"][0]["cases"][1]["seeds"], json({3, 5}));
  EXPECT_EQ(other["questions"][0]["cases"][1]["text"], "Open.");
}

TEST_F(LessonsTest, ACheckSaysWhatTrainMeasures) {
  const json check = checked({lesson(R"(["m", 1e9])"), "--seeds", "3"});
  const auto columns = trained({"--preset", "quadratic-bowl", "--steps", "60", "--eval-every", "20",
                                "--seed", "3", "--track", "a:schedule=constant,beta=0.9"});
  const auto& losses = columns.at("a.val_loss");
  double mean = 0.0;
  int count = 0;
  for (std::size_t i = 0; i < losses.size(); ++i) {
    if (std::stol(columns.at("step")[i]) <= 20) continue;
    mean += std::stod(losses[i]);
    ++count;
  }
  ASSERT_EQ(count, 2);
  const double said = std::stod(check["questions"][0]["cases"][0]["text"].get<std::string>());
  EXPECT_NEAR(said, mean / count, 0.005 * mean / count);  // three digits
}

TEST_F(LessonsTest, ACheckIsPrintedForPeople) {
  const Outcome outcome =
      engine({"lessons", "--check", lesson(R"(["m", 1e9])"), "--seeds", "3", "--lang", "de"});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("bowl: A bowl (1 question, 1 seed)\n"));
  EXPECT_THAT(outcome.out, HasSubstr("a (expected)  1 of 1  100 %\n"));
  EXPECT_THAT(outcome.out, HasSubstr("  seed 3: Loss "));
}

TEST_F(LessonsTest, WhatCannotBeCheckedIsRefused) {
  const auto refusal = [this](const std::vector<std::string>& more) {
    std::vector<std::string> words = {"lessons", "--check"};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = engine(words);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.out, "");
    return outcome.err;
  };
  EXPECT_THAT(refusal({"nothing"}), HasSubstr("'nothing' is neither a lesson nor a file; allowed: "
                                              "a file, two-means, why-average"));
  EXPECT_THAT(refusal({path("")}), StartsWith("emascope-engine: "));
  EXPECT_THAT(refusal({lesson(R"(["m", "x"])")}),
              HasSubstr("bowl.json:8: steps[0].ask.cases[0].when.less: 'x' is no value"));
  EXPECT_THAT(refusal({"two-means", "--seeds", "5..1"}), HasSubstr("'5..1' goes backwards"));
}

}  // namespace
}  // namespace emascope
