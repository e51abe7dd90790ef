// SPDX-License-Identifier: Apache-2.0
//
// A script in the arenas of a run: it trains there, and each track is a copy that reads the track.
#include "core/models/network_model.h"
#include "core/train/model_state.h"
#include "tests/core/models/script/script_fixture.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

std::unique_ptr<Model> modelOf(const LoadedScript& script) {
  return makeNetworkModel(networkOf(script), {Objective::Loss::kSquared}, 1);
}

/// y = what another linear map gives.
Batch batchOf(std::int64_t samples) {
  const at::Tensor inputs = ramp({samples, 4}).sin() * 2.0;
  return {inputs, inputs.narrow(1, 0, 3) * 0.5 + 0.25};
}

void descend(const ModelState& state, double rate) {
  const at::NoGradGuard no_gradients;
  state.weights().sub_(state.gradients(), rate);
}

TEST(ScriptInArena, TrainsWhereItIsLaid) {
  const auto model = modelOf(loaded("plain.pt"));
  ModelState state(*model, 0, at::kCPU);
  const double before = model->lossAndGradients(batchOf(16)).item<double>();
  for (int step = 0; step < 300; ++step) {
    state.zeroGradients();
    static_cast<void>(model->lossAndGradients(batchOf(16)));
    descend(state, 0.2);
  }
  state.checkBinding();
  state.zeroGradients();
  EXPECT_LT(model->lossAndGradients(batchOf(16)).item<double>(), before / 20.0);
}

TEST(ScriptInArena, TrainsTiedWeightsAsOne) {
  const auto network = networkOf(loaded("tied.pt"));
  const auto expected = recorded("tied.pt");
  const auto model = makeNetworkModel(networkOf(loaded("tied.pt")), {Objective::Loss::kSquared}, 1);
  ModelState state(*model, 0, at::kCPU);
  EXPECT_EQ(state.weights().numel(), 64);  // 16 values, once, in 256 bytes
  state.zeroGradients();
  const at::Tensor inputs = ramp({5, 4});
  // The mean of the squares: the loss of which Python has recorded the gradient.
  static_cast<void>(model->lossAndGradients({inputs, inputs * 0.0}));
  EXPECT_LT(largestDifference(state.gradients().narrow(0, 0, 16),
                              numbers(expected["gradients"]["first.weight"])),
            2e-6);
}

TEST(ScriptInArena, EvaluatesATrackWithoutACopy) {
  const LoadedScript script = loaded("cnn.pt");
  const auto online = makeNetworkModel(networkOf(script), {Objective::Loss::kCrossEntropy}, 1);
  const ModelState state(*online, 0, at::kCPU);
  auto track_network = networkOf(script);
  Network& network = *track_network;
  const auto track =
      makeNetworkModel(std::move(track_network), {Objective::Loss::kCrossEntropy}, 1);
  const at::Tensor floats = state.online().floats.clone();
  state.bindView(*track, floats, state.online().counters);
  const c10::InferenceMode guard;
  const at::Tensor input = ramp({3, 1, 8, 8});
  const at::Tensor same = network.forward(input, false);
  EXPECT_TRUE(at::equal(same, networkOf(script)->forward(input, false)));
  floats.mul_(2.0);
  EXPECT_FALSE(at::equal(network.forward(input, false), same));
}

TEST(ScriptInArena, TrainsInMixedPrecisionAndIsEvaluatedInFloat32) {
  const auto full = modelOf(loaded("plain.pt"));
  const auto mixed = modelOf(loaded("plain.pt"));
  const ModelState full_state(*full, 0, at::kCPU);
  const ModelState mixed_state(*mixed, 0, at::kCPU);
  ASSERT_TRUE(mixed->trainInBfloat16());
  for (const Model* model : {full.get(), mixed.get()}) {
    for (const NamedTensor& each : model->parameters()) each.tensor.mutable_grad().zero_();
  }
  static_cast<void>(full->lossAndGradients(batchOf(16)));
  static_cast<void>(mixed->lossAndGradients(batchOf(16)));
  const double distance = largestDifference(full_state.gradients(), mixed_state.gradients());
  EXPECT_GT(distance, 0.0);
  EXPECT_LT(distance, 0.02 * full_state.gradients().abs().max().item<double>());
  const c10::InferenceMode guard;
  EXPECT_EQ(full->evaluate(batchOf(16)).loss.item<double>(),
            mixed->evaluate(batchOf(16)).loss.item<double>());
}

}  // namespace
}  // namespace emascope
