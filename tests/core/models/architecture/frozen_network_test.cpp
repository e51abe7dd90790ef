// SPDX-License-Identifier: Apache-2.0
//
// A network of which a part is frozen, and that begins with given weights.
#include "core/models/architecture/json_network.h"
#include "core/models/architecture/transfer.h"

#include <algorithm>

#include <gmock/gmock.h>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/autograd/autograd.h>

namespace emascope {
namespace {

constexpr const char* kLayers = R"({"layers": [
  {"type": "linear", "out_features": 3},
  {"type": "batch_norm"},
  {"type": "tanh"},
  {"type": "linear", "name": "head", "out_features": 2}]})";

ShapedArchitecture shaped(const std::vector<std::string>& frozen) {
  const auto architecture = checkArchitecture(*parseArchitecture(kLayers, "net.json"), {4});
  return *freezeTensors(*architecture, frozen);
}

std::vector<std::string> names(const std::vector<NamedTensor>& tensors) {
  std::vector<std::string> found;
  for (const NamedTensor& named : tensors) found.push_back(named.name);
  return found;
}

at::Tensor inputs() { return at::arange(20.0).reshape({5, 4}); }

TEST(FrozenNetwork, ListsNeitherItsFrozenTensorsNorTheirStatistics) {
  const auto network = makeJsonNetwork(shaped({"0.*", "1.*"}), 1);
  EXPECT_THAT(names(network->parameters()), testing::ElementsAre("head.weight", "head.bias"));
  EXPECT_TRUE(network->buffers().empty());
}

TEST(FrozenNetwork, NormalizesByTheStatisticsItHasWhileItTrains) {
  const std::vector<NamedTensor> statistics = {{"1.running_mean", at::full({3}, 0.5)},
                                               {"1.running_var", at::full({3}, 4.0)}};
  const auto frozen = makeJsonNetwork(shaped({"0.*", "1.*"}), 1, statistics);
  const auto free = makeJsonNetwork(shaped({"0.*"}), 1, statistics);
  const at::NoGradGuard no_gradients;
  const at::Tensor before = frozen->forward(inputs(), false);
  EXPECT_TRUE(before.equal(free->forward(inputs(), false)));
  EXPECT_TRUE(frozen->forward(inputs(), true).equal(before));
  frozen->estimateBuffers(inputs(), 1);
  EXPECT_TRUE(frozen->forward(inputs(), false).equal(before));
  EXPECT_FALSE(free->forward(inputs(), true).equal(before));
}

TEST(FrozenNetwork, PassesGradientsThroughAFrozenPart) {
  const auto network = makeJsonNetwork(shaped({"head.*"}), 1);
  torch::autograd::backward({network->forward(inputs(), true).square().sum()}, {});
  for (const NamedTensor& named : network->parameters()) {
    ASSERT_TRUE(named.tensor.grad().defined()) << named.name;
  }
  EXPECT_THAT(names(network->parameters()),
              testing::ElementsAre("0.weight", "0.bias", "1.weight", "1.bias"));
  EXPECT_GT(network->parameters()[2].tensor.grad().abs().max().item<float>(), 0.0F);
}

TEST(FrozenNetwork, BeginsWithTheWeightsItIsGiven) {
  const std::vector<NamedTensor> weights = {{"head.bias", at::full({2}, 7.0)}};
  const auto network = makeJsonNetwork(shaped({}), 1, weights);
  const auto drawn = makeJsonNetwork(shaped({}), 1);
  for (const auto& [name, tensor] : network->parameters()) {
    const auto all = drawn->parameters();
    const auto other = std::ranges::find(all, name, &NamedTensor::name)->tensor;
    if (name == "head.bias") {
      EXPECT_TRUE(tensor.detach().equal(weights[0].tensor));
      EXPECT_NE(tensor.const_data_ptr(), weights[0].tensor.const_data_ptr());
      EXPECT_TRUE(tensor.requires_grad());
    } else {
      EXPECT_TRUE(tensor.equal(other)) << name;
    }
  }
}

TEST(FrozenNetwork, DrawsTheRestAsIfNothingHadBeenGiven) {
  const std::vector<NamedTensor> weights = {{"0.weight", at::ones({3, 4})},
                                            {"0.bias", at::ones({3})}};
  const auto given = makeJsonNetwork(shaped({"0.*"}), 1, weights)->parameters();
  const auto drawn = makeJsonNetwork(shaped({"0.*"}), 1)->parameters();
  ASSERT_EQ(given.size(), drawn.size());
  for (std::size_t i = 0; i < given.size(); ++i) {
    EXPECT_TRUE(given[i].tensor.equal(drawn[i].tensor)) << given[i].name;
  }
}

TEST(FrozenNetwork, SharesFrozenTensorsBetweenCopies) {
  const std::vector<NamedTensor> weights = {{"0.weight", at::zeros({3, 4})}};
  const auto first = makeJsonNetwork(shaped({"0.*"}), 1, weights);
  const auto second = makeJsonNetwork(shaped({"0.*"}), 1, weights);
  const at::NoGradGuard no_gradients;
  const at::Tensor before = first->forward(inputs(), false);
  weights[0].tensor.fill_(1.0);
  const at::Tensor after = first->forward(inputs(), false);
  EXPECT_FALSE(after.equal(before));
  EXPECT_TRUE(second->forward(inputs(), false).equal(after));
}

}  // namespace
}  // namespace emascope
