// SPDX-License-Identifier: Apache-2.0
#include "core/models/weights_file.h"

#include "core/store/safetensors.h"
#include "core/store/sealed_file.h"
#include "tests/core/models/apply_weights.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <filesystem>
#include <limits>

#include <gmock/gmock.h>

#include <ATen/ops/full.h>
#include <ATen/ops/zeros.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Stored {
  TensorInfo info = {};
  std::vector<double> values = {};
};

std::vector<std::byte> bytesIn(const Stored& stored) {
  std::vector<std::byte> bytes(stored.values.size() * bytesOf(stored.info.type));
  if (isFloating(stored.info.type)) {
    fromDoubles(stored.info.type, stored.values, bytes);
  } else {
    for (std::size_t i = 0; i < stored.values.size(); ++i) {
      bytes[i * bytesOf(stored.info.type)] = std::byte(stored.values[i]);
    }
  }
  return bytes;
}

std::string write(const TemporaryFolder& folder, const std::vector<Stored>& tensors) {
  std::vector<TensorInfo> infos;
  for (const Stored& stored : tensors) infos.push_back(stored.info);
  auto writer = SafetensorsWriter::create(folder / "w.safetensors", infos, {});
  EXPECT_TRUE(writer.ok());
  for (const Stored& stored : tensors) {
    EXPECT_TRUE(writer.value().append(bytesIn(stored)).ok());
  }
  EXPECT_TRUE(writer.value().commit().ok());
  return folder / "w.safetensors";
}

std::string checkpointBytes(const std::vector<Stored>& tensors) {
  SealedContent content{.text = "{}"};
  for (const Stored& stored : tensors) {
    const std::vector<std::byte> bytes = bytesIn(stored);
    content.tensors.push_back(
        {stored.info.name, stored.info.type, stored.info.shape,
         std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size())});
  }
  return sealedBytes(content).value();
}

std::vector<NamedTensor> network() {
  return {{"0.weight", at::zeros({2, 2})},
          {"0.bias", at::zeros({2})},
          {"1.num_batches_tracked", at::zeros({}, at::kLong)}};
}

Stored weight(ScalarType type) { return {{"0.weight", type, {2, 2}}, {1.0, -2.5, 0.125, 1024.0}}; }
Stored bias(ScalarType type) { return {{"0.bias", type, {2}}, {0.5, 3.0}}; }
Stored counter(ScalarType type) { return {{"1.num_batches_tracked", type, {}}, {42.0}}; }

TEST(Weights, OfACheckpointAreThoseOfRawOrATrack) {
  const TemporaryFolder folder;
  const auto as = [](Stored stored, const std::string& prefix) {
    stored.info.name = prefix + stored.info.name;
    if (prefix == "raw.") stored.values.assign(stored.values.size(), 7.0);
    return stored;
  };
  std::vector<Stored> tensors = {{{"optimizer.0", ScalarType::kF32, {1}}, {1.0}}};
  for (const std::string prefix : {"raw.", "average.main."}) {
    tensors.push_back(as(weight(ScalarType::kF32), prefix));
    tensors.push_back(as(bias(ScalarType::kF32), prefix));
    tensors.push_back(as(counter(ScalarType::kI64), prefix));
  }
  const std::string path = folder.file("step-000000400.emascope", checkpointBytes(tensors));
  const auto biasOf = [&](const std::string& of) {
    const auto weights = readWeights(path, network(), WeightsWanted::kAll, of);
    EXPECT_TRUE(weights.ok()) << weights.error().message();
    return weights->tensors.at(1).tensor[1].item<double>();
  };
  EXPECT_EQ(biasOf(""), 7.0);
  EXPECT_EQ(biasOf("raw"), 7.0);
  EXPECT_EQ(biasOf("main"), 3.0);
  EXPECT_THAT(readWeights(path, network(), WeightsWanted::kAll, "slow").error().message(),
              HasSubstr("no weights of 'slow'; allowed: raw, 'main'"));
}

TEST(Weights, OfADamagedCheckpointAreRefused) {
  const TemporaryFolder folder;
  Stored stored = weight(ScalarType::kF32);
  stored.info.name = "raw.0.weight";
  std::string bytes = checkpointBytes({stored});
  const auto read = [&] {
    return readWeights(folder.file("step-000000400.emascope", bytes), network(),
                       WeightsWanted::kSome);
  };
  EXPECT_TRUE(read().ok());
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  const auto damaged = read();
  ASSERT_FALSE(damaged.ok());
  EXPECT_THAT(damaged.error().message(), HasSubstr("is damaged: tensor 'raw.0.weight'"));
}

TEST(Weights, ASetOfAnOrdinaryFileIsRefused) {
  const TemporaryFolder folder;
  const std::string path = write(folder, {bias(ScalarType::kF32)});
  EXPECT_EQ(readWeights(path, network(), WeightsWanted::kSome, "main").error().where, "weights-of");
}

TEST(Weights, AreReadFromTheShardsOfAnIndexWithoutPrefixes) {
  const TemporaryFolder folder;
  const auto as = [](Stored stored, const std::string& prefix) {
    stored.info.name = prefix + stored.info.name;
    return stored;
  };
  std::filesystem::rename(write(folder, {as(weight(ScalarType::kBf16), "module.")}),
                          folder / "a.safetensors");
  std::filesystem::rename(write(folder, {as(bias(ScalarType::kF32), "_orig_mod.module."),
                                         as(counter(ScalarType::kI64), "module.")}),
                          folder / "b.safetensors");
  const std::string index = folder.file(
      "w.safetensors.index.json",
      R"({"weight_map": {"module.0.weight": "a.safetensors", "module.0.bias": "b.safetensors"}})");
  EXPECT_FALSE(readWeights(index, network(), WeightsWanted::kAll).ok());
  const auto weights =
      readWeights(index, network(), WeightsWanted::kAll, "", {"module.", "_orig_mod."});
  ASSERT_TRUE(weights.ok()) << weights.error().message();
  EXPECT_EQ(weights->report(10), "3 of 3 tensors");
  EXPECT_EQ(weights->tensors[0].tensor[0][1].item<float>(), -2.5F);
  EXPECT_EQ(weights->tensors[1].tensor[1].item<float>(), 3.0F);
  EXPECT_EQ(readWeights(index, network(), WeightsWanted::kAll, "main").error().where, "weights-of");
}

TEST(Weights, WhoseNamesAreTheSameWithoutPrefixesAreRefused) {
  const TemporaryFolder folder;
  Stored twice = bias(ScalarType::kF32);
  twice.info.name = "module.0.bias";
  const std::string path = write(folder, {bias(ScalarType::kF32), twice});
  EXPECT_THAT(readWeights(path, network(), WeightsWanted::kSome, "", {"module."}).error().message(),
              HasSubstr("has the same name as another tensor"));
}

TEST(Weights, AreReadByNameWhateverTheirOrder) {
  const TemporaryFolder folder;
  const std::string path =
      write(folder, {counter(ScalarType::kI64), bias(ScalarType::kF32), weight(ScalarType::kF32)});
  const auto weights = readWeights(path, network(), WeightsWanted::kAll);
  ASSERT_TRUE(weights.ok()) << weights.error().message();
  EXPECT_EQ(weights->report(10), "3 of 3 tensors");
  const auto target = network();
  applyWeights(weights->tensors, target);
  EXPECT_EQ(target[0].tensor[1][1].item<float>(), 1024.0F);
  EXPECT_EQ(target[1].tensor[1].item<float>(), 3.0F);
  EXPECT_EQ(target[2].tensor.item<std::int64_t>(), 42);
}

TEST(Weights, AreWidenedOrRoundedToFloat32) {
  for (const ScalarType type : {ScalarType::kF16, ScalarType::kBf16, ScalarType::kF64}) {
    const TemporaryFolder folder;
    const std::string path = write(folder, {weight(type), bias(type), counter(ScalarType::kI64)});
    const auto weights = readWeights(path, network(), WeightsWanted::kAll);
    ASSERT_TRUE(weights.ok()) << weights.error().message();
    EXPECT_EQ(weights->tensors[0].tensor.scalar_type(), at::kFloat);
    EXPECT_EQ(weights->tensors[0].tensor[0][1].item<float>(), -2.5F);
    EXPECT_EQ(weights->tensors[1].tensor[0].item<float>(), 0.5F);
  }
}

TEST(Weights, OfMoreThanOnePieceAreConvertedWhole) {
  constexpr std::int64_t kMany = 200'001;
  const TemporaryFolder folder;
  Stored stored{{"x", ScalarType::kF16, {static_cast<std::uint64_t>(kMany)}}, {}};
  for (std::int64_t i = 0; i < kMany; ++i) stored.values.push_back(static_cast<double>(i % 1000));
  const auto weights =
      readWeights(write(folder, {stored}), {{"x", at::zeros({kMany})}}, WeightsWanted::kAll);
  ASSERT_TRUE(weights.ok()) << weights.error().message();
  const float* values = weights->tensors[0].tensor.const_data_ptr<float>();
  for (std::int64_t i = 0; i < kMany; ++i) ASSERT_EQ(values[i], static_cast<float>(i % 1000)) << i;
}

TEST(Weights, OfAnotherNetworkAreRefusedWithAllThatDiffers) {
  const TemporaryFolder folder;
  Stored transposed{{"0.bias", ScalarType::kF32, {1, 2}}, {0.5, 3.0}};
  Stored extra{{"fc.weight", ScalarType::kF32, {1}}, {1.0}};
  const auto weights = readWeights(write(folder, {weight(ScalarType::kF32), transposed, extra}),
                                   network(), WeightsWanted::kAll);
  ASSERT_FALSE(weights.ok());
  EXPECT_EQ(weights.error().message(),
            folder / "w.safetensors" +
                ": does not fit; not in the file: 1.num_batches_tracked; not in the network: "
                "fc.weight; different: 0.bias is F32[1,2], not F32[2]; allowed: exactly the "
                "network's tensors, or a part with --weights-partial");
}

TEST(Weights, OfAnotherKindOfNumberAreDifferent) {
  const TemporaryFolder folder;
  const std::string path =
      write(folder, {weight(ScalarType::kI32), bias(ScalarType::kF32), counter(ScalarType::kF32)});
  const auto weights = readWeights(path, network(), WeightsWanted::kSome);
  ASSERT_TRUE(weights.ok()) << weights.error().message();
  EXPECT_THAT(weights->mismatched, ElementsAre("0.weight is I32[2,2], not F32[2,2]",
                                               "1.num_batches_tracked is F32[], not I64[]"));
}

TEST(Weights, OfAPartAreTakenOnRequestAndReported) {
  const TemporaryFolder folder;
  Stored extra{{"fc.weight", ScalarType::kF32, {1}}, {1.0}};
  const std::string path = write(folder, {weight(ScalarType::kF16), extra});
  EXPECT_FALSE(readWeights(path, network(), WeightsWanted::kAll).ok());
  const auto weights = readWeights(path, network(), WeightsWanted::kSome);
  ASSERT_TRUE(weights.ok()) << weights.error().message();
  EXPECT_EQ(weights->report(10),
            "1 of 3 tensors; not in the file: 0.bias, 1.num_batches_tracked; not in the network: "
            "fc.weight");
  EXPECT_EQ(weights->report(1),
            "1 of 3 tensors; not in the file: 0.bias and 1 more; not in the network: fc.weight");
  const auto target = network();
  applyWeights(weights->tensors, target);
  EXPECT_EQ(target[0].tensor[0][0].item<float>(), 1.0F);
  EXPECT_EQ(target[1].tensor[0].item<float>(), 0.0F);
}

TEST(Weights, OfWhichNothingFitsAreRefusedEvenAsAPart) {
  const TemporaryFolder folder;
  const std::string path = write(folder, {{{"fc.weight", ScalarType::kF32, {1}}, {1.0}}});
  EXPECT_THAT(readWeights(path, network(), WeightsWanted::kSome).error().message(),
              HasSubstr("has no tensor of the network; not in the file: 0.weight, 0.bias"));
}

TEST(Weights, ThatAreNotFiniteAreRefused) {
  for (const double value : {std::numeric_limits<double>::quiet_NaN(), 1e300}) {
    const TemporaryFolder folder;
    Stored bad = bias(ScalarType::kF64);
    bad.values[1] = value;
    const std::string path =
        write(folder, {weight(ScalarType::kF32), bad, counter(ScalarType::kI64)});
    EXPECT_THAT(readWeights(path, network(), WeightsWanted::kAll).error().message(),
                HasSubstr("tensor '0.bias' holds values that are not finite"));
  }
}

TEST(Weights, OfAFileThatIsNoneAreRefused) {
  const TemporaryFolder folder;
  EXPECT_THAT(readWeights(folder / "none", network(), WeightsWanted::kAll).error().message(),
              HasSubstr("none: cannot be read"));
  EXPECT_THAT(
      readWeights(folder.file("x", "PK\3\4 not a safetensors file"), network(), WeightsWanted::kAll)
          .error()
          .message(),
      HasSubstr("announces a header"));
}

}  // namespace
}  // namespace emascope
