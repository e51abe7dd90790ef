// SPDX-License-Identifier: Apache-2.0
//
// What a description can have wrong, and what a person is told.
#include "core/models/architecture/architecture.h"
#include "core/models/architecture/shapes.h"
#include "tests/support/temporary_folder.h"

#include <sys/stat.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string parsed(const std::string& json) {
  const auto read = parseArchitecture(json, "net.json");
  return read.ok() ? "fine" : read.error().message();
}

std::string layer(const std::string& json) { return parsed(R"({"layers": [)" + json + "]}"); }

/// What the check of `layers` on samples of `shape` says.
std::string checked(const std::string& layers, const SampleShape& shape) {
  const auto read = parseArchitecture(R"({"layers": [)" + layers + "]}", "net.json");
  if (!read) return "not read: " + read.error().message();
  const auto shaped = checkArchitecture(*read, shape);
  return shaped.ok() ? "fine " + shapeText(shaped->output) : shaped.error().message();
}

TEST(WrongArchitecture, IsNotJson) {
  EXPECT_EQ(parsed(""), "net.json: is not JSON (byte 1); allowed: an object");
  EXPECT_THAT(parsed(R"({"layers": [{"type": "relu"})"), StartsWith("net.json: is not JSON (byte"));
  EXPECT_THAT(parsed("\xff\xfe"), StartsWith("net.json: is not JSON"));
  EXPECT_THAT(parsed("{\"layers\": [{\"type\": \"\xff\"}]}"), StartsWith("net.json: is not JSON"));
  EXPECT_EQ(parsed(R"({"layers": [{"type": "dropout", "p": 1e400}]})"),
            "net.json: layers[0].p: is 1e400; allowed: at most 1.8e308");
}

TEST(WrongArchitecture, IsNestedAHundredThousandTimes) {
  constexpr int kDepth = 100'000;
  std::string lists;
  std::string residuals = R"({"layers": [)";
  for (int i = 0; i < kDepth; ++i) lists += '[';
  for (int i = 0; i < kDepth / 10; ++i) residuals += R"({"type": "residual", "layers": [)";
  const auto too_deep = HasSubstr("nested too deeply");
  EXPECT_THAT(parsed(lists), too_deep);
  EXPECT_THAT(parsed(residuals), too_deep);
  EXPECT_EQ(parsed(std::string(kLongestArchitecture + 1, ' ')),
            "net.json: has 1048577 bytes; allowed: at most 1048576");
}

TEST(WrongArchitecture, HasNoLayers) {
  EXPECT_EQ(parsed("[]"), "net.json: is an array; allowed: an object");
  EXPECT_EQ(parsed("{}"), "net.json: layers: is missing");
  EXPECT_EQ(parsed(R"({"layers": []})"), "net.json: layers: is empty; allowed: at least one layer");
  EXPECT_EQ(parsed(R"({"layers": 3})"), "net.json: layers: is 3; allowed: an array of objects");
  EXPECT_EQ(parsed(R"({"layer": []})"), "net.json: 'layer' is not known; allowed: layers");
  EXPECT_EQ(layer(R"({"type": "residual", "layers": []})"),
            "net.json: layers[0].layers: is empty; allowed: at least one layer");
}

TEST(WrongArchitecture, HasLayersThatAreNotKnown) {
  EXPECT_THAT(
      layer(R"({"type": "lineer", "out_features": 3})"),
      StartsWith("net.json: layers[0].type: 'lineer' is not known; allowed: linear, conv2d"));
  EXPECT_THAT(layer(R"({"out_features": 3})"),
              StartsWith("net.json: layers[0].type: is missing; allowed: linear"));
  EXPECT_THAT(layer(R"({"type": 3})"),
              StartsWith("net.json: layers[0].type: is 3; allowed: linear"));
  EXPECT_EQ(layer(R"({"type": "relu"}, 7)"), "net.json: layers[1]: is 7; allowed: an object");
  EXPECT_EQ(layer(R"({"type": "residual", "layers": [{"type": "relu"}, []]})"),
            "net.json: layers[0].layers[1]: is an array; allowed: an object");
}

TEST(WrongArchitecture, HasSettingsThatAreMissingOrNotKnown) {
  EXPECT_EQ(layer(R"({"type": "linear"})"), "net.json: layers[0].out_features: is missing");
  EXPECT_EQ(layer(R"({"type": "linear", "out": 3, "out_features": 3})"),
            "net.json: layers[0]: 'out' is not known; allowed: type, name, in_features, "
            "out_features, bias");
  EXPECT_EQ(layer(R"({"type": "relu", "type": "tanh"})"),
            "net.json: layers[0]: 'type' appears twice; allowed: once");
  EXPECT_EQ(layer(R"({"type": "residual", "layers": [{"type": "relu"}, {"type": "linear"}]})"),
            "net.json: layers[0].layers[1].out_features: is missing");
}

TEST(WrongArchitecture, HasSettingsOfTheWrongType) {
  const std::string out = "net.json: layers[0].out_features: is ";
  const std::string allowed = "; allowed: a whole number, 1 to 1000000000";
  for (const char* value : {"2.5", "2.0", "0", "-3", "18446744073709551615", "null", "true"}) {
    EXPECT_EQ(layer(R"({"type": "linear", "out_features": )" + std::string(value) + "}"),
              out + value + allowed);
  }
  EXPECT_EQ(layer(R"({"type": "linear", "out_features": "ten"})"), out + "'ten'" + allowed);
  EXPECT_EQ(layer(R"({"type": "linear", "out_features": 3, "bias": 1})"),
            "net.json: layers[0].bias: is 1; allowed: true or false");
  EXPECT_EQ(layer(R"({"type": "dropout", "p": 1.5})"),
            "net.json: layers[0].p: is 1.5; allowed: a number, 0 to 1");
  EXPECT_EQ(layer(R"({"type": "dropout", "p": null})"),
            "net.json: layers[0].p: is null; allowed: a number, 0 to 1");
  EXPECT_EQ(layer(R"({"type": "max_pool2d", "kernel_size": [1, 2, 3]})"),
            "net.json: layers[0].kernel_size: has 3 elements; allowed: one number, or [height, "
            "width]");
  EXPECT_EQ(layer(R"({"type": "relu"}, {"type": "max_pool2d", "kernel_size": [2, {}]})"),
            "net.json: layers[1].kernel_size[1]: is an object; allowed: a whole number, 1 to "
            "1000000000");
}

TEST(WrongArchitecture, HasNamesThatCannotBeNames) {
  EXPECT_THAT(layer(R"({"type": "relu", "name": "a.b"})"),
              HasSubstr("layers[0].name: is 'a.b'; allowed: 1 to 100"));
  EXPECT_THAT(layer(R"({"type": "relu", "name": ""})"),
              HasSubstr("layers[0].name: is ''; allowed"));
  EXPECT_THAT(layer(R"({"type": "relu", "name": "x"}, {"type": "relu", "name": "x"})"),
              StartsWith("net.json: layers[1]: has the name 'x' of an earlier layer"));
  EXPECT_THAT(layer(R"({"type": "relu", "name": "1"}, {"type": "relu"})"),
              StartsWith("net.json: layers[1]: has the name '1' of an earlier layer"));
  EXPECT_THAT(layer(R"({"type": "residual", "layers": [{"type": "relu", "name": "projection"}],
                        "projection": [{"type": "relu"}]})"),
              HasSubstr("layers[0].layers: a layer is named 'projection'"));
}

TEST(WrongArchitecture, HasTooManyLayers) {
  std::string many = R"({"type": "relu"})";
  for (std::size_t i = 1; i < kMostLayers; ++i) many += R"(,{"type": "relu"})";
  EXPECT_EQ(layer(many), "fine");
  EXPECT_EQ(layer(many + R"(,{"type": "relu"})"),
            "net.json: layers[2000]: is one layer too many; allowed: at most 2000");
}

TEST(WrongArchitecture, HasLayersThatDoNotFitEachOther) {
  EXPECT_EQ(checked(R"({"type": "linear", "out_features": 12},
                       {"type": "linear", "in_features": 10, "out_features": 3})",
                    {4}),
            "net.json: layers[1].in_features: is 10, but the input [12] has 12 features; "
            "allowed: 12, or leave it out");
  EXPECT_EQ(
      checked(R"({"type": "linear", "out_features": 3})", {3, 8, 8}),
      "net.json: layers[0] linear: gets an image [3,8,8]; allowed: a row or a sequence; put a "
      "flatten before it");
  EXPECT_EQ(checked(R"({"type": "conv2d", "out_channels": 3, "kernel_size": 3})", {13}),
            "net.json: layers[0] conv2d: gets a row of 13 numbers; allowed: an image "
            "[channels,height,width]");
  EXPECT_EQ(checked(R"({"type": "conv2d", "out_channels": 3, "kernel_size": 11, "padding": 1})",
                    {3, 8, 8}),
            "net.json: layers[0].kernel_size: 11 x 11 does not fit into 10 x 10 pixels, "
            "padding included; allowed: at most that size");
  EXPECT_EQ(
      checked(R"({"type": "conv2d", "out_channels": 3, "kernel_size": 1, "groups": 2})", {3, 8, 8}),
      "net.json: layers[0].groups: 2 does not divide 3 in_channels; allowed: a "
      "divisor of 3");
  EXPECT_THAT(
      checked(R"({"type": "conv2d", "in_channels": 1, "out_channels": 3, "kernel_size": 1})",
              {3, 8, 8}),
      HasSubstr("in_channels: is 1, but the input [3,8,8] has 3 channels"));
  EXPECT_THAT(checked(R"({"type": "group_norm", "num_groups": 4})", {6}),
              HasSubstr("num_groups: 4 does not divide 6 channels"));
  EXPECT_THAT(checked(R"({"type": "avg_pool2d", "kernel_size": 2, "padding": 2})", {1, 8, 8}),
              HasSubstr("padding: 2 is more than half of kernel_size; allowed: at most 1"));
  EXPECT_THAT(checked(R"({"type": "batch_norm"})", {4, 8}), HasSubstr("gets a sequence [4,8]"));
}

TEST(WrongArchitecture, HasBranchesOfDifferentShapes) {
  EXPECT_EQ(
      checked(R"({"type": "residual", "layers": [{"type": "linear", "out_features": 3}]})", {4}),
      "net.json: layers[0] residual: gets [4], but its layers give [3]; allowed: the same "
      "shape, or a projection that gives it");
  EXPECT_EQ(checked(R"({"type": "residual", "layers": [{"type": "linear", "out_features": 3}],
                        "projection": [{"type": "linear", "out_features": 2}]})",
                    {4}),
            "net.json: layers[0].projection: gives [2], but the layers give [3]; allowed: "
            "the same shape");
  EXPECT_THAT(checked(R"({"type": "residual", "layers": [{"type": "relu"},
                          {"type": "linear", "in_features": 3, "out_features": 3}]})",
                      {4}),
              StartsWith("net.json: layers[0].layers[1].in_features"));
}

TEST(WrongArchitecture, HasSequencesWhereThereAreNone) {
  EXPECT_THAT(checked(R"({"type": "attention", "num_heads": 2})", {4}),
              HasSubstr("gets a row of 4 numbers; allowed: a sequence; an embedding makes one"));
  EXPECT_THAT(checked(R"({"type": "transformer_block", "num_heads": 3})", {5, 8}),
              HasSubstr("num_heads: 3 does not divide 8 features"));
  EXPECT_THAT(checked(R"({"type": "relu"},
                         {"type": "embedding", "num_embeddings": 3, "embedding_dim": 2})",
                      {4}),
              HasSubstr("layers[1] embedding: comes after another layer"));
}

TEST(WrongArchitecture, IsHuge) {
  EXPECT_EQ(checked(R"({"type": "linear", "out_features": 1000000000})", {4}),
            "net.json: layers[0] linear: gives [1000000000] for each sample; allowed: at most "
            "268435456 numbers");
  EXPECT_EQ(checked(R"({"type": "linear", "out_features": 100000000})", {10}),
            "net.json: layers[0] linear: brings the network to more than 1000000000 parameters; "
            "allowed: at most that many");
  EXPECT_THAT(checked(R"({"type": "linear", "out_features": 1000000001})", {4}),
              HasSubstr("out_features: is 1000000001; allowed: a whole"));
  EXPECT_THAT(
      checked(R"({"type": "conv2d", "out_channels": 1, "kernel_size": 1, "padding": 1000000000})",
              {1, 8, 8}),
      HasSubstr("for each sample"));
  EXPECT_THAT(checked(R"({"type": "conv2d", "out_channels": 1000000000, "kernel_size": 1000000000,
                          "padding": 1000000000})",
                      {3, 8, 8}),
              HasSubstr("for each sample"));
  EXPECT_THAT(
      checked(R"({"type": "embedding", "num_embeddings": 1000000000, "embedding_dim": 9})", {4}),
      HasSubstr("parameters"));
  EXPECT_THAT(checked(R"({"type": "relu"})", {1'000'000'000, 1'000'000'000}),
              HasSubstr("cannot take samples of the shape [1000000000,1000000000]"));
  EXPECT_THAT(checked(R"({"type": "relu"})", {}), HasSubstr("cannot take samples of the shape []"));
  EXPECT_THAT(checked(R"({"type": "relu"})", {1, 2, 3, 4}), HasSubstr("1 to 3 dimensions"));
}

TEST(WrongArchitecture, IsAFileThatIsNone) {
  const TemporaryFolder folder;
  EXPECT_THAT(readArchitecture(folder / "none.json").error().message(),
              HasSubstr("cannot be read: No such file"));
  EXPECT_THAT(readArchitecture(folder / "").error().message(), HasSubstr("is a folder"));
  EXPECT_THAT(readArchitecture(folder.file("empty.json", "")).error().message(),
              HasSubstr("empty.json: is empty"));
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_THAT(readArchitecture(folder / "pipe").error().message(),
              HasSubstr("is a pipe or a device"));
  EXPECT_THAT(readArchitecture(folder.file("long.json", std::string(kLongestArchitecture + 9, ' ')))
                  .error()
                  .message(),
              HasSubstr("has 1048585 bytes; allowed: at most 1048576"));
}

}  // namespace
}  // namespace emascope
