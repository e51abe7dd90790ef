// SPDX-License-Identifier: Apache-2.0
//
// Runs that end and go on by the command line.
#include "tests/app/engine/flowers.h"

#include <filesystem>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class ResumeTest : public FlowersTest {
 protected:
  /// The words with what writes the results to files called `name`.
  [[nodiscard]] std::vector<std::string> withFiles(std::vector<std::string> words,
                                                   const std::string& name) const {
    words.insert(words.end(), {"--save", "raw=" + path(name + "-raw.safetensors"), "--save",
                               "main=" + path(name + "-main.safetensors")});
    return words;
  }

  void expectSameWeights(const std::string& a, const std::string& b) const {
    for (const std::string which : {"-raw.safetensors", "-main.safetensors"}) {
      const std::string bytes = contents(path(a + which));
      EXPECT_FALSE(bytes.empty());
      EXPECT_EQ(bytes, contents(path(b + which))) << which;
    }
  }
};

TEST_F(ResumeTest, OfADemoIsTheWholeRun) {
  for (const std::string preset : {"two-spirals", "digits"}) {
    const std::vector<std::string> run = {"--preset", preset, "--eval-every", "10"};
    const auto with = [&](std::vector<std::string> more) {
      more.insert(more.begin(), run.begin(), run.end());
      return more;
    };
    const CsvColumns whole =
        trained(withFiles(with({"--steps", "60", "--planned-steps", "35"}), preset + "-whole"));
    const std::string folder = path(preset + "-checkpoints");
    static_cast<void>(trained(with({"--steps", "35", "--checkpoints", folder})));
    CsvColumns rest = trained(withFiles({"--resume", folder, "--steps", "60"}, preset + "-rest"));
    // The first run has evaluated at its last step, too.
    for (auto& [name, cells] : rest) {
      ASSERT_EQ(rest.at(name).size(), 7U);
      cells.erase(cells.begin() + 3);
      if (name == "train_loss") cells[3] = whole.at(name)[3];  // of the steps since
    }
    EXPECT_EQ(rest, whole);
    expectSameWeights(preset + "-whole", preset + "-rest");
  }
}

TEST_F(ResumeTest, OfOnesOwnDataWithWorkersAndATestSet) {
  const std::vector<std::string> run = {
      "--data", flowers(),   "--test", "0.2",         "--model", "mlp",          "--steps",
      "60",     "--workers", "2",      "--optimizer", "adamw",   "--eval-every", "10"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), run.begin(), run.end());
    return more;
  };
  static_cast<void>(trained(
      withFiles(with({"--checkpoints", path("run"), "--checkpoint-every", "20"}), "whole")));
  std::size_t resumed = 0;
  for (const auto& entry : std::filesystem::directory_iterator(path("run"))) {
    if (entry.path().extension() != ".emascope") continue;
    // The whole command may be given again; the file may have another name by now.
    std::filesystem::copy_file(path("flowers.csv"), path("moved.csv"),
                               std::filesystem::copy_options::overwrite_existing);
    auto words = with({"--resume", entry.path().string()});
    words[1] = path("moved.csv");
    static_cast<void>(trained(withFiles(words, "rest")));
    expectSameWeights("whole", "rest");
    ++resumed;
  }
  EXPECT_GE(resumed, 1U);
}

TEST_F(ResumeTest, NamesEachDifference) {
  const std::vector<std::string> run = {"train", "--data", flowers(), "--steps", "20"};
  auto first = run;
  first.insert(first.end(), {"--checkpoints", path("run")});
  ASSERT_EQ(engine(first).code, 0);
  auto other = run;
  other.insert(other.end(), {"--resume", path("run"), "--seed", "9", "--batch", "7"});
  Outcome refused = engine(other);
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("seed is 1 in the checkpoint and 9 in the request"),
                                 HasSubstr("batch is "), HasSubstr(" and 7 in the request")));
  file("flowers.csv", contents(path("flowers.csv")).replace(20, 3, "500"));
  refused = engine({"train", "--resume", path("run"), "--steps", "30"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("--data " + path("flowers.csv") + " has changed: had "),
                                 HasSubstr("the samples have changed, but not their number")));
}

TEST_F(ResumeTest, FindsItsFilesFromAnotherFolder) {
  static_cast<void>(flowers());
  file("net.json", R"({"layers": [{"type": "linear", "out_features": 3}]})");
  std::filesystem::create_directory(path("elsewhere"));
  const Outcome first = shell("cd '" + path("") +
                              "' && $ENGINE train --data flowers.csv --model net.json --steps 20 "
                              "--checkpoints run");
  ASSERT_EQ(first.code, 0) << first.err;
  const std::string from = "cd '" + path("elsewhere") + "' && $ENGINE train --resume ../run ";
  const Outcome rest = shell(from + "--steps 30");
  EXPECT_EQ(rest.code, 0) << rest.err;
  // The whole command, with the names as they are from here.
  const Outcome again = shell(from + "--data ../flowers.csv --model ../net.json --steps 40");
  EXPECT_EQ(again.code, 0) << again.err;
}

TEST_F(ResumeTest, DoesNotTellEarlierEditsAgain) {
  ASSERT_EQ(engine({"train", "--preset", "digits", "--steps", "20", "--checkpoints", path("run"),
                    "--set", "5:main.beta=0.9", "--do", "6:fork wide=main"})
                .code,
            0);
  const Outcome rest = engine({"train", "--resume", path("run"), "--steps", "40", "--set",
                               "31:main.beta=0.8", "--csv", path("rest.csv")});
  EXPECT_EQ(rest.code, 0) << rest.err;
  EXPECT_EQ(rest.err.find("step 5: "), std::string::npos) << rest.err;
  EXPECT_EQ(rest.err.find("step 6: "), std::string::npos) << rest.err;
  EXPECT_THAT(rest.err, HasSubstr("step 31: main.beta 0.9 → 0.8"));
}

TEST_F(ResumeTest, IsRefusedWithSeedsAndWithoutAFile) {
  EXPECT_THAT(engine({"train", "--resume", path("run"), "--seeds", "1..3"}).err,
              HasSubstr("resume: cannot be combined with --seeds"));
  const Outcome missing = engine({"train", "--resume", path("run")});
  EXPECT_EQ(missing.code, 2);
  EXPECT_THAT(missing.err, HasSubstr(path("run")));
  EXPECT_THAT(engine({"train", "--resume", ""}).err, HasSubstr("resume: is empty"));
}

}  // namespace
}  // namespace emascope
