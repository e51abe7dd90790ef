// SPDX-License-Identifier: Apache-2.0
//
// `probe` as a person types it, over the files of tests/golden/script, good and bad.
#include "core/base/sha256.h"
#include "tests/app/engine/engine_process.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using Json = nlohmann::json;

std::string fixture(const std::string& name) {
  return EMASCOPE_SOURCE_DIR "/tests/golden/script/" + name;
}

class Probe : public EngineTest {
 protected:
  /// Under the sanitizers, too, an allocation that fails is an error and not the end.
  Probe() {
    for (const char* name : {"ASAN_OPTIONS", "TSAN_OPTIONS"}) {
      const char* options = std::getenv(name);
      const std::string before = options == nullptr ? "" : std::string(options) + ":";
      ::setenv(name, (before + "allocator_may_return_null=1").c_str(), 1);
    }
  }

  [[nodiscard]] Json probed(const std::string& file, int code,
                            const std::vector<std::string>& more = {}) {
    std::vector<std::string> words = {"probe", file, "--json"};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = engine(words);
    EXPECT_EQ(outcome.code, code) << outcome.out << outcome.err;
    return Json::parse(outcome.out, nullptr, false);
  }
  /// The one problem, "why; allowed: …".
  [[nodiscard]] std::string problem(const std::string& file,
                                    const std::vector<std::string>& more = {}) {
    const Json json = probed(file, 2, more);
    const Json problems = json.value("problems", Json::array());
    EXPECT_EQ(problems.size(), 1U) << json.dump(1);
    if (problems.empty()) return "";
    const std::string allowed = problems[0].value("allowed", "");
    return problems[0].value("why", "") + (allowed.empty() ? "" : "; allowed: " + allowed);
  }
};

TEST_F(Probe, SaysWhatAModelIs) {
  const Json json = probed(fixture("cnn.pt"), 0);
  EXPECT_EQ(json["sha256"], sha256(contents(fixture("cnn.pt"))));
  EXPECT_EQ(json["parameters"]["tensors"], 6);
  EXPECT_EQ(json["parameters"]["values"], 4 * 9 + 4 + 4 + 4 + 2560 + 10);
  EXPECT_EQ(json["parameters"]["listed"][0], (Json{{"name", "conv.weight"},
                                                   {"type", "float32"},
                                                   {"shape", {4, 1, 3, 3}},
                                                   {"trains", true}}));
  EXPECT_EQ(json["buffers"]["listed"][2], (Json{{"name", "norm.num_batches_tracked"},
                                                {"type", "int64"},
                                                {"shape", Json::array()},
                                                {"trains", false}}));
  EXPECT_EQ(json["arguments"], Json({"x: Tensor"}));
  EXPECT_EQ(json["input_shape"], Json({1, 8, 8}));
  EXPECT_EQ(json["input_reason"], "deduced from conv.weight");
  EXPECT_EQ(json["output_shape"], Json({10}));
  EXPECT_EQ(json["modes_differ"], true);
  EXPECT_EQ(json["denied"], Json::array());
}

TEST_F(Probe, SaysItInWords) {
  const Outcome outcome = engine({"probe", fixture("mlp.pt"), "--input", "6,4"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, HasSubstr("parameters  4 tensors, 67 values\n"
                                     "  first.weight: float32, 8×4\n"));
  EXPECT_THAT(outcome.out, HasSubstr("buffers     none\nforward     (x: Tensor)\n"
                                     "input       6×4 float32 per sample, as given\n"
                                     "output      6×3 float32 per sample\n"
                                     "modes       training and evaluation differ\n"));
  EXPECT_THAT(outcome.out, HasSubstr("\nenforced    limited memory"));
}

TEST_F(Probe, FindsTheInputOfTokenModels) {
  const Json json = probed(fixture("tokens.pt"), 0);
  EXPECT_EQ(json["input_type"], "int64");
  EXPECT_EQ(json["output_shape"], Json({8, 11}));
}

TEST_F(Probe, CountsTiedParametersOnce) {
  const Json json = probed(fixture("tied.pt"), 0);
  EXPECT_EQ(json["parameters"]["tensors"], 1);
  EXPECT_EQ(json["parameters"]["values"], 16);
}

TEST_F(Probe, SeesThatATraceKnowsOneMode) {
  const Json json = probed(fixture("traced.pt"), 0);
  EXPECT_EQ(json["modes_differ"], false);
  EXPECT_THAT(json["notes"].dump(), HasSubstr("torch.jit.trace records one mode"));
}

TEST_F(Probe, SeesThatTrainingAndEvaluationAreTheSame) {
  EXPECT_EQ(probed(fixture("plain.pt"), 0)["modes_differ"], false);
}

TEST_F(Probe, CountsFrozenParameters) {
  EXPECT_EQ(probed(fixture("partly_frozen.pt"), 0)["notes"],
            Json({"2 of its 4 parameters are frozen: they have no requires_grad"}));
  EXPECT_EQ(probed(fixture("nothing_trains.pt"), 0)["notes"],
            Json({"none of its 4 parameters has requires_grad: only those that --unfreeze matches "
                  "will train"}));
}

TEST_F(Probe, RefusesWhatCannotBeTrained) {
  EXPECT_EQ(
      problem(fixture("no_forward.pt")),
      "has no method forward; allowed: a module whose forward takes one tensor and returns one");
  EXPECT_EQ(problem(fixture("two_inputs.pt")), "forward takes 2 inputs; allowed: one tensor");
  EXPECT_EQ(problem(fixture("gives_tuple.pt")), "forward returns a tuple; allowed: one tensor");
  EXPECT_EQ(problem(fixture("gives_dict.pt")), "forward returns a dict; allowed: one tensor");
  EXPECT_EQ(problem(fixture("frozen.pt")),
            "has no parameters to train; allowed: a module with parameters; torch.jit.freeze turns "
            "them into constants");
  EXPECT_EQ(problem(fixture("half.pt")),
            "parameter first.weight is float16 (and 3 more); allowed: float32: call .float() on "
            "the module before it is scripted");
  EXPECT_EQ(problem(fixture("complex.pt")),
            "parameter weight is complex64; allowed: float32: call .float() on the module before "
            "it is scripted");
  EXPECT_EQ(problem(fixture("fixed_batch.pt")),
            "forward accepts 2 samples but not 3: shape '[2, 4]' is invalid for input of size 12; "
            "allowed: any number of samples");
}

TEST_F(Probe, RefusesAnInputThatDoesNotFit) {
  EXPECT_THAT(problem(fixture("mlp.pt"), {"--input", "5"}),
              testing::MatchesRegex("forward fails with 5: .*mat1 and mat2 shapes cannot be "
                                    "multiplied \\(2x5 and 4x8\\); allowed: the shape of one "
                                    "sample, without the batch"));
}

TEST_F(Probe, RefusesWhatThisLibTorchCannotLoad) {
  EXPECT_EQ(
      problem(fixture("custom_op.pt")),
      "needs the operator mylib::fancy, which this LibTorch does not have; allowed: operators "
      "of LibTorch itself");
  EXPECT_EQ(problem(fixture("newer.pt")),
            "was saved by a newer PyTorch: its format is version 99; allowed: up to version 10");
  EXPECT_EQ(
      problem(fixture("state_dict.pt")),
      "is a file from torch.save: weights or pickles, without the network's program; allowed: "
      "TorchScript: the module from torch.jit.script or torch.jit.trace, saved with torch.jit.save "
      "('emascope-engine export-script' writes the lines for it); or the "
      "network as a JSON file, and its weights as safetensors with --weights");
  EXPECT_EQ(problem(fixture("outputs.json")),
            "is damaged, truncated or not TorchScript; allowed: a file from torch.jit.save or "
            "Module.save");
}

TEST_F(Probe, RefusesWhatIsNoFile) {
  std::ofstream(path("empty.pt")) << "";
  ASSERT_EQ(::mkfifo(path("pipe.pt").c_str(), 0600), 0);
  const auto said = [this](const std::string& file) {
    const Outcome outcome = engine({"probe", file});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_EQ(outcome.out, "");
    return outcome.err;
  };
  EXPECT_EQ(said(path("none.pt")), "emascope-engine: " + path("none.pt") +
                                       ": cannot be read: No such file or directory\n");
  EXPECT_EQ(said(path("empty.pt")),
            "emascope-engine: " + path("empty.pt") + ": is empty; allowed: a TorchScript file\n");
  EXPECT_EQ(said(path("pipe.pt")),
            "emascope-engine: " + path("pipe.pt") + ": is a pipe or a device; allowed: a file\n");
  EXPECT_EQ(said("/tmp"), "emascope-engine: /tmp: is a folder; allowed: a file\n");
}

TEST_F(Probe, EndsAModelThatLoopsForEver) {
  EXPECT_EQ(problem(fixture("loops.pt"), {"--seconds", "5"}),
            "computing its output does not finish; allowed: at most 5 seconds");
}

TEST_F(Probe, GivesAHungryModelNoMoreMemory) {
  EXPECT_THAT(problem(fixture("hungry.pt"), {"--memory", "256", "--input", "4"}),
              StartsWith("forward fails with 4: requests 67108"));
}

TEST_F(Probe, BoundsWhatAModelPrints) {
  const Json json = probed(fixture("prints.pt"), 0);
  EXPECT_GT(json["printed_bytes"], 100000);
  EXPECT_THAT(json["printed"].get<std::string>(), StartsWith("look here 0 look here 1 "));
  EXPECT_LT(json["printed"].get<std::string>().size(), 20000U);
}

TEST_F(Probe, LetsNoModelTouchFiles) {
  const auto in = [this](const std::string& name) {
    return shell("cd '" + path("") + "' && $ENGINE probe '" + fixture(name) + "'").out;
  };
  EXPECT_THAT(in("writes.pt"), HasSubstr("tried       open a file for writing: denied, in "));
  EXPECT_THAT(in("maps_file.pt"), HasSubstr("tried       open a file for writing: denied, in "));
  EXPECT_FALSE(std::filesystem::exists(path("written_by_model.pt")));
  EXPECT_FALSE(std::filesystem::exists(path("written_by_model.bin")));
}

TEST_F(Probe, LetsNoModelReadFilesWhereTheKernelHasLandlock) {
  const Json json = probed(fixture("plain.pt"), 0);
  if (!json["held"]["files"]) GTEST_SKIP() << "this kernel has no Landlock";
  EXPECT_THAT(problem(fixture("reads.pt"), {"--input", "4"}),
              HasSubstr("unable to open file </etc/passwd>"));
}

TEST_F(Probe, NeedsTrustWhereNothingContainsTheModel) {
  const auto run = [this](const std::string& more) {
    return shell(WITHOUT_SECCOMP " $ENGINE probe '" + fixture("plain.pt") + "'" + more);
  };
  const Outcome refused = run("");
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err,
              HasSubstr("a TorchScript file is a program, and this system cannot contain it"));
  EXPECT_THAT(
      refused.err,
      HasSubstr("not enforced: no writing, deleting, connecting or starting programs (seccomp)"));
  const Outcome trusted = run(" --trust");
  EXPECT_EQ(trusted.code, 0) << trusted.err;
  EXPECT_THAT(trusted.out, HasSubstr("output      3 float32 per sample"));
  EXPECT_THAT(trusted.out, HasSubstr("not enforced: no writing"));
}

TEST_F(Probe, IsNotHeldUpByItsOwnChildsCommand) {
  EXPECT_THAT(engine({"--help"}).out, Not(HasSubstr("probe-child")));
  EXPECT_THAT(engine({"nonsense"}).err, Not(HasSubstr("probe-child")));
}

}  // namespace
}  // namespace emascope
