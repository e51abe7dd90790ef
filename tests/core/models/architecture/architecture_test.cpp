// SPDX-License-Identifier: Apache-2.0
#include "core/models/architecture/architecture.h"

#include "core/models/architecture/shapes.h"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>

namespace emascope {
namespace {

constexpr const char* kEverything = R"({"layers": [
  {"type": "embedding", "name": "tokens", "num_embeddings": 11, "embedding_dim": 8, "positions": true},
  {"type": "transformer_block", "num_heads": 2, "mlp_ratio": 1.5, "causal": true, "dropout": 0.1},
  {"type": "attention", "num_heads": 4, "bias": false},
  {"type": "sequential", "name": "end", "layers": [
    {"type": "residual", "name": "block", "layers": [{"type": "linear", "name": "map", "out_features": 4}],
     "projection": [{"type": "linear", "out_features": 4, "bias": false}]},
    {"type": "dropout"}, {"type": "global_avg_pool"}]},
  {"type": "linear", "in_features": 4, "out_features": 2}]})";

TEST(Architecture, ReadsLayersWithTheirSettings) {
  const auto read = parseArchitecture(kEverything, "net.json");
  ASSERT_TRUE(read.ok()) << read.error().message();
  EXPECT_EQ(read->source, "net.json");
  ASSERT_EQ(read->layers.size(), 5U);
  const Layer& block = read->layers[1];
  EXPECT_EQ(block.kind, LayerKind::kTransformerBlock);
  EXPECT_EQ(block.heads, 2);
  EXPECT_EQ(block.mlp_ratio, 1.5);
  EXPECT_TRUE(block.causal);
  EXPECT_EQ(block.p, 0.1);
  const Layer& residual = read->layers[3].layers[0];
  EXPECT_EQ(residual.name, "block");
  EXPECT_EQ(residual.layers[0].out, 4);
  EXPECT_FALSE(residual.projection[0].bias);
  EXPECT_EQ(read->layers[3].layers[1].p, 0.5);
}

TEST(Architecture, TakesOneNumberOrTwoForHeightAndWidth) {
  const auto read = parseArchitecture(R"({"layers": [
    {"type": "conv2d", "out_channels": 4, "kernel_size": 3, "stride": [2, 1]}]})",
                                      "");
  ASSERT_TRUE(read.ok()) << read.error().message();
  EXPECT_EQ(read->layers[0].kernel, (HeightWidth{3, 3}));
  EXPECT_EQ(read->layers[0].stride, (HeightWidth{2, 1}));
}

TEST(Architecture, WritesWhatItReads) {
  const auto read = parseArchitecture(kEverything, "net.json");
  const auto again = parseArchitecture(architectureText(*read), "net.json");
  ASSERT_TRUE(again.ok()) << again.error().message();
  EXPECT_EQ(*again, *read);
}

TEST(Architecture, NamesTensorsAsPyTorchDoes) {
  const auto shaped = checkArchitecture(*parseArchitecture(kEverything, "net.json"), {5});
  ASSERT_TRUE(shaped.ok()) << shaped.error().message();
  EXPECT_EQ(shaped->layers[0].prefix, "tokens.");
  EXPECT_EQ(shaped->layers[1].prefix, "1.");
  EXPECT_EQ(shaped->layers[3].layers[0].layers[0].prefix, "end.block.map.");
  EXPECT_EQ(shaped->layers[3].layers[0].projection[0].prefix, "end.block.projection.0.");
  EXPECT_EQ(shaped->layers[4].prefix, "4.");
  std::vector<std::string> names;
  for (const LayerTensor& tensor : shaped->layers[1].tensors) names.push_back(tensor.name);
  EXPECT_THAT(names, testing::ElementsAre("self_attn.in_proj_weight", "self_attn.in_proj_bias",
                                          "self_attn.out_proj.weight", "self_attn.out_proj.bias",
                                          "linear1.weight", "linear1.bias", "linear2.weight",
                                          "linear2.bias", "norm1.weight", "norm1.bias",
                                          "norm2.weight", "norm2.bias"));
}

TEST(Architecture, FindsTheShapesBetweenLayersAndCountsParameters) {
  const auto read = parseArchitecture(R"({"layers": [
    {"type": "conv2d", "out_channels": 8, "kernel_size": 3, "stride": 2, "padding": 1},
    {"type": "batch_norm"},
    {"type": "max_pool2d", "kernel_size": [3, 2], "stride": 2, "padding": [1, 0]},
    {"type": "adaptive_avg_pool2d", "output_size": [3, 2]},
    {"type": "flatten"},
    {"type": "linear", "out_features": 10}]})",
                                      "");
  const auto shaped = checkArchitecture(*read, {3, 32, 28});
  ASSERT_TRUE(shaped.ok()) << shaped.error().message();
  EXPECT_EQ(shaped->layers[0].output, (SampleShape{8, 16, 14}));
  EXPECT_EQ(shaped->layers[2].output, (SampleShape{8, 8, 7}));
  EXPECT_EQ(shaped->layers[4].output, (SampleShape{48}));
  EXPECT_EQ(shaped->output, (SampleShape{10}));
  EXPECT_EQ(shaped->parameters, (8 * 3 * 9 + 8) + (8 + 8) + (48 * 10 + 10));
  EXPECT_EQ(shaped->buffers, 8 + 8 + 1);
}

/// The JSON of each example in docs/networks.md, with the line that says its input.
std::vector<std::pair<SampleShape, std::string>> helpExamples() {
  std::ifstream file(EMASCOPE_SOURCE_DIR "/docs/networks.md");
  std::vector<std::pair<SampleShape, std::string>> examples;
  SampleShape shape;
  std::string line;
  bool inside = false;
  while (std::getline(file, line)) {
    if (const auto at = line.find("(samples `["); at != std::string::npos) {
      std::istringstream numbers(line.substr(at + std::string("(samples `[").size()));
      shape.clear();
      std::int64_t length = 0;
      while (numbers >> length) {
        shape.push_back(length);
        numbers.ignore(1);
      }
    } else if (line == "```json") {
      inside = true;
      examples.emplace_back(shape, "");
    } else if (line == "```") {
      inside = false;
    } else if (inside) {
      examples.back().second += line + "\n";
    }
  }
  return examples;
}

TEST(Architecture, TakesTheExamplesOfItsDescription) {
  const auto examples = helpExamples();
  ASSERT_EQ(examples.size(), 4U);
  for (const auto& [shape, text] : examples) {
    const auto read = parseArchitecture(text, "example");
    ASSERT_TRUE(read.ok()) << read.error().message();
    const auto shaped = checkArchitecture(*read, shape);
    ASSERT_TRUE(shaped.ok()) << shaped.error().message();
    EXPECT_GT(shaped->parameters, 0);
  }
}

}  // namespace
}  // namespace emascope
