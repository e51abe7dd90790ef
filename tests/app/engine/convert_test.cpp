// SPDX-License-Identifier: Apache-2.0
//
// emascope-engine schedules --convert: one decay in all units, against their closed forms, and what
// it refuses.
#include "tests/app/engine/engine_process.h"

#include <cmath>
#include <sstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Convert : public EngineTest {
 protected:
  [[nodiscard]] std::string converted(const std::string& quantity,
                                      const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"schedules", "--convert", quantity};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = engine(words);
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    return outcome.out;
  }
  /// The number that follows the last `name` and blanks.
  [[nodiscard]] static double numberAfter(const std::string& text, const std::string& name) {
    const auto at = text.rfind(name);
    EXPECT_NE(at, std::string::npos) << name << " is not in\n" << text;
    return at == std::string::npos ? NAN : std::stod(text.substr(at + name.size()));
  }
};

TEST_F(Convert, ADecayIsGivenInUpdatesAndSteps) {
  const std::string text = converted("beta=0.999");
  EXPECT_THAT(text, StartsWith("beta=0.999, updated at every step\n"));
  EXPECT_NEAR(numberAfter(text, "half-life"), std::log(2.0) / -std::log(0.999), 0.05);
  EXPECT_NEAR(numberAfter(text, "mean age"), 0.999 / 0.001, 0.05);
  EXPECT_NEAR(numberAfter(text, "effective samples"), 1.999 / 0.001, 0.5);
  EXPECT_NEAR(numberAfter(text, "time constant"), 1000.0, 0.05);
  EXPECT_THAT(text, Not(HasSubstr("In a run of")));
}

TEST_F(Convert, AUnitThatNeedsTheRunAsksForItsSteps) {
  for (const char* quantity : {"sigma_rel=0.1", "gamma=5", "half_life_fraction=0.1"}) {
    const Outcome outcome = engine({"schedules", "--convert", quantity});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_THAT(outcome.err, HasSubstr("allowed: together with --steps N\n")) << quantity;
  }
}

TEST_F(Convert, OneStepIsOneStep) {
  EXPECT_THAT(converted("half_life=1"), HasSubstr("half-life          1 step\n"));
}

TEST_F(Convert, EveryUnitLeadsToTheSameDecay) {
  for (const char* quantity :
       {"beta=1-1/1000", "momentum=0.001", "mean_age=999", "window=1999", "time_constant=1000"}) {
    EXPECT_THAT(converted(quantity), StartsWith("beta=0.999, ")) << quantity;
  }
  EXPECT_THAT(converted("half_life=1"), StartsWith("beta=0.5, "));
  EXPECT_THAT(converted("half_life=1e6"), HasSubstr("half-life          1000000 steps\n"));
  // A tenth of 10 steps is one step.
  EXPECT_THAT(converted("half_life_fraction=1/10", {"--steps", "10"}), StartsWith("beta=0.5, "));
  // The mean of all steps has a mean age of half the run, here 5 steps.
  EXPECT_THAT(converted("gamma=0", {"--steps", "10"}), StartsWith("beta=0.83333, "));
}

TEST_F(Convert, AnUpdateEveryTenStepsKeepsTheHalfLifeInSteps) {
  const std::string text = converted("half_life=100", {"--update-every", "10"});
  EXPECT_THAT(text, HasSubstr(", updated every 10 steps\n"));
  EXPECT_NEAR(numberAfter(text, "beta="), std::exp2(-0.1), 1e-4);
  EXPECT_NEAR(numberAfter(text, "half-life"), 100.0, 1e-9);
  const double beta = std::exp2(-0.1);
  EXPECT_NEAR(numberAfter(text, "effective samples"), (1.0 + beta) / (1.0 - beta), 0.01);
}

TEST_F(Convert, TheRunsLengthGivesTheWidthOfAPowerFunction) {
  const std::string text = converted("mean_age=1000", {"--steps", "5000"});
  EXPECT_THAT(text, HasSubstr("mean age 20 % of the run\n"));
  EXPECT_NEAR(numberAfter(text, ", gamma="), 3.0, 1e-9);  // 1/(gamma + 2) = 20 %
  EXPECT_NEAR(numberAfter(text, ": sigma_rel="), std::sqrt(4.0 / (25.0 * 6.0)), 1e-4);
  EXPECT_THAT(
      converted("sigma_rel=" + std::to_string(std::sqrt(4.0 / (25.0 * 6.0))), {"--steps", "5000"}),
      HasSubstr("mean age           1000 steps\n"));
}

TEST_F(Convert, AMeanAgeAboveATenthOfTheRunIsTooSlow) {
  const std::string slow = converted("mean_age=501", {"--steps", "5000"});
  EXPECT_THAT(slow, HasSubstr("\nToo slow for a run of 5000 steps\n"));
  EXPECT_THAT(slow, HasSubstr("The mean age of this average is 501 steps"));
  EXPECT_THAT(converted("mean_age=500", {"--steps", "5000"}), Not(HasSubstr("Too slow")));
}

TEST_F(Convert, DecaysToTryAreATwentyFifthAHundredthAndATenthOfTheRun) {
  const std::string text = converted("beta=0.9", {"--steps", "5000"});
  EXPECT_THAT(text, HasSubstr("\n  start with: beta=0.995, half-life 138.3 steps; 4 % of the run"));
  EXPECT_THAT(text, HasSubstr("\n  shorter: beta=0.98, half-life 34.31 steps; 1 % of the run"));
  EXPECT_THAT(text, HasSubstr("\n  longer: beta=0.998, half-life 346.2 steps; 10 % of the run"));
}

TEST_F(Convert, EachLibraryTakesTheArgumentThatIsListedForIt) {
  const std::string text = converted("beta=0.998", {"--steps", "5000"});
  EXPECT_THAT(text, HasSubstr("  momentum=0.002: ignite, mmengine\n"));
  EXPECT_THAT(text, HasSubstr("  beta=0.998: ema-pytorch\n"));
  EXPECT_THAT(text, Not(HasSubstr("torchvision")));  // scales its decay by the batch size
  std::istringstream lines(text.substr(text.find("As an argument of --track")));
  std::vector<std::string> words = {"train", "--steps", "1", "--preset", "two-spirals"};
  std::string line;
  std::getline(lines, line);
  std::string argument;
  while (std::getline(lines, line) && !line.empty()) {
    const auto colon = line.find(": ");  // none: more libraries with the last argument
    if (colon != std::string::npos) argument = line.substr(2, colon - 2);
    std::istringstream libraries(colon == std::string::npos ? line : line.substr(colon + 2));
    std::string library;
    while (std::getline(libraries >> std::ws, library, ',')) {
      words.insert(words.end(), {"--track", "like=" + library + "," + argument});
    }
  }
  EXPECT_GT(words.size(), 30U) << text;  // more than 12 libraries
  const Outcome outcome = engine(words);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
}

TEST_F(Convert, TheEndsOfTheScaleAreConverted) {
  const std::string never = converted("beta=1");
  EXPECT_THAT(never, HasSubstr("half-life          inf steps\n"));
  const std::string copy = converted("beta=0");
  EXPECT_THAT(copy, HasSubstr("half-life          0 steps\n"));
  EXPECT_THAT(copy, HasSubstr("effective samples  1 update\n"));
}

struct Refusal {
  const char* name;
  std::vector<std::string> arguments;
  const char* what;
};
void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.name; }

class ConvertRefusal : public EngineTest, public testing::WithParamInterface<Refusal> {};

TEST_P(ConvertRefusal, SaysWhatIsAllowed) {
  std::vector<std::string> words = {"schedules"};
  words.insert(words.end(), GetParam().arguments.begin(), GetParam().arguments.end());
  const Outcome outcome = engine(words);
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr(GetParam().what));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ConvertRefusal,
    testing::Values(
        Refusal{"BetaAbove", {"--convert", "beta=1.5"}, "beta cannot be 1.5; allowed: 0 to 1"},
        Refusal{"BetaBelow", {"--convert", "beta=-0.1"}, "beta cannot be -0.1; allowed: 0 to 1"},
        Refusal{"Momentum", {"--convert", "momentum=2"}, "momentum cannot be 2; allowed: 0 to 1"},
        Refusal{"HalfLife", {"--convert", "half_life=0"}, "cannot be 0; allowed: above 0"},
        Refusal{"Window", {"--convert", "window=0.5"}, "cannot be 0.5; allowed: 1 or more"},
        Refusal{"Unit",
                {"--convert", "parsecs=3"},
                "'parsecs' is not a unit; allowed: beta, momentum, half_life, half_life_fraction, "
                "mean_age, window, time_constant, sigma_rel, gamma, inv_gamma"},
        Refusal{"NoUnit", {"--convert", "0.999"}, "'0.999' has no unit"},
        Refusal{"Nothing", {"--convert", ""}, "belong to --convert"},
        Refusal{"NoNumber", {"--convert", "beta=fast"}, "--convert beta: 'fast'"},
        Refusal{"NoValue", {"--convert", "beta="}, "--convert beta"},
        Refusal{"TwoUnits", {"--convert", "beta=0.9,window=3"}, "--convert beta"},
        Refusal{"NaN", {"--convert", "beta=nan"}, "--convert beta: 'nan'"},
        Refusal{"WithoutLength",
                {"--convert", "sigma_rel=0.1"},
                "cannot be converted until the run's length is known"},
        Refusal{
            "Width", {"--convert", "sigma_rel=0.3", "--steps", "100"}, "no average is that wide"},
        Refusal{"ShortRun",
                {"--convert", "beta=0.9", "--steps", "9"},
                "--steps: 9 steps are too few to average; allowed: a run of at least 10 steps"},
        Refusal{"NoRun", {"--convert", "beta=0.9", "--steps", "0"}, "steps of the run is 0"},
        Refusal{"Steps", {"--convert", "beta=0.9", "--steps", "2.5"}, "--steps: '2.5'"},
        Refusal{"Stride", {"--convert", "beta=0.9", "--update-every", "0"}, "update_every is 0"},
        Refusal{
            "StepsAlone", {"--steps", "100"}, "--steps and --update-every: belong to --convert"},
        Refusal{"Json", {"--convert", "beta=0.9", "--json"}, "cannot be combined with --convert"}),
    [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace emascope
