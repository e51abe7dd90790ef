// SPDX-License-Identifier: Apache-2.0
//
// A part of a script's forward, alone and under a new head.
#include "core/models/architecture/architecture.h"
#include "core/models/architecture/json_network.h"
#include "core/models/architecture/transfer.h"
#include "core/models/headed_network.h"
#include "core/models/network_model.h"
#include "core/train/model_state.h"
#include "tests/core/models/script/script_fixture.h"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/zeros.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

nlohmann::json expectedOf(const std::string& cut) {
  return nlohmann::json::parse(TemporaryFolder::contents(scriptPath("backbone.json"))).at(cut);
}

std::vector<std::string> names(const std::vector<NamedTensor>& tensors) {
  std::vector<std::string> all;
  for (const NamedTensor& each : tensors) all.push_back(each.name);
  return all;
}

class Prefix : public testing::TestWithParam<std::tuple<const char*, const char*>> {};
INSTANTIATE_TEST_SUITE_P(Cuts, Prefix,
                         testing::Combine(testing::Values("backbone.pt", "backbone_traced.pt"),
                                          testing::Values("fc", "layer", "layer.1")));

TEST_P(Prefix, ComputesWhatPythonDoesBeforeTheSubmodule) {
  const auto& [file, cut] = GetParam();
  const LoadedScript script = loaded(file);
  const ScriptPrefix prefix = orThrow(prefixBefore(script, cut));
  const auto network =
      makeScriptNetwork(script, orThrow(trainedParameters(script, {.prefix = prefix})), prefix);
  const auto expected = expectedOf(cut);
  const at::NoGradGuard no_gradients;
  const at::Tensor output = network->forward(ramp({3, 1, 8, 8}), false);
  EXPECT_EQ(output.sizes().vec(), expected["shape"].get<std::vector<std::int64_t>>());
  EXPECT_LT(largestDifference(output, numbers(expected["output"])), kTolerance);
  EXPECT_EQ(orThrow(outputShape(script, {1, 8, 8}, false, prefix)), output.sizes().slice(1).vec());
}

TEST(ScriptPrefix, HasTheTensorsThatItUses) {
  const LoadedScript script = loaded("backbone.pt");
  const ScriptPrefix before_fc = orThrow(prefixBefore(script, "fc"));
  const auto whole = orThrow(trainedParameters(script, {.prefix = before_fc}));
  EXPECT_EQ(std::set<std::string>(whole.begin(), whole.end()),
            (std::set<std::string>{"stem.0.weight", "stem.0.bias", "stem.1.weight", "stem.1.bias",
                                   "layer.0.weight", "layer.0.bias", "layer.1.weight",
                                   "layer.1.bias", "extra.weight", "extra.bias"}));
  const ScriptPrefix within = orThrow(prefixBefore(script, "layer.1"));
  EXPECT_THAT(orThrow(trainedParameters(script, {.frozen = {"stem.*"}, .prefix = within})),
              ElementsAre("layer.0.weight", "layer.0.bias"));
  const auto network = makeScriptNetwork(script, {}, within);
  EXPECT_THAT(names(network->buffers()), ElementsAre("stem.1.running_mean", "stem.1.running_var",
                                                     "stem.1.num_batches_tracked"));
}

TEST(ScriptPrefix, LeavesTheScriptAsItIs) {
  const LoadedScript script = loaded("backbone.pt");
  static_cast<void>(orThrow(prefixBefore(script, "layer.1")));
  const at::NoGradGuard no_gradients;
  EXPECT_LT(largestDifference(networkOf(script)->forward(ramp({3, 1, 8, 8}), false),
                              numbers(expectedOf("")["output"])),
            kTolerance);
}

TEST(ScriptPrefix, OfWhatForwardDoesNotCallIsRefusedWithWhatItCalls) {
  const LoadedScript script = loaded("backbone.pt");
  const Error unknown = prefixBefore(script, "head").error();
  EXPECT_THAT(unknown.why, HasSubstr("backbone.pt does not call 'head'"));
  EXPECT_EQ(unknown.allowed, "stem, layer, fc");
  const Error branch = prefixBefore(script, "extra").error();
  EXPECT_THAT(branch.why, HasSubstr("does not call 'extra'"));
  EXPECT_EQ(prefixBefore(script, "layer.9").error().allowed, "stem, layer.0, layer.1, layer.2, fc");
  EXPECT_THAT(prefixBefore(script, "stem").error().why,
              HasSubstr("is its first part, so nothing would be left"));
}

/// A frozen backbone before fc, with two classes on top.
std::unique_ptr<Network> headed(const LoadedScript& script,
                                const std::vector<std::string>& frozen) {
  const ScriptPrefix prefix = orThrow(prefixBefore(script, "fc"));
  const auto trained = orThrow(
      trainedParameters(script, {.frozen = frozen, .prefix = prefix, .may_be_still = true}));
  const Architecture head = orThrow(parseArchitecture(
      R"({"layers": [{"type": "batch_norm"}, {"type": "linear", "out_features": 2}]})", "head"));
  return makeHeadedNetwork(makeScriptNetwork(script, trained, prefix),
                           makeJsonNetwork(headAlone(head), {6}, 3));
}

Batch twoKinds() {
  const at::Tensor inputs = at::zeros({16, 1, 8, 8});
  const at::Tensor targets = at::zeros({16}, at::kLong);
  for (std::int64_t i = 0; i < 16; ++i) {
    inputs[i] = ramp({1, 8, 8}) * (i % 2 == 0 ? 1.0 : -1.0) + 0.01 * static_cast<double>(i);
    targets[i] = i % 2;
  }
  return {inputs, targets};
}

TEST(HeadedScript, TrainsItsHeadWhileWhatIsFrozenStays) {
  const LoadedScript script = loaded("backbone.pt");
  auto network = headed(script, {"*"});
  EXPECT_THAT(names(network->parameters()),
              ElementsAre("head.0.weight", "head.0.bias", "head.1.weight", "head.1.bias"));
  const auto constants = network->constants();
  std::vector<at::Tensor> before;
  for (const auto& tensors : {constants, network->buffers()}) {
    for (const NamedTensor& each : tensors) before.push_back(each.tensor.clone());
  }
  Network& parts = *network;
  const auto model = makeNetworkModel(std::move(network), {Objective::Loss::kCrossEntropy}, 1);
  ModelState state(*model, 0, at::kCPU);
  state.zeroGradients();
  const double begin = model->lossAndGradients(twoKinds()).item<double>();
  for (int step = 0; step < 200; ++step) {
    state.zeroGradients();
    static_cast<void>(model->lossAndGradients(twoKinds()));
    const at::NoGradGuard no_gradients;
    state.weights().sub_(state.gradients(), 0.5);
  }
  state.zeroGradients();
  EXPECT_LT(model->lossAndGradients(twoKinds()).item<double>(), begin / 10.0);
  std::size_t next = 0;
  for (const auto& tensors : {constants, parts.buffers()}) {
    for (const NamedTensor& each : tensors) {
      // The backbone's BatchNorms are frozen whole; the head's own follows its batches.
      EXPECT_EQ(at::equal(each.tensor, before[next]), !each.name.starts_with("head.")) << each.name;
      ++next;
    }
  }
}

TEST(HeadedScript, EstimatesTheStatisticsOfBoth) {
  const LoadedScript script = loaded("backbone.pt");
  const auto network = headed(script, {});
  const at::NoGradGuard no_gradients;
  static_cast<void>(network->estimateBuffers(twoKinds().inputs, 1));
  const at::Tensor features = named(network->buffers(), "head.0.running_mean");
  EXPECT_GT(features.abs().max().item<double>(), 0.0);
  EXPECT_EQ(named(network->buffers(), "stem.1.num_batches_tracked").item<std::int64_t>(), 1);
  const auto still = headed(script, {"*"});
  static_cast<void>(still->estimateBuffers(twoKinds().inputs, 1));
  EXPECT_EQ(named(still->buffers(), "stem.1.num_batches_tracked").item<std::int64_t>(), 5);
  EXPECT_EQ(named(still->buffers(), "head.0.num_batches_tracked").item<std::int64_t>(), 1);
}

TEST(HeadedScript, NeedNotHaveAnythingOfTheFileTrain) {
  const LoadedScript script = loaded("backbone.pt");
  EXPECT_THAT(orThrow(trainedParameters(script, {.frozen = {"*"}, .may_be_still = true})),
              IsEmpty());
  EXPECT_THAT(trainedParameters(script, {.frozen = {"*"}}).error().why,
              HasSubstr("none of its 12 parameters is trainable"));
}

}  // namespace
}  // namespace emascope
