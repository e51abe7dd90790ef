// SPDX-License-Identifier: Apache-2.0
//
// state_dicts that torch.save has written (tests/golden/torch, recorded with torch 2.15.0): every
// number as torch had it; and what is refused, by what it is.
#include "core/store/tensor_source.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string goldenTorch(const std::string& name) {
  return EMASCOPE_SOURCE_DIR "/tests/golden/torch/" + name;
}

std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// In pieces of three elements, so that pieces end anywhere.
std::vector<double> valuesOf(const TensorSource& source, std::size_t index) {
  const TensorInfo& tensor = source.header().tensors[index];
  const std::size_t width = bytesOf(tensor.type);
  std::vector<double> values(tensor.elements);
  for (std::size_t first = 0; first < tensor.elements; first += 3) {
    std::vector<std::byte> bytes(std::min<std::size_t>(3, tensor.elements - first) * width);
    const Status status = source.read(index, first * width, bytes);
    EXPECT_TRUE(status.ok()) << status.error().message();
    toDoubles(tensor.type, bytes, std::span(values).subspan(first, bytes.size() / width));
  }
  return values;
}

class Recorded : public testing::TestWithParam<const char*> {};

TEST_P(Recorded, EveryNumberIsAsTorchHadIt) {
  const std::string name = GetParam();
  const auto all = nlohmann::json::parse(contents(goldenTorch("expected.json")));
  const std::string key = name == "two-dicts.pt" ? "student" : "";
  const auto source = openTensors({goldenTorch(name)}, {.key = key});
  ASSERT_TRUE(source.ok()) << source.error().message();
  const auto& tensors = source.value()->header().tensors;
  const auto& expected = all.at(name);
  ASSERT_EQ(tensors.size(), expected.size());
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const auto& tensor = expected.at(tensors[i].name);
    EXPECT_EQ(tensors[i].shape, tensor.at("shape").get<std::vector<std::uint64_t>>());
    EXPECT_EQ(valuesOf(*source.value(), i), tensor.at("values").get<std::vector<double>>())
        << tensors[i].name;
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Recorded,
                         testing::Values("network.pt", "protocol-4.pt", "types.pt",
                                         "lightning.ckpt", "two-dicts.pt", "counted.pt"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::ranges::replace_if(
                               name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
                           return name;
                         });

TEST(TorchSource, TypesAndOrderAreThoseOfTheDict) {
  const auto source = openTensors({goldenTorch("types.pt")}, {});
  ASSERT_TRUE(source.ok());
  std::vector<std::string> texts;
  for (const TensorInfo& tensor : source.value()->header().tensors) {
    texts.push_back(typeAndShape(tensor));
  }
  EXPECT_THAT(texts,
              ElementsAre("F64[2]", "F32[2,2]", "F16[2]", "BF16[2]", "I64[2]", "I32[1]", "I16[1]",
                          "I8[2]", "U8[1]", "U16[1]", "BOOL[2]", "F32[]", "F32[0,4]", "F32[4]",
                          "F32[4,3]", "F32[3,2]", "F32[12]", "F32[2]"));
}

TEST(TorchSource, WhatWasTakenAndWhatWasLeftIsSaid) {
  const auto lightning = openTensors({goldenTorch("lightning.ckpt")}, {});
  EXPECT_THAT(lightning.value()->notes(), ElementsAre(HasSubstr("from entry 'state_dict'")));
  const auto counted = openTensors({goldenTorch("counted.pt")}, {});
  EXPECT_THAT(counted.value()->notes(), ElementsAre(HasSubstr("'epoch' (a number)")));
}

TEST(TorchSource, AKeyLeadsIntoDictsWithinDicts) {
  const auto teacher = openTensors({goldenTorch("two-dicts.pt")}, {.key = "teacher"});
  ASSERT_TRUE(teacher.ok()) << teacher.error().message();
  EXPECT_THAT(valuesOf(*teacher.value(), 0), ElementsAre(2.0));
  const auto deep = openTensors({goldenTorch("lightning.ckpt")}, {.key = "callbacks/Early"});
  ASSERT_TRUE(deep.ok()) << deep.error().message();
  EXPECT_THAT(valuesOf(*deep.value(), 0), ElementsAre(0.5));
}

struct Refused {
  const char* file;
  const char* key;
  std::vector<const char*> words;
};
void PrintTo(const Refused& refused, std::ostream* out) { *out << refused.file; }

class RefusedTorchFile : public testing::TestWithParam<Refused> {};

TEST_P(RefusedTorchFile, IsToldWhatItIs) {
  const auto source = openTensors({goldenTorch(GetParam().file)}, {.key = GetParam().key});
  ASSERT_FALSE(source.ok());
  EXPECT_THAT(source.error().message(), testing::StartsWith(goldenTorch(GetParam().file)));
  for (const char* const word : GetParam().words) {
    EXPECT_THAT(source.error().message(), HasSubstr(word));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Files, RefusedTorchFile,
    testing::Values(
        Refused{
            "whole-model.pt", "", {"an object of torch.nn.modules.linear.Linear", "state_dict"}},
        Refused{"before-1.6.pt", "", {"before PyTorch 1.6"}},
        Refused{"script.pt", "", {"is a TorchScript program"}},
        Refused{"complex.pt", "", {"tensor 'w' has the type torch.Complex", "F32"}},
        Refused{"sparse.pt", "", {"tensor 'w' is created by", "dense"}},
        Refused{"expanded.pt", "", {"tensor 'w' refers to the same numbers", "contiguous()"}},
        Refused{"two-dicts.pt", "", {"has 2 dicts of tensors", "--key", "teacher (a dict of tens"}},
        Refused{"two-dicts.pt", "epoch", {"'epoch' (--key) is not a dict of tensors but a number"}},
        Refused{"two-dicts.pt", "ema", {"has no entry 'ema' (--key)", "student"}},
        Refused{"../safetensors/make.py",
                "",
                {"is neither a safetensors file nor one written by torch"}},
        Refused{"../data/mnist.npz", "", {"is an NPZ archive of NumPy"}}));

/// Cut anywhere, or with any byte changed: refused in words or read, never worse.
TEST(TorchSource, DamagedFilesAreRefusedOrRead) {
  const TemporaryFolder folder;
  const std::string whole = contents(goldenTorch("types.pt"));
  std::size_t refused = 0;
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
    for (const std::string& bytes : {changed, whole.substr(0, at)}) {
      const auto source = openTensors({folder.file("damaged.pt", bytes)}, {});
      if (!source) {
        EXPECT_FALSE(source.error().why.empty());
        ++refused;
        continue;
      }
      for (std::size_t i = 0; i < source.value()->header().tensors.size(); ++i) {
        std::vector<std::byte> data(source.value()->header().tensors[i].bytes());
        static_cast<void>(source.value()->read(i, 0, data));
      }
    }
  }
  EXPECT_GT(refused, whole.size() / 7);
}

}  // namespace
}  // namespace emascope
