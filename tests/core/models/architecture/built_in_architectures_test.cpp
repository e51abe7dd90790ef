// SPDX-License-Identifier: Apache-2.0
#include "core/models/architecture/built_in_architectures.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

std::int64_t parameters(const std::string& id, const SampleShape& shape) {
  const auto architecture = builtInArchitecture(id, shape, 10);
  EXPECT_TRUE(architecture.ok()) << architecture.error().message();
  const auto shaped = checkArchitecture(*architecture, shape);
  EXPECT_EQ(shaped->output, SampleShape{10});
  return shaped->parameters;
}

TEST(BuiltInArchitecture, IsSizedToTheData) {
  const auto mlp = [](std::int64_t in, std::int64_t width) {
    return (in + 1) * width + (width + 1) * width + (width + 1) * 10;
  };
  EXPECT_EQ(parameters("mlp", {4}), mlp(4, 64));
  EXPECT_EQ(parameters("mlp", {30}), mlp(30, 128));
  EXPECT_EQ(parameters("mlp", {1, 28, 28}), mlp(784, 256));
  EXPECT_GT(parameters("cnn", {3, 32, 32}), parameters("cnn", {1, 8, 8}));
  EXPECT_LT(parameters("cnn", {1, 8, 8}), 10'000);
  EXPECT_LT(parameters("cnn", {3, 224, 224}), 2'000'000);
  EXPECT_LT(parameters("resnet", {3, 32, 32}), 1'000'000);
}

TEST(BuiltInArchitecture, PoolsTheCnnToFourPixels) {
  for (const SampleShape& shape :
       {SampleShape{1, 8, 8}, SampleShape{1, 28, 28}, SampleShape{3, 64, 48}}) {
    const auto shaped = checkArchitecture(*builtInArchitecture("cnn", shape, 2), shape);
    const SampleShape& last = shaped->layers[shaped->layers.size() - 2].input;
    EXPECT_LE(last[1], 4);
    EXPECT_LE(last[2], 4);
    EXPECT_GE(last[1], 2);
  }
}

TEST(BuiltInArchitecture, TakesImagesOfAnySides) {
  for (const std::string id : {"cnn", "resnet"}) {
    for (const SampleShape& shape :
         {SampleShape{1, 1, 1}, SampleShape{1, 1, 1000}, SampleShape{3, 500, 2},
          SampleShape{4, 5, 3}, SampleShape{3, 1024, 768}}) {
      EXPECT_GT(parameters(id, shape), 0) << id << shapeText(shape);
    }
  }
}

TEST(BuiltInArchitecture, IsAFileToStartFrom) {
  for (const std::string_view id : builtInArchitectures()) {
    const auto architecture = builtInArchitecture(std::string(id), {1, 28, 28}, 10);
    const auto again = parseArchitecture(architectureText(*architecture), architecture->source);
    ASSERT_TRUE(again.ok()) << again.error().message();
    EXPECT_EQ(*again, *architecture);
  }
}

TEST(BuiltInArchitecture, SaysWhatItCannotTake) {
  EXPECT_EQ(builtInArchitecture("cnn", {13}, 3).error().message(),
            "built-in cnn: needs images [channels,height,width], but the samples have the shape "
            "[13]; allowed: mlp, or a JSON file that describes a network");
  EXPECT_EQ(builtInArchitecture("vgg", {13}, 3).error().message(),
            "'vgg': is not a built-in architecture; allowed: mlp, cnn, resnet");
  EXPECT_FALSE(builtInArchitecture("mlp", {13}, 0).ok());
  EXPECT_FALSE(builtInArchitecture("mlp", {}, 2).ok());
  EXPECT_FALSE(builtInArchitecture("resnet", {3, 0, 8}, 2).ok());
  EXPECT_FALSE(builtInArchitecture("mlp", {1'000'000'000, 1'000'000'000, 1'000'000'000}, 2).ok());
}

}  // namespace
}  // namespace emascope
