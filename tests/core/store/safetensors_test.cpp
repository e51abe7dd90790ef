// SPDX-License-Identifier: Apache-2.0
//
// Files of Hugging Face's own writer are read as they were meant, and what is written is read back,
// replaces a file whole or not at all.
#include "core/store/safetensors.h"

#include "tests/core/store/tensor_file.h"
#include "tests/support/temporary_folder.h"

#include <cmath>
#include <csignal>
#include <limits>
#include <sys/resource.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string golden(const std::string& name) {
  return EMASCOPE_SOURCE_DIR "/tests/golden/safetensors/" + name;
}

const TensorInfo& infoOf(const SafetensorsReader& reader, const std::string& name) {
  for (const TensorInfo& tensor : reader.header().tensors) {
    if (tensor.name == name) return tensor;
  }
  throw std::out_of_range(name);
}

TEST(Safetensors, EveryTypeOfHuggingFacesWriter) {
  const auto file = SafetensorsReader::open(golden("types.safetensors"));
  ASSERT_TRUE(file.ok()) << file.error().message();
  const SafetensorsReader& reader = *file;
  EXPECT_EQ(reader.header().tensors.size(), 15U);
  EXPECT_THAT(valuesOf(reader, "f64"), ElementsAre(1.5, -2.25, 1e300, 0.1, -0.0, 5e-324));
  EXPECT_EQ(typeAndShape(infoOf(reader, "f64")), "F64[2,3]");
  EXPECT_THAT(valuesOf(reader, "f32"),
              ElementsAre(double(0.1F), -3.4028234663852886e38, std::ldexp(1.0, -149)));
  EXPECT_THAT(valuesOf(reader, "f16"),
              ElementsAre(0.0999755859375, 65504.0, std::ldexp(1.0, -24), -2.0));
  EXPECT_THAT(valuesOf(reader, "i64"), ElementsAre(-0x1p63, 0x1p63));
  EXPECT_THAT(valuesOf(reader, "i32"), ElementsAre(-0x1p31, 7.0));
  EXPECT_THAT(valuesOf(reader, "i16"), ElementsAre(-32768.0, 32767.0));
  EXPECT_THAT(valuesOf(reader, "i8"), ElementsAre(-128.0, 127.0));
  EXPECT_THAT(valuesOf(reader, "u64"), ElementsAre(0x1p64));
  EXPECT_THAT(valuesOf(reader, "u32"), ElementsAre(4294967295.0));
  EXPECT_THAT(valuesOf(reader, "u16"), ElementsAre(65535.0));
  EXPECT_THAT(valuesOf(reader, "u8"), ElementsAre(255.0, 0.0));
  EXPECT_THAT(valuesOf(reader, "bool"), ElementsAre(1.0, 0.0, 1.0));
  EXPECT_THAT(valuesOf(reader, "scalar"), ElementsAre(4.0));
  EXPECT_EQ(typeAndShape(infoOf(reader, "scalar")), "F32[]");
  EXPECT_THAT(valuesOf(reader, "nothing"), ElementsAre());
  EXPECT_EQ(typeAndShape(infoOf(reader, "nothing")), "F32[0,3]");
  EXPECT_THAT(valuesOf(reader, "ümlaut \"quoted\""), ElementsAre(1.0));
  EXPECT_EQ(reader.header().metadata, (TextByName{{"format", "pt"}, {"note", "line\nand ü"}}));
}

TEST(Safetensors, Bfloat16OfHuggingFacesWriter) {
  const auto file = SafetensorsReader::open(golden("bfloat16.safetensors"));
  ASSERT_TRUE(file.ok()) << file.error().message();
  EXPECT_THAT(valuesOf(*file, "bf16"), ElementsAre(0.10009765625, 3.3895313892515355e38,
                                                   std::ldexp(1.0, -133), -2.0, 1.0, 1.0078125));
}

TEST(Safetensors, AFileWithoutTensors) {
  const auto file = SafetensorsReader::open(golden("empty.safetensors"));
  ASSERT_TRUE(file.ok()) << file.error().message();
  EXPECT_EQ(file->header(), SafetensorsHeader{});
}

TEST(Safetensors, APartOfATensor) {
  const auto file = SafetensorsReader::open(golden("types.safetensors"));
  for (std::size_t i = 0; i < file->header().tensors.size(); ++i) {
    if (file->header().tensors[i].name != "f64") continue;
    std::vector<std::byte> bytes(16);
    ASSERT_TRUE(file->read(i, 8, bytes).ok());
    std::vector<double> values(2);
    toDoubles(ScalarType::kF64, bytes, values);
    EXPECT_THAT(values, ElementsAre(-2.25, 1e300));
  }
}

Status write(const std::string& path, const std::vector<TensorInfo>& tensors,
             const std::vector<std::vector<double>>& values, const TextByName& metadata = {}) {
  auto writer = SafetensorsWriter::create(path, tensors, metadata);
  if (!writer) return writer.error();
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    std::vector<std::byte> bytes(values[i].size() * bytesOf(tensors[i].type));
    fromDoubles(tensors[i].type, values[i], bytes);
    if (auto status = writer.value().append(bytes); !status) return status;
  }
  return writer.value().commit();
}

TEST(Safetensors, WhatIsWrittenIsReadBack) {
  const TemporaryFolder folder;
  const std::string path = folder / "out.safetensors";
  const std::vector<std::vector<double>> values = {
      {0.1, -1e300, 3.0}, {0.5}, {}, {-2.0, 65504.0}, {1.0078125, 0.0}};
  const TextByName metadata = {{"format", "pt"}, {"a \"b\"", "ü\n"}};
  ASSERT_TRUE(write(path,
                    {{"x", ScalarType::kF64, {3}},
                     {"s", ScalarType::kF32, {}},
                     {"none", ScalarType::kF32, {0, 7}},
                     {"h \\ ü", ScalarType::kF16, {2, 1}},
                     {"b", ScalarType::kBf16, {1, 2}}},
                    values, metadata)
                  .ok());
  const auto file = SafetensorsReader::open(path);
  ASSERT_TRUE(file.ok()) << file.error().message();
  EXPECT_EQ(file->header().metadata, metadata);
  EXPECT_EQ(valuesOf(*file, "x"), values[0]);
  EXPECT_EQ(valuesOf(*file, "s"), values[1]);
  EXPECT_EQ(valuesOf(*file, "none"), values[2]);
  EXPECT_EQ(valuesOf(*file, "h \\ ü"), values[3]);
  EXPECT_EQ(valuesOf(*file, "b"), values[4]);
  EXPECT_EQ(folder.files(), 1U);
}

TEST(Safetensors, TheDataBeginAtAMultipleOfEight) {
  const TemporaryFolder folder;
  for (const std::string name : {"a", "ab", "abc", "abcd", "abcde", "abcdef"}) {
    ASSERT_TRUE(write(folder / name, {{name, ScalarType::kF64, {1}}}, {{1.0}}).ok());
    EXPECT_EQ(folder.contents(folder / name).size() % 8, 0U) << name;
  }
}

TEST(Safetensors, AFileIsReplacedWholeOrNotAtAll) {
  const TemporaryFolder folder;
  const std::string path = folder.file("weights.safetensors", "precious");
  {
    auto writer = SafetensorsWriter::create(path, {{"x", ScalarType::kF64, {2}}}, {});
    ASSERT_TRUE(writer.ok());
    EXPECT_TRUE(writer.value().append(std::vector<std::byte>(8)).ok());
    EXPECT_EQ(folder.contents(path), "precious");
  }
  EXPECT_EQ(folder.contents(path), "precious");
  EXPECT_EQ(folder.files(), 1U);
  ASSERT_TRUE(write(path, {{"x", ScalarType::kF64, {1}}}, {{7.0}}).ok());
  EXPECT_THAT(valuesOf(SafetensorsReader::open(path).value(), "x"), ElementsAre(7.0));
  EXPECT_EQ(folder.files(), 1U);
}

/// A file-size limit fails a write as a full disk does.
TEST(Safetensors, AFullDiskIsAnErrorAndLeavesTheOldFile) {
  const TemporaryFolder folder;
  const std::string path = folder.file("weights.safetensors", "precious");
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  ::getrlimit(RLIMIT_FSIZE, &limit);
  const rlimit small{4096, limit.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  const Status status =
      write(path, {{"x", ScalarType::kF64, {10000}}}, {std::vector<double>(10000)});
  ::setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, before);
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message(), HasSubstr(path + ": cannot be written: File too large"));
  EXPECT_EQ(folder.contents(path), "precious");
  EXPECT_EQ(folder.files(), 1U);
}

TEST(Safetensors, WhatCouldNotBeReadIsNotWritten) {
  const TemporaryFolder folder;
  const TensorInfo one{"x", ScalarType::kF32, {1}};
  EXPECT_THAT(write(folder / "a", {one, one}, {{0.0}, {0.0}}).error().message(),
              HasSubstr("'x' appears twice"));
  EXPECT_THAT(write(folder / "a", {{"\xFF", ScalarType::kF32, {1}}}, {{0.0}}).error().message(),
              HasSubstr("not UTF-8"));
  EXPECT_THAT(write(folder / "a", {one}, {{0.0}}, {{"note", "\xC3"}}).error().message(),
              HasSubstr("not UTF-8"));
  constexpr std::uint64_t kHuge = std::uint64_t{1} << 40U;
  EXPECT_THAT(
      write(folder / "a", {{"x", ScalarType::kF32, {kHuge, kHuge}}}, {{}}).error().message(),
      HasSubstr("beyond 2^64 bytes"));
  EXPECT_THAT(write(folder / "a", {one}, {{0.0}}, {{"note", std::string(17U << 20U, 'x')}})
                  .error()
                  .message(),
              HasSubstr("at most 16777216"));
  EXPECT_EQ(folder.files(), 0U);
}

}  // namespace
}  // namespace emascope
