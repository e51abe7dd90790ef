// SPDX-License-Identifier: Apache-2.0
//
// What cannot be done is refused before anything is: exit code 2, nothing on standard output, and
// the name, the value and what is allowed on standard error.
#include "tests/app/engine/engine_process.h"

#include <fstream>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Wrong {
  const char* name;
  std::vector<std::string> arguments;  // of train
  std::vector<const char*> words;      // all on standard error
};
void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }

class WrongUsage : public EngineTest, public testing::WithParamInterface<Wrong> {};

TEST_P(WrongUsage, IsRefusedWithExitCodeTwo) {
  std::vector<std::string> arguments = GetParam().arguments;
  arguments.insert(arguments.begin(), "train");
  const Outcome outcome = engine(arguments);
  EXPECT_EQ(outcome.code, 2);
  EXPECT_EQ(outcome.out, "");
  for (const char* word : GetParam().words) EXPECT_THAT(outcome.err, HasSubstr(word));
}

std::vector<std::string> manyTracks() {
  std::vector<std::string> arguments;
  for (int i = 0; i < 65; ++i) {
    arguments.insert(arguments.end(), {"--track", "t" + std::to_string(i) + ":beta=0.9"});
  }
  return arguments;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WrongUsage,
    testing::Values(
        Wrong{"Preset", {"--preset", "nope"}, {"preset: 'nope'", "two-spirals, digits"}},
        Wrong{"Precision",
              {"--preset", "digits", "--precision", "bf16-mixed"},
              {"precision: the model 'digits' has its own kernels, which train in float32",
               "float32"}},
        Wrong{"TrackKey", {"--track", "a:betta=1"}, {"track a: 'betta'", "schedule, beta"}},
        Wrong{"Float32", {"--track", "a:schedule=constant,beta=0.9999999"}, {"track a", "float32"}},
        Wrong{"Parameter", {"--set", "9:main.gamma=1"}, {"main: 'gamma'", "allowed: beta, power"}},
        Wrong{"BetaBelow", {"--track", "a:beta=-1"}, {"track a: beta: -1", "at least 0"}},
        Wrong{"BetaAbove", {"--track", "a:beta=1.5"}, {"track a: beta: 1.5", "at most 1"}},
        Wrong{"BetaNaN", {"--track", "a:beta=NaN"}, {"track a: beta: 'NaN'", "allowed: a number"}},
        Wrong{"Power", {"--track", "a:power=0"}, {"power: 0", "above 0 and at most 10"}},
        Wrong{
            "WarmUp", {"--track", "a:update_after_step=-1"}, {"update_after_step: -1", "least 0"}},
        Wrong{"UpdateEvery", {"--track", "a:update_every=0"}, {"update_every: 0", "at least 1"}},
        Wrong{"Duplicate", {"--track", "a:beta=1", "--track", "a:beta=1"}, {"'a' is used twice"}},
        Wrong{"Many", manyTracks(), {"tracks: 65", "at most 64"}},
        Wrong{"Steps", {"--steps", "-3"}, {"steps: -3", "at least 1 and at most"}},
        Wrong{"LateWarmUp",
              {"--set", "2400:main.update_after_step=3000"},
              {"set at step 2400: main", "would erase the average", "below 2399"}},
        Wrong{"Device", {"--device", "abacus"}, {"device: 'abacus'", "auto, cpu, cuda, cuda:N"}},
        Wrong{"Gpu", {"--device", "cuda:77"}, {"device: 'cuda:77'", "allowed: auto, cpu"}},
        Wrong{"Option",
              {"digits", "--stepps", "3"},
              {"'--stepps' is not an option (did you mean --steps?)", "--help"}},
        Wrong{"FarOption", {"--frobnicate"}, {"'--frobnicate' is not an option; see --help"}},
        Wrong{"Extra", {"two-spirals"}, {"'two-spirals' is not expected; see --help"}},
        Wrong{"NoValue", {"--steps"}, {"--steps", "--help"}}),
    [](const auto& test) { return std::string(test.param.name); });

TEST_F(EngineTest, AnUnknownCommandIsNamed) {
  const Outcome outcome = engine({"trian"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(
      outcome.err,
      HasSubstr("'trian' is not known; allowed: data, devices, export, export-script, import, "
                "lessons, models"));
}

TEST_F(EngineTest, AFileWithTheOptionOfAnotherCommandIsShownHowToBeGiven) {
  const Outcome outcome = engine({"data", "--data", "wine.csv"});
  EXPECT_EQ(outcome.code, 2);
  EXPECT_THAT(outcome.err,
              HasSubstr("'--data' is not an option (write: emascope-engine data FILE)"));
}

TEST_F(EngineTest, AnOutputIsNamedOnce) {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"train", "--csv", "a", "--csv", "b"},
        {"train", "--json", "a", "--json", "b"},
        {"export-script", "--output", "a", "--output", "b"},
        {"smooth", "--input", "-", "--output", "a", "--output", "b"}}) {
    const Outcome outcome = engine(words);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_THAT(outcome.err, HasSubstr(words[words.size() - 2] + " was given twice, with a b"));
  }
}

TEST_F(EngineTest, AnUnwritableFileIsRefusedBeforeTraining) {
  for (const char* option : {"--csv", "--json"}) {
    const Outcome outcome = engine({"train", option, path("missing/run")});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_THAT(outcome.err, HasSubstr(path("missing/run") + ": cannot be written: No such file"));
    EXPECT_THAT(outcome.err, Not(HasSubstr("parameters")));  // the line that a run begins with
  }
}

TEST_F(EngineTest, ARefusedRunLeavesAnExistingFile) {
  std::ofstream(path("run.csv")) << "precious\n";
  EXPECT_EQ(engine({"train", "--device", "abacus", "--csv", path("run.csv")}).code, 2);
  EXPECT_EQ(contents(path("run.csv")), "precious\n");
}

TEST_F(EngineTest, ARefusedRunMakesNoFile) {
  EXPECT_EQ(engine({"train", "--device", "abacus", "--csv", path("run.csv")}).code, 2);
  EXPECT_FALSE(std::filesystem::exists(path("run.csv")));
}

}  // namespace
}  // namespace emascope
