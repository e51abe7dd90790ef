// SPDX-License-Identifier: Apache-2.0
//
// Networks of JSON descriptions against torch.nn's, recorded by tests/golden/architectures.
#include "core/models/architecture/json_network.h"

#include "core/base/input_error.h"
#include "core/models/architecture/built_in_architectures.h"
#include "core/models/network_model.h"
#include "core/store/safetensors.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <gmock/gmock.h>

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/allclose.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <torch/csrc/autograd/autograd.h>

namespace emascope {
namespace {

using Tensors = std::map<std::string, at::Tensor>;

Tensors readTensors(const std::string& path) {
  const auto reader = SafetensorsReader::open(path);
  EXPECT_TRUE(reader.ok());
  Tensors tensors;
  const auto& infos = reader.value().header().tensors;
  for (std::size_t i = 0; i < infos.size(); ++i) {
    const std::vector<std::int64_t> shape(infos[i].shape.begin(), infos[i].shape.end());
    at::Tensor tensor =
        at::empty(shape, infos[i].type == ScalarType::kI64 ? at::kLong : at::kFloat);
    const std::span bytes(static_cast<std::byte*>(tensor.mutable_data_ptr()), infos[i].bytes());
    EXPECT_TRUE(reader->read(i, 0, bytes).ok());
    tensors[infos[i].name] = tensor;
  }
  return tensors;
}

std::string goldenFile(const std::string& name) {
  return EMASCOPE_SOURCE_DIR "/tests/golden/architectures/" + name;
}

/// The values of both are sums of at most some hundred float32 products, in another order.
void expectClose(const at::Tensor& ours, const at::Tensor& theirs, const std::string& what) {
  ASSERT_EQ(ours.sizes(), theirs.sizes()) << what;
  const double difference =
      (ours.to(at::kDouble) - theirs.to(at::kDouble)).abs().max().item<double>();
  EXPECT_LE(difference, 2e-6 * std::max(1.0, theirs.abs().max().item<double>())) << what;
}

std::vector<NamedTensor> allTensors(const Network& network) {
  auto tensors = network.parameters();
  for (const NamedTensor& buffer : network.buffers()) tensors.push_back(buffer);
  return tensors;
}

void copyState(const Network& network, const Tensors& golden) {
  const at::NoGradGuard no_gradients;
  std::set<std::string> names;
  for (const auto& [name, tensor] : allTensors(network)) {
    ASSERT_TRUE(golden.contains("state." + name)) << name;
    ASSERT_EQ(tensor.sizes(), golden.at("state." + name).sizes()) << name;
    tensor.detach().copy_(golden.at("state." + name));
    names.insert("state." + name);
  }
  for (const auto& [name, tensor] : golden) {
    EXPECT_TRUE(!name.starts_with("state.") || names.contains(name)) << name;
  }
}

class RecordedNetwork : public testing::TestWithParam<std::string> {};

TEST_P(RecordedNetwork, ComputesWhatPyTorchDoes) {
  const Tensors golden = readTensors(goldenFile(GetParam() + ".safetensors"));
  const auto architecture = readArchitecture(goldenFile(GetParam() + ".json"));
  ASSERT_TRUE(architecture.ok()) << architecture.error().message();
  const at::Tensor inputs = golden.at("inputs");
  const auto network = makeJsonNetwork(*architecture, inputs.sizes().slice(1).vec(), 1);
  copyState(*network, golden);
  const at::Tensor outputs = network->forward(inputs, true);
  expectClose(outputs.detach(), golden.at("train"), "outputs in training");
  const at::Tensor weights =
      at::arange(1.0, static_cast<double>(outputs.numel()) + 1.0).reshape(outputs.sizes());
  torch::autograd::backward({(outputs * weights / weights.sum()).sum()}, {});
  for (const auto& [name, tensor] : network->parameters()) {
    expectClose(tensor.grad(), golden.at("gradient." + name), "gradient of " + name);
  }
  for (const auto& [name, tensor] : network->buffers()) {
    expectClose(tensor, golden.at("after." + name), name);
  }
  const at::NoGradGuard no_gradients;
  expectClose(network->forward(inputs, false), golden.at("eval"), "outputs in evaluation");
  for (const auto& [name, tensor] : network->buffers()) {
    expectClose(tensor, golden.at("after." + name), name + " after an evaluation");
  }
}

INSTANTIATE_TEST_SUITE_P(, RecordedNetwork,
                         testing::Values("mlp", "cnn", "resnet", "transformer", "sequence"),
                         [](const auto& each) { return each.param; });

std::unique_ptr<Network> builtIn(const std::string& id, const SampleShape& shape,
                                 std::uint64_t seed = 1) {
  return makeJsonNetwork(*builtInArchitecture(id, shape, 3), shape, seed);
}

TEST(JsonNetwork, IsFilledBySeedAlone) {
  const auto first = builtIn("resnet", {3, 8, 8});
  const auto again = builtIn("resnet", {3, 8, 8});
  const auto other = builtIn("resnet", {3, 8, 8}, 2);
  ASSERT_EQ(first->parameters().size(), again->parameters().size());
  for (std::size_t i = 0; i < first->parameters().size(); ++i) {
    EXPECT_TRUE(first->parameters()[i].tensor.equal(again->parameters()[i].tensor));
  }
  EXPECT_FALSE(first->parameters()[0].tensor.equal(other->parameters()[0].tensor));
}

TEST(JsonNetwork, IsFilledAsPyTorchFillsItsModules) {
  const auto architecture = parseArchitecture(R"({"layers": [
    {"type": "embedding", "name": "tokens", "num_embeddings": 100, "embedding_dim": 64},
    {"type": "transformer_block", "name": "block", "num_heads": 4},
    {"type": "linear", "name": "head", "out_features": 50}]})",
                                              "test");
  const auto network = makeJsonNetwork(*architecture, {5}, 3);
  const auto of = [&network](const std::string& name) {
    const auto all = network->parameters();
    return std::ranges::find(all, name, &NamedTensor::name)->tensor.detach();
  };
  // 6,400 draws: the mean is within 4 / sqrt(6400) = 0.05, the variance within 4 sqrt(2 / 6400).
  EXPECT_NEAR(of("tokens.weight").mean().item<double>(), 0.0, 0.05);
  EXPECT_NEAR(of("tokens.weight").square().mean().item<double>(), 1.0, 0.08);
  const auto expect_bound = [&of](const std::string& name, double bound) {
    EXPECT_LE(of(name).abs().max().item<double>(), bound) << name;
    EXPECT_GT(of(name).abs().max().item<double>(), 0.9 * bound) << name;
  };
  expect_bound("head.weight", 1.0 / 8.0);
  expect_bound("head.bias", 1.0 / 8.0);
  expect_bound("block.linear2.weight", 1.0 / 16.0);
  expect_bound("block.self_attn.in_proj_weight", std::sqrt(6.0 / (64.0 + 3.0 * 64.0)));
  expect_bound("block.self_attn.out_proj.weight", 1.0 / 8.0);
  EXPECT_EQ(of("block.self_attn.in_proj_bias").abs().max().item<float>(), 0.0F);
  EXPECT_TRUE(of("block.norm1.weight").equal(at::ones({64})));
}

TEST(JsonNetwork, HasTheParametersThatWereCounted) {
  for (const std::string id : {"mlp", "cnn", "resnet"}) {
    const auto shaped = checkArchitecture(*builtInArchitecture(id, {2, 12, 9}, 3), {2, 12, 9});
    const auto network = makeJsonNetwork(*shaped, 1);
    std::int64_t parameters = 0;
    std::int64_t buffers = 0;
    for (const auto& named : network->parameters()) parameters += named.tensor.numel();
    for (const auto& named : network->buffers()) buffers += named.tensor.numel();
    EXPECT_EQ(parameters, shaped->parameters) << id;
    EXPECT_EQ(buffers, shaped->buffers) << id;
    EXPECT_EQ(network->forward(at::zeros({4, 2, 12, 9}), false).sizes(), at::IntArrayRef({4, 3}));
  }
}

TEST(JsonNetwork, EstimatesStatisticsAsTheMeanOverTheBatches) {
  const auto architecture = parseArchitecture(R"({"layers": [{"type": "batch_norm"}]})", "test");
  const auto network = makeJsonNetwork(*architecture, {1}, 1);
  static_cast<void>(network->forward(at::ones({4, 1}), true));
  const at::NoGradGuard no_gradients;
  const float batches[2][3] = {{0.0F, 3.0F, 6.0F}, {1.0F, 1.0F, 4.0F}};
  for (std::int64_t number = 1; number <= 2; ++number) {
    at::Tensor batch = at::empty({3, 1});
    std::copy_n(batches[number - 1], 3, batch.mutable_data_ptr<float>());
    network->estimateBuffers(batch, number);
  }
  // Means 3 and 2; unbiased variances 9 and 3.
  EXPECT_NEAR(network->buffers()[0].tensor.item<double>(), 2.5, 1e-6);
  EXPECT_NEAR(network->buffers()[1].tensor.item<double>(), 6.0, 1e-5);
  EXPECT_EQ(network->buffers()[2].tensor.item<std::int64_t>(), 2);
}

TEST(JsonNetwork, DropsInTrainingOnly) {
  const auto architecture =
      parseArchitecture(R"({"layers": [{"type": "dropout", "p": 0.25}]})", "test");
  const auto network = makeJsonNetwork(*architecture, {1000}, 1);
  at::manual_seed(1);
  const at::Tensor outputs = network->forward(at::ones({4, 1000}), true);
  EXPECT_NEAR(outputs.eq(0.0).to(at::kDouble).mean().item<double>(), 0.25, 0.03);
  EXPECT_TRUE(network->forward(at::ones({4, 1000}), false).equal(at::ones({4, 1000})));
}

TEST(JsonNetwork, RefusesBatchesItWasNotMadeFor) {
  const auto network = builtIn("mlp", {4});
  EXPECT_THROW(static_cast<void>(network->forward(at::ones({2, 5}), false)), InputError);
  try {
    static_cast<void>(network->forward(at::ones({2, 5}), false));
  } catch (const InputError& error) {
    EXPECT_STREQ(
        error.what(),
        "built-in mlp: received a batch of the shape [2,5]; allowed: samples of the shape [4]");
  }
}

TEST(JsonNetwork, SaysThatOneValueCannotBeNormalized) {
  const auto architecture = parseArchitecture(R"({"layers": [{"type": "batch_norm"}]})", "test");
  const auto network = makeJsonNetwork(*architecture, {3}, 1);
  try {
    static_cast<void>(network->forward(at::ones({1, 3}), true));
    FAIL() << "was normalized";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(),
                testing::HasSubstr("layers[0] batch_norm: cannot normalize a single value"));
  }
  EXPECT_EQ(network->buffers()[2].tensor.item<std::int64_t>(), 0);
  EXPECT_NO_THROW(static_cast<void>(network->forward(at::ones({1, 3}), false)));
}

TEST(JsonNetwork, LearnsToTellTwoRegionsApart) {
  // Which of two coordinates is larger, on a grid.
  Batch batch{at::empty({100, 2}), at::empty({100}, at::kLong)};
  float* inputs = batch.inputs.mutable_data_ptr<float>();
  std::int64_t* targets = batch.targets.mutable_data_ptr<std::int64_t>();
  for (int first = 0; first < 10; ++first) {
    for (int second = 0; second < 10; ++second) {
      *inputs++ = static_cast<float>(first) + 0.3F;
      *inputs++ = static_cast<float>(second);
      *targets++ = first >= second ? 1 : 0;
    }
  }
  auto network = makeJsonNetwork(*builtInArchitecture("mlp", {2}, 2), {2}, 1);
  const auto model = makeNetworkModel(std::move(network), {}, 1);
  for (const auto& named : model->parameters()) {
    named.tensor.mutable_grad() = at::zeros_like(named.tensor);
  }
  for (int step = 0; step < 300; ++step) {
    static_cast<void>(model->lossAndGradients(batch));
    const at::NoGradGuard no_gradients;
    for (const auto& named : model->parameters()) {
      named.tensor.detach().sub_(0.1 * named.tensor.grad());
      named.tensor.mutable_grad().zero_();
    }
  }
  EXPECT_GE(model->evaluate(batch).metric.item<double>(), 97.0);
}

}  // namespace
}  // namespace emascope
