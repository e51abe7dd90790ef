// SPDX-License-Identifier: Apache-2.0
#include "core/models/script/script_network.h"

#include "core/base/input_error.h"
#include "tests/core/models/script/script_fixture.h"

#include <iostream>
#include <sstream>

#include <gmock/gmock.h>

#include <ATen/Context.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Of sums of a few hundred products in float32, in another order.
TEST(ScriptNetwork, ComputesWhatPythonComputes) {
  for (const char* name : {"mlp.pt", "plain.pt", "cnn.pt", "tied.pt"}) {
    const auto expected = recorded(name);
    const auto network = networkOf(loaded(name));
    const at::Tensor output =
        network->forward(ramp(expected["shape"].get<std::vector<std::int64_t>>()), false);
    EXPECT_LT(largestDifference(output, numbers(expected["output"])), kTolerance) << name;
  }
}

TEST(ScriptNetwork, HasPythonsGradients) {
  for (const char* name : {"mlp.pt", "plain.pt", "cnn.pt", "tied.pt"}) {
    const auto expected = recorded(name);
    const auto network = networkOf(loaded(name));
    const auto parameters = network->parameters();
    network->forward(ramp(expected["shape"].get<std::vector<std::int64_t>>()), false)
        .square()
        .mean()
        .backward();
    for (const auto& [parameter, gradient] : expected["gradients"].items()) {
      const at::Tensor ours = named(parameters, parameter).grad();
      EXPECT_LT(largestDifference(ours, numbers(gradient)), kTolerance) << name << parameter;
    }
  }
}

TEST(ScriptNetwork, ComputesTheSameFromTheFirstPassOn) {
  const auto network = networkOf(loaded("cnn.pt"));
  const at::Tensor input = ramp({3, 1, 8, 8});
  const at::Tensor first = network->forward(input, false);
  for (int pass = 0; pass < 5; ++pass) {
    EXPECT_TRUE(at::equal(network->forward(input, false), first)) << pass;
  }
}

TEST(ScriptNetwork, TrainsAndEvaluatesInTheirModes) {
  const auto network = networkOf(loaded("cnn.pt"));
  const at::Tensor mean = named(network->buffers(), "norm.running_mean");
  const at::Tensor before = mean.clone();
  {
    const c10::InferenceMode guard;
    static_cast<void>(network->forward(ramp({3, 1, 8, 8}), false));
  }
  EXPECT_TRUE(at::equal(mean, before));
  static_cast<void>(network->forward(ramp({3, 1, 8, 8}), true));
  EXPECT_FALSE(at::equal(mean, before));
}

TEST(ScriptNetwork, DrawsItsDropoutFromTheSeed) {
  const auto network = networkOf(loaded("mlp.pt"));
  const at::Tensor input = ramp({5, 4});
  at::manual_seed(3);
  const at::Tensor first = network->forward(input, true);
  const at::Tensor second = network->forward(input, true);
  at::manual_seed(3);
  EXPECT_TRUE(at::equal(network->forward(input, true), first));
  EXPECT_FALSE(at::equal(second, first));
}

TEST(ScriptNetwork, IsItsOwnCopy) {
  const LoadedScript script = loaded("plain.pt");
  const auto one = networkOf(script);
  const auto other = networkOf(script);
  const at::NoGradGuard no_gradients;
  const at::Tensor before = other->forward(ramp({5, 4}), false);
  for (const NamedTensor& parameter : one->parameters()) at::Tensor(parameter.tensor).fill_(0.0);
  EXPECT_TRUE(at::equal(other->forward(ramp({5, 4}), false), before));
  EXPECT_TRUE(at::equal(networkOf(script)->forward(ramp({5, 4}), false), before));
}

TEST(ScriptNetwork, KeepsTiesInItsCopies) {
  const auto network = networkOf(loaded("tied.pt"));
  const auto parameters = network->parameters();
  ASSERT_EQ(parameters.size(), 1U);
  const at::NoGradGuard no_gradients;
  at::Tensor(parameters[0].tensor).zero_();
  const at::Tensor output = network->forward(ramp({5, 4}), false);
  EXPECT_EQ(output.abs().max().item<double>(), 0.0);
}

TEST(ScriptNetwork, EstimatesStatisticsAsUpdateBnDoes) {
  const auto expected = recorded("cnn.pt")["update_bn"];
  const auto network = networkOf(loaded("cnn.pt"));
  const at::NoGradGuard no_gradients;
  for (std::int64_t batch = 1; batch <= 3; ++batch) {
    network->estimateBuffers(ramp({6, 1, 8, 8}, 0.3F * static_cast<float>(batch - 1)), batch);
  }
  for (const NamedTensor& buffer : network->buffers()) {
    EXPECT_LT(largestDifference(buffer.tensor.to(at::kFloat), numbers(expected[buffer.name])),
              kTolerance)
        << buffer.name;
  }
}

TEST(ScriptNetwork, NamesTheFileWhenItsForwardFails) {
  const auto network = networkOf(loaded("plain.pt"));
  try {
    static_cast<void>(network->forward(at::zeros({2, 5}), false));
    FAIL() << "five inputs for four";
  } catch (const InputError& error) {
    EXPECT_EQ(error.error().where, scriptPath("plain.pt"));
    EXPECT_THAT(error.error().why,
                HasSubstr("mat1 and mat2 shapes cannot be multiplied (2x5 and 4x8)"));
    EXPECT_EQ(error.error().why.find('\n'), std::string::npos);
  }
}

TEST(ScriptNetwork, KnowsTheShapeOfItsOutput) {
  EXPECT_THAT(outputShape(loaded("cnn.pt"), {1, 8, 8}, false).value(), ElementsAre(10));
  EXPECT_THAT(outputShape(loaded("tokens.pt"), {7}, true).value(), ElementsAre(7, 11));
  const auto why = [](const char* name, bool tokens) {
    return outputShape(loaded(name), {4}, tokens).error().message();
  };
  EXPECT_EQ(
      why("gives_tuple.pt", false),
      scriptPath("gives_tuple.pt") +
          ": forward does not return a tensor; the samples have the shape 4; allowed: one tensor");
  EXPECT_THAT(why("cnn.pt", false), HasSubstr("cnn.pt: forward fails: "));
}

TEST(ScriptNetwork, PrintsToStandardErrorAlone) {
  const LoadedScript script = loaded("prints.pt");
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  static_cast<void>(networkOf(script)->forward(ramp({2, 4}), false));
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("look here 0\n"));
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST(LoadedScript, IsExactlyTheBytesThatAreTrusted) {
  const TemporaryFolder folder;
  std::string bytes = TemporaryFolder::contents(scriptPath("plain.pt"));
  const std::string trusted = sha256(bytes);
  const std::string file = folder.file("model.pt", bytes);
  EXPECT_TRUE(LoadedScript::load(file, trusted));
  bytes[bytes.size() / 2] ^= 1;
  ASSERT_EQ(folder.file("model.pt", bytes), file);
  EXPECT_EQ(LoadedScript::load(file, trusted).error().message(),
            file +
                ": has changed since it was probed, or is not the trusted file; "
                "allowed: a file with the SHA-256 " +
                trusted);
}

TEST(LoadedScript, SaysWhatItCannotLoad) {
  const auto why = [](const char* name) {
    const std::string path = scriptPath(name);
    return LoadedScript::load(path, sha256(TemporaryFolder::contents(path))).error().message();
  };
  EXPECT_THAT(why("custom_op.pt"), HasSubstr("custom_op.pt: needs the operator mylib::fancy"));
  EXPECT_THAT(why("newer.pt"), HasSubstr("newer.pt: was saved by a newer PyTorch"));
}

std::string whyNot(const char* name, const ScriptParts& parts = {}) {
  const auto names = trainedParameters(loaded(name), parts);
  return names ? "" : names.error().message().substr(scriptPath(name).size() + 2);
}

TEST(TrainedParameters, AreThoseOfTheFileAndOfNames) {
  const auto names = [](const char* name, const ScriptParts& parts) {
    return trainedParameters(loaded(name), parts).value();
  };
  EXPECT_THAT(names("partly_frozen.pt", {}), ElementsAre("last.weight", "last.bias"));
  EXPECT_THAT(names("plain.pt", {{"first.*"}, {}}), ElementsAre("last.weight", "last.bias"));
  EXPECT_THAT(names("plain.pt", {{"*"}, {"*.bias"}}), ElementsAre("first.bias", "last.bias"));
  EXPECT_EQ(names("nothing_trains.pt", {{}, {"*"}}).size(), 4U);
  const auto network = networkOf(loaded("plain.pt"), {{"first.*"}, {}});
  EXPECT_EQ(network->parameters().size(), 2U);
}

TEST(TrainedParameters, RefuseWhatCannotBeTrained) {
  EXPECT_EQ(whyNot("frozen.pt"),
            "has no parameters to train; allowed: a module with parameters; torch.jit.freeze turns "
            "them into constants");
  EXPECT_EQ(whyNot("half.pt"),
            "parameter first.weight is not float32; allowed: float32: call .float() on the module "
            "before it is scripted");
  EXPECT_EQ(whyNot("nothing_trains.pt"),
            "none of its 4 parameters is trainable; allowed: at least one parameter that has "
            "requires_grad and that --freeze does not match, or that --unfreeze matches");
  EXPECT_EQ(whyNot("plain.pt", {{"backbone.*"}, {}}),
            "'backbone.*' matches none of its parameters; allowed: names like first.weight");
}

}  // namespace
}  // namespace emascope
