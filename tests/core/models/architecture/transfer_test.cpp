// SPDX-License-Identifier: Apache-2.0
#include "core/models/architecture/transfer.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

Architecture read(const std::string& layers, const std::string& where) {
  const auto parsed = parseArchitecture(R"({"layers": [)" + layers + "]}", where);
  EXPECT_TRUE(parsed.ok()) << parsed.error().message();
  return *parsed;
}

Architecture backbone() {
  return read(R"({"type": "conv2d", "name": "stem", "out_channels": 4, "kernel_size": 3},
                 {"type": "batch_norm"},
                 {"type": "residual", "layers": [{"type": "batch_norm", "name": "norm"}]},
                 {"type": "global_avg_pool"},
                 {"type": "linear", "name": "fc", "out_features": 5})",
              "backbone.json");
}

Architecture newHead() {
  return read(R"({"type": "relu"}, {"type": "linear", "out_features": 2})", "head.json");
}

TEST(WithHead, ReplacesTheLayersFromTheCutOn) {
  const auto joined = withHead(backbone(), "fc", newHead());
  ASSERT_TRUE(joined.ok()) << joined.error().message();
  const auto shaped = checkArchitecture(*joined, {1, 8, 8});
  ASSERT_TRUE(shaped.ok()) << shaped.error().message();
  EXPECT_EQ(shaped->output, SampleShape{2});
  ASSERT_EQ(shaped->layers.size(), 5U);
  EXPECT_EQ(shaped->layers[1].prefix, "1.");
  EXPECT_EQ(shaped->layers[4].layers[1].prefix, "head.1.");
  EXPECT_EQ(withHead(backbone(), "3", newHead())->layers.size(), 4U);
}

TEST(WithHead, NamesTheLayersOfTheBackboneForACutThatIsNone) {
  EXPECT_EQ(withHead(backbone(), "4", newHead()).error().message(),
            "cut: there is no layer '4' in backbone.json; allowed: stem, 1, 2, 3, fc");
  EXPECT_THAT(withHead(backbone(), "stem", newHead()).error().message(),
              HasSubstr("'stem' is the first layer of backbone.json"));
  const Architecture named = read(R"({"type": "relu", "name": "head"}, {"type": "tanh"})", "b");
  EXPECT_THAT(withHead(named, "1", newHead()).error().message(),
              HasSubstr("that stays is called 'head'"));
}

TEST(FreezeTensors, LeavesOutWhatMatches) {
  const auto shaped = checkArchitecture(backbone(), {1, 8, 8});
  const auto frozen = freezeTensors(*shaped, {"stem.*", "1.weight"});
  ASSERT_TRUE(frozen.ok()) << frozen.error().message();
  EXPECT_TRUE(frozen->layers[0].tensors[0].frozen);
  EXPECT_TRUE(frozen->layers[0].tensors[1].frozen);
  EXPECT_FALSE(frozen->layers[4].tensors[0].frozen);
  EXPECT_EQ(frozen->parameters, shaped->parameters - (4 * 9 + 4) - 4);
  EXPECT_EQ(frozen->buffers, shaped->buffers);
}

TEST(FreezeTensors, KeepsTheStatisticsOfAFrozenBatchNorm) {
  const auto shaped = checkArchitecture(backbone(), {1, 8, 8});
  const auto frozen = freezeTensors(*shaped, {"2.norm.*"});
  const auto& tensors = frozen->layers[2].layers[0].tensors;
  for (const LayerTensor& tensor : tensors) EXPECT_TRUE(tensor.frozen) << tensor.name;
  EXPECT_FALSE(frozen->layers[1].tensors[2].frozen);
  EXPECT_EQ(frozen->buffers, shaped->buffers - 9);
}

TEST(FreezeTensors, RefusesPatternsOfNothingAndOfEverything) {
  const auto shaped = checkArchitecture(backbone(), {1, 8, 8});
  EXPECT_EQ(freezeTensors(*shaped, {"stem.*", "layer1.*"}).error().message(),
            "freeze: 'layer1.*' matches no parameter of backbone.json; allowed: stem.weight, "
            "stem.bias, 1.weight, 1.bias, 2.norm.weight, 2.norm.bias, fc.weight, fc.bias");
  EXPECT_EQ(freezeTensors(*shaped, {"*"}).error().message(),
            "freeze: leaves no parameter of backbone.json to train; allowed: fewer patterns");
}

}  // namespace
}  // namespace emascope
