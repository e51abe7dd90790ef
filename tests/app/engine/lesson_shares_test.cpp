// SPDX-License-Identifier: Apache-2.0
//
// Learners are told what a lesson expects: in its runs the expected case of each question holds.
// The short form runs a few seeds of each lesson. EMASCOPE_LONG_LESSONS=1 runs forty that the
// lessons were not designed on, with about eight times the time.
#include "tests/app/engine/engine_process.h"

#include <cstdlib>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using nlohmann::json;

class LessonShares : public EngineTest, public testing::WithParamInterface<const char*> {
 protected:
  /// Requires that the expected case of each question holds with at least `share` of the seeds.
  void check(const std::string& seeds, double share) {
    const Outcome outcome = engine({"lessons", "--check", GetParam(), "--seeds", seeds, "--json"});
    ASSERT_EQ(outcome.code, 0) << outcome.err;
    const json lesson = json::parse(outcome.out);
    const auto runs = static_cast<double>(lesson["seeds"].size());
    ASSERT_FALSE(lesson["questions"].empty());
    for (const json& question : lesson["questions"]) {
      const auto expected = static_cast<double>(question["cases"][0]["seeds"].size());
      EXPECT_GE(expected, share * runs) << question.dump(2);
    }
  }
};

TEST_P(LessonShares, TheExpectedCaseHoldsWithEverySeedOfAFew) { check(LESSON_SEEDS, 1.0); }

TEST_P(LessonShares, TheExpectedCaseHoldsWithNearlyAllOfFortySeeds) {
  if (std::getenv("EMASCOPE_LONG_LESSONS") == nullptr) {
    GTEST_SKIP() << "takes many minutes of processor time; EMASCOPE_LONG_LESSONS=1 runs it";
  }
  check("201..240", 0.95);
}

INSTANTIATE_TEST_SUITE_P(Lessons, LessonShares,
                         testing::Values("two-means", "why-average", "when-to-begin",
                                         "too-fast-too-slow", "power", "dead-slider",
                                         "rate-to-zero", "whose-statistics", "post-hoc"),
                         [](const auto& test) {
                           std::string name = test.param;
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace emascope
