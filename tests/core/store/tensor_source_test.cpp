// SPDX-License-Identifier: Apache-2.0
//
// One state in several files, and names without their prefixes.
#include "core/store/tensor_source.h"

#include "core/store/sealed_file.h"
#include "tests/support/temporary_folder.h"

#include <cstring>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// A file whose tensors hold one F64 each, their numbers from 1.
std::string write(const TemporaryFolder& folder, const std::string& name,
                  const std::vector<std::string>& tensors) {
  const std::string path = folder.file(name, "");
  std::vector<TensorInfo> infos;
  for (const std::string& tensor : tensors) infos.push_back({tensor, ScalarType::kF64, {}});
  auto writer = SafetensorsWriter::create(path, infos, {{"format", "pt"}});
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const double value = double(i + 1);
    EXPECT_TRUE(writer.value().append(std::as_bytes(std::span(&value, 1))).ok());
  }
  EXPECT_TRUE(writer.value().commit().ok());
  return path;
}

/// A checkpoint whose tensors hold one F64 each, their numbers from 1.
std::string checkpointBytes(const std::vector<std::string>& tensors) {
  SealedContent content{.text = "{}"};
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const double value = double(i + 1);
    std::string bytes(sizeof value, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    content.tensors.push_back({tensors[i], ScalarType::kF64, {}, bytes});
  }
  return sealedBytes(content).value();
}

std::vector<std::string> namesOf(const TensorSource& source) {
  std::vector<std::string> names;
  for (const TensorInfo& tensor : source.header().tensors) names.push_back(tensor.name);
  return names;
}

TEST(TensorSource, PartsAreOneBehindTheOther) {
  const TemporaryFolder folder;
  const auto source = openTensors(
      {write(folder, "1.safetensors", {"a", "b"}), write(folder, "2.safetensors", {"c"})}, {});
  ASSERT_TRUE(source.ok()) << source.error().message();
  EXPECT_THAT(namesOf(*source.value()), ElementsAre("a", "b", "c"));
  double value = 0.0;
  for (const auto& [index, expected] : {std::pair(1, 2.0), std::pair(2, 1.0)}) {
    ASSERT_TRUE(source.value()->read(index, 0, std::as_writable_bytes(std::span(&value, 1))).ok());
    EXPECT_EQ(value, expected);
  }
  EXPECT_EQ(source.value()->header().metadata.at("format"), "pt");
}

TEST(TensorSource, OfACheckpointOneSetOfWeightsIsRead) {
  const TemporaryFolder folder;
  const std::string path =
      folder.file("step-000000400.emascope",
                  checkpointBytes({"optimizer.0", "raw.0.weight", "average.main.0.weight",
                                   "raw.0.bias", "average.main.0.bias", "average.slow.0.weight",
                                   "average.slow.0.bias", "run.events"}));
  const auto check = [&](const std::string& of, double weight, double bias) {
    const auto source = openTensors({path}, {.key = of});
    ASSERT_TRUE(source.ok()) << source.error().message();
    EXPECT_THAT(namesOf(*source.value()), ElementsAre("0.weight", "0.bias"));
    double value = 0.0;
    for (const auto& [index, expected] : {std::pair(0, weight), std::pair(1, bias)}) {
      ASSERT_TRUE(
          source.value()->read(index, 0, std::as_writable_bytes(std::span(&value, 1))).ok());
      EXPECT_EQ(value, expected) << of;
    }
  };
  check("", 2.0, 4.0);
  check("raw", 2.0, 4.0);
  check("main", 3.0, 5.0);
  check("slow", 6.0, 7.0);
  const auto other = openTensors({path}, {.key = "fast"});
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().message(), path +
                                         ": the checkpoint has no weights of 'fast'; allowed: raw, "
                                         "'main', 'slow'");
}

TEST(TensorSource, ADamagedCheckpointIsRefused) {
  const TemporaryFolder folder;
  const auto whyNot = [&](const std::string& bytes) {
    const auto source = openTensors({folder.file("step-000000400.emascope", bytes)}, {});
    return source.ok() ? std::string() : source.error().message();
  };
  const std::string whole = checkpointBytes({"raw.0.weight", "raw.0.bias"});
  EXPECT_EQ(whyNot(whole), "");
  std::string weight = whole;
  const std::size_t first = whole.size() - 2 * sizeof(double);
  weight[first] = static_cast<char>(whole[first] ^ 1);
  EXPECT_THAT(whyNot(weight), HasSubstr("is damaged: tensor 'raw.0.weight'"));
  for (const char* key : {"emascope.version", "emascope.sha256.header", "raw.0.weight"}) {
    std::string header = whole;
    const std::size_t at = whole.find(key);
    header[at] = static_cast<char>(whole[at] ^ 1);
    EXPECT_THAT(whyNot(header), HasSubstr("is damaged: ")) << key;
  }
}

TEST(TensorSource, ANameInTwoPartsIsRefused) {
  const TemporaryFolder folder;
  const auto source = openTensors(
      {write(folder, "1.safetensors", {"a"}), write(folder, "2.safetensors", {"a"})}, {});
  ASSERT_FALSE(source.ok());
  EXPECT_THAT(source.error().message(), HasSubstr("2.safetensors: tensor 'a' has the same name"));
}

TEST(TensorSource, WhatIsLeftOutIsNamedAsInTheFile) {
  const TemporaryFolder folder;
  const auto path = write(folder, "1.safetensors", {"step", "model.step", "model.w"});
  const auto source = openTensors({path}, {.strip = {"model."}, .leave_out = {"step", "w"}});
  ASSERT_TRUE(source.ok()) << source.error().message();
  EXPECT_THAT(namesOf(*source.value()), ElementsAre("step", "w"));
  double value = 0.0;
  ASSERT_TRUE(source.value()->read(1, 0, std::as_writable_bytes(std::span(&value, 1))).ok());
  EXPECT_EQ(value, 3.0);
}

TEST(TensorSource, PrefixesAreTakenOffAsOftenAsTheyCome) {
  const TemporaryFolder folder;
  const std::string path =
      write(folder, "1.safetensors",
            {"module._orig_mod.a", "_orig_mod.module.b", "c.module.d", "module."});
  const auto source = openTensors({path}, {.strip = {"module.", "_orig_mod."}});
  ASSERT_TRUE(source.ok()) << source.error().message();
  EXPECT_THAT(namesOf(*source.value()), ElementsAre("a", "b", "c.module.d", "module."));
  EXPECT_EQ(source.value()->stripped(), 2U);
  const std::string twice = write(folder, "2.safetensors", {"module.a", "a"});
  EXPECT_THAT(openTensors({twice}, {.strip = {"module."}}).error().message(),
              HasSubstr("tensor 'a' has the same name as another tensor"));
}

}  // namespace
}  // namespace emascope
