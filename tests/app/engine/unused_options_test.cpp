// SPDX-License-Identifier: Apache-2.0
//
// Options that would have no effect are refused, and the refusal says what they belong to.
#include "tests/app/engine/engine_process.h"

#include <fstream>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

class UnusedOptions : public EngineTest {
 protected:
  /// What is said of arguments that must be refused.
  [[nodiscard]] std::string refusal(const std::vector<std::string>& arguments) {
    const Outcome outcome = engine(arguments);
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.out, "");
    return outcome.err;
  }
  [[nodiscard]] std::string array() const {
    return EMASCOPE_SOURCE_DIR "/tests/golden/npy/lef4.npy";
  }
};

TEST_F(UnusedOptions, OfSchedules) {
  const std::vector<std::string> python = {"schedules", "--python", "a:schedule=constant"};
  for (const auto& [option, value] : {std::pair<std::string, std::string>{"--convert", "beta=0.3"},
                                      {"--steps", "100"},
                                      {"--update-every", "2"},
                                      {"--json", ""}}) {
    std::vector<std::string> arguments = python;
    arguments.push_back(option);
    if (!value.empty()) arguments.push_back(value);
    EXPECT_THAT(refusal(arguments), HasSubstr(option + ": has no effect on the lines of --python"));
  }
}

TEST_F(UnusedOptions, OfLessons) {
  EXPECT_THAT(refusal({"lessons", "--seeds", "1..3"}),
              HasSubstr("--seeds: applies to a check; allowed: together with --check FILE|ID"));
  EXPECT_THAT(refusal({"lessons", "--lang", "xx"}),
              HasSubstr("--lang: 'xx' is not known; allowed: en, de, zh"));
}

TEST_F(UnusedOptions, OfData) {
  std::ofstream(path("t.csv")) << "a,y\n1,0.5\n2,1.5\n3,2.5\n";
  EXPECT_THAT(refusal({"data", path("t.csv"), "--pictures", "3"}),
              HasSubstr("--pictures: adds pictures to the JSON; allowed: together with --json"));
}

TEST_F(UnusedOptions, OfTrain) {
  EXPECT_THAT(refusal({"train", "--snapshot-mib", "5"}),
              HasSubstr("snapshot-mib: no snapshots are kept; allowed: together with --snapshots"));
}

TEST_F(UnusedOptions, OfSmoothOnAnArray) {
  const std::vector<std::string> smooth = {"smooth",  "--input",           array(), "--output", "-",
                                           "--track", "u:schedule=uniform"};
  ASSERT_EQ(engine(smooth).code, 0);
  for (const auto& [option, value] : {std::pair<std::string, std::string>{"header", "no"},
                                      {"delimiter", ";"},
                                      {"decimal", "comma"}}) {
    std::vector<std::string> arguments = smooth;
    arguments.insert(arguments.end(), {"--" + option, value});
    EXPECT_THAT(refusal(arguments), HasSubstr(option + ": is for tables, and " + array()));
  }
}

TEST_F(UnusedOptions, OfSmoothOnSafetensors) {
  const std::string header = R"({"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})";
  std::ofstream file(path("a.safetensors"), std::ios::binary);
  const char length[8] = {static_cast<char>(header.size())};
  file.write(length, sizeof(length));
  file << header << std::string(4, '\0');
  file.close();
  const std::vector<std::string> smooth = {
      "smooth",  "--input",           path("a.safetensors"), "--output", path("o.safetensors"),
      "--track", "u:schedule=uniform"};
  ASSERT_EQ(engine(smooth).code, 0);
  std::vector<std::string> arguments = smooth;
  arguments.insert(arguments.end(), {"--key", "model"});
  EXPECT_THAT(refusal(arguments), HasSubstr("key: is for .pt, .pth, .bin and .ckpt files, and " +
                                            path("a.safetensors")));
}

TEST_F(UnusedOptions, ATableIsNotWrittenUnderTheNameOfAnArray) {
  std::ofstream(path("t.csv")) << "a\n1\n2\n";
  for (const std::string ending : {".npy", ".pt", ".json"}) {
    EXPECT_THAT(refusal({"smooth", "--input", path("t.csv"), "--output", path("out" + ending),
                         "--track", "u:schedule=uniform"}),
                HasSubstr("are written as CSV, but the name ends in " + ending));
  }
}

}  // namespace
}  // namespace emascope
