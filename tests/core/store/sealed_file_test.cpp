// SPDX-License-Identifier: Apache-2.0
//
// What is sealed is read back, in every version that was ever written; whatever happens to a byte
// of it is found.
#include "core/store/sealed_file.h"

#include "tests/support/peak_memory.h"
#include "tests/support/sealed_sample.h"
#include "tests/support/temporary_folder.h"

#include <csignal>
#include <cstdint>
#include <random>
#include <sys/resource.h>
#include <sys/stat.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::StartsWith;

std::string sampleBytes() { return sealedBytes(sealedSample()).value(); }

/// Where the header ends and the tensors begin.
std::size_t headerEnd(const std::string& bytes) {
  std::size_t length = 0;
  for (std::size_t i = 8; i-- > 0;) length = length << 8U | static_cast<unsigned char>(bytes[i]);
  return 8 + length;
}

/// The message of the error, or "" if the bytes are accepted.
TEST(SealedFile, IsReadBack) {
  const auto content = readSealed(sampleBytes(), "file");
  ASSERT_TRUE(content.ok()) << content.error().message();
  EXPECT_EQ(*content, sealedSample());
  EXPECT_EQ(sealedBytes(*content).value(), sampleBytes());
  const SealedContent empty{.text = "{}"};
  EXPECT_EQ(readSealed(sealedBytes(empty).value(), "file").value(), empty);
}

TEST(SealedFile, IsMadeWithOneTensorInMemoryTwice) {
  EMASCOPE_SKIP_WITH_SANITIZERS();
  constexpr std::size_t kMib = std::size_t{1} << 20U;
  constexpr std::size_t kBytes = 40 * kMib;  // malloc returns so many to the system at once
  SealedContent content{.text = "{}"};
  for (const char* name : {"a", "b", "c", "d"}) {
    content.tensors.push_back({name, ScalarType::kU8, {kBytes}, std::string(kBytes, 'x')});
  }
  const PeakMemory peak;
  const auto bytes = sealedBytes(std::move(content));
  ASSERT_TRUE(bytes.ok());
  EXPECT_GT(bytes->size(), 160 * kMib);
  EXPECT_LT(peak.mib(), 80.0);
}

TEST(SealedFile, IsWrittenAndReadBack) {
  const TemporaryFolder folder;
  const std::string path = folder.file("step.emascope", "former");
  ASSERT_TRUE(writeSealedFile(path, sampleBytes()).ok());
  EXPECT_EQ(folder.contents(path), sampleBytes());
  EXPECT_EQ(readSealedFile(path).value(), sealedSample());
  SealedContent without_bytes = sealedSample();
  for (SealedTensor& tensor : without_bytes.tensors) tensor.bytes.clear();
  EXPECT_EQ(readSealedHeader(path).value(), without_bytes);
  EXPECT_EQ(verifySealedFile(path).value(), without_bytes);
}

TEST(SealedFile, OfEveryVersionIsRead) {
  static_assert(kSealedFileVersion == 1, "a new version needs its sample and its lines here");
  const std::string path = EMASCOPE_SOURCE_DIR "/tests/golden/versions/checkpoint-1.emascope";
  const auto content = readSealedFile(path);
  ASSERT_TRUE(content.ok()) << content.error().message();
  EXPECT_EQ(*content, sealedSample());
  EXPECT_EQ(sampleBytes(), TemporaryFolder::contents(path));  // equal contents, equal bytes
}

TEST(SealedFile, EveryFlippedBitOfASmallOneIsFound) {
  const std::string right = sampleBytes();
  const std::size_t data = headerEnd(right);
  std::string bytes = right;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int flip : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
      bytes[at] = static_cast<char>(bytes[at] ^ flip);
      const std::string why = whyNot(bytes);
      ASSERT_THAT(why, StartsWith("file: ")) << "byte " << at << " xor " << flip;
      if (at >= data) {
        ASSERT_THAT(why, HasSubstr("is damaged: tensor '")) << "byte " << at;
      }
      bytes[at] = right[at];
    }
  }
  EXPECT_EQ(whyNot(bytes), "");
}

TEST(SealedFile, TheDamagedTensorIsNamed) {
  std::string bytes = sampleBytes();
  const std::size_t data = headerEnd(bytes);
  bytes[data + 24] = static_cast<char>(bytes[data + 24] + 1);  // behind the first, of 24 bytes
  EXPECT_EQ(whyNot(bytes),
            "file: is damaged: tensor 'track main/clock' does not have the SHA-256 that the header "
            "says");
  const TemporaryFolder folder;
  const std::string path = folder.file("step.emascope", bytes);
  EXPECT_THAT(readSealedFile(path).error().message(), HasSubstr("tensor 'track main/clock'"));
  EXPECT_THAT(verifySealedFile(path).error().message(), HasSubstr("tensor 'track main/clock'"));
  EXPECT_TRUE(readSealedHeader(path).ok());  // reads no tensor
}

/// Several megabytes would take minutes; what is larger than a block and a piece is in the next
/// test.
TEST(SealedFile, HundredThousandRandomBytesOfALargerOneAreFound) {
  SealedContent content{.text = R"({"step":1})"};
  for (unsigned i = 0; i < 8; ++i) {
    content.tensors.push_back(
        countedTensor("tensor " + std::to_string(i), ScalarType::kF32, {16, 20}, i));
  }
  const std::string right = sealedBytes(content).value();
  std::string bytes = right;
  std::mt19937 random(13);
  std::uniform_int_distribution<std::size_t> place(0, bytes.size() - 1);
  std::uniform_int_distribution<int> change(1, 255);
  int unnoticed = 0;
  for (int i = 0; i < 100'000; ++i) {
    const std::size_t at = place(random);
    bytes[at] = static_cast<char>(bytes[at] ^ change(random));
    if (readSealed(bytes, "file")) ++unnoticed;
    bytes[at] = right[at];
  }
  EXPECT_EQ(unnoticed, 0);
  EXPECT_TRUE(readSealed(bytes, "file").ok());
}

TEST(SealedFile, ALongTensorIsVerifiedToItsEnd) {
  const TemporaryFolder folder;
  const SealedContent content{
      .text = "{}", .tensors = {countedTensor("long", ScalarType::kU8, {(3U << 20U) + 5}, 0)}};
  std::string bytes = sealedBytes(content).value();
  EXPECT_TRUE(verifySealedFile(folder.file("right", bytes)).ok());
  bytes.back() = static_cast<char>(bytes.back() ^ 1);
  EXPECT_FALSE(verifySealedFile(folder.file("wrong", bytes)).ok());
}

TEST(SealedFile, EveryTruncationIsFound) {
  const std::string right = sampleBytes();
  for (std::size_t length = 0; length < right.size(); ++length) {
    ASSERT_THAT(whyNot(right.substr(0, length)),
                AnyOf(HasSubstr("truncated"), HasSubstr("too few for a header")))
        << length;
  }
  const TemporaryFolder folder;
  const std::string path = folder.file("cut.emascope", right.substr(0, right.size() - 1));
  EXPECT_THAT(readSealedFile(path).error().message(), HasSubstr("truncated"));
  for (const std::size_t more : {1, 7, 8, 4096}) {
    EXPECT_THAT(whyNot(right + std::string(more, '\0')), HasSubstr("after its last tensor"))
        << more;
  }
}

TEST(SealedFile, WhatCannotBeReadIsNotWritten) {
  const auto why = [](const SealedContent& content) {
    const auto bytes = sealedBytes(content);
    return bytes ? "" : bytes.error().message();
  };
  const SealedTensor one = countedTensor("x", ScalarType::kF32, {2}, 0);
  EXPECT_THAT(why({"{}", {one, one}}), HasSubstr("'x' appears twice"));
  EXPECT_THAT(why({"{}", {{"__metadata__", ScalarType::kF32, {1}, "1234"}}}),
              HasSubstr("appears twice"));
  EXPECT_THAT(why({"{}", {{"\xFF", ScalarType::kF32, {1}, "1234"}}}), HasSubstr("not UTF-8"));
  EXPECT_THAT(why({"\xC3", {one}}), HasSubstr("not UTF-8"));
  EXPECT_THAT(why({"{}", {{"x", ScalarType::kF32, {2}, "1234"}}}),
              HasSubstr("tensor 'x' has 4 bytes, which F32[2] does not have"));
  constexpr std::uint64_t kHuge = std::uint64_t{1} << 40U;
  EXPECT_THAT(why({"{}", {{"x", ScalarType::kF32, {kHuge, kHuge}, ""}}}), HasSubstr("has 0 bytes"));
  EXPECT_THAT(why({std::string(17U << 20U, 'x'), {}}), HasSubstr("at most 16777216"));
}

TEST(SealedFile, OnlySealedBytesAreWritten) {
  const TemporaryFolder folder;
  const std::string path = folder.file("step.emascope", "former");
  std::string bytes = sampleBytes();
  bytes[100] = static_cast<char>(bytes[100] ^ 1);
  EXPECT_FALSE(writeSealedFile(path, bytes).ok());
  EXPECT_FALSE(writeSealedFile(path, "").ok());
  EXPECT_EQ(folder.contents(path), "former");
  EXPECT_THAT(writeSealedFile("/dev/null", sampleBytes()).error().message(),
              HasSubstr("is a pipe or a device"));
  EXPECT_FALSE(writeSealedFile(folder / "none/step.emascope", sampleBytes()).ok());
}

/// A file-size limit fails a write as a full disk does.
TEST(SealedFile, AFullDiskLeavesTheFormerFile) {
  const TemporaryFolder folder;
  const std::string path = folder / "step.emascope";
  ASSERT_TRUE(writeSealedFile(path, sampleBytes()).ok());
  const SealedContent larger{.text = "{}",
                             .tensors = {countedTensor("x", ScalarType::kU8, {100'000}, 0)}};
  const std::string bytes = sealedBytes(larger).value();
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  ::getrlimit(RLIMIT_FSIZE, &limit);
  const rlimit small{4096, limit.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  const Status status = writeSealedFile(path, bytes);
  ::setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, before);
  ASSERT_FALSE(status.ok());
  EXPECT_THAT(status.error().message(), HasSubstr(path + ": cannot be written: File too large"));
  EXPECT_EQ(readSealedFile(path).value(), sealedSample());
  EXPECT_EQ(folder.files(), 1U);
}

TEST(SealedFile, NoFileIsNoCheckpoint) {
  const TemporaryFolder folder;
  const std::string pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT(readSealedFile(pipe).error().message(), HasSubstr("is not a regular file"));
  EXPECT_THAT(readSealedFile(folder / "").error().message(), HasSubstr("is a folder"));
  EXPECT_THAT(verifySealedFile(folder / "none").error().message(), HasSubstr("No such file"));
  EXPECT_THAT(readSealedHeader(EMASCOPE_SOURCE_DIR "/tests/golden/safetensors/types.safetensors")
                  .error()
                  .message(),
              HasSubstr("is a safetensors file, but no checkpoint of EMAscope; allowed: a "
                        "checkpoint (.emascope)"));
}

}  // namespace
}  // namespace emascope
