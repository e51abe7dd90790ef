// SPDX-License-Identifier: Apache-2.0
//
// Sealed files that were made to be wrong: the SHA-256 of their header is right, or they are of a
// newer version, or they announce more than they have.
#include "tests/core/store/tensor_file.h"
#include "tests/support/sealed_sample.h"
#include "tests/support/temporary_folder.h"

#include <filesystem>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

constexpr const char* kNoHash = "0000000000000000000000000000000000000000000000000000000000000000";

/// A file with the tensor x, of 4 bytes, and `metadata` before the SHA-256 of the header.
std::string sealedFile(const std::string& metadata) {
  return resealed(tensorFile("{\"__metadata__\":{" + metadata + ",\"emascope.sha256.header\":\"" +
                                 kNoHash +
                                 "\"},\"x\":{\"dtype\":\"F32\",\"shape\":[1],"
                                 "\"data_offsets\":[0,4]}}",
                             "1234"));
}

/// With the table of the tensors' SHA-256.
std::string withHashes(const std::string& table) {
  std::string escaped;
  for (const char c : table) escaped += c == '"' ? std::string("\\\"") : std::string(1, c);
  return sealedFile(R"("emascope":"{}","emascope.version":"1","emascope.sha256":")" + escaped +
                    "\"");
}

std::string replaced(std::string bytes, const std::string& from, const std::string& to) {
  const std::size_t at = bytes.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  EXPECT_EQ(from.size(), to.size());
  return bytes.replace(at, from.size(), to);
}

TEST(ForgedSealedFile, IsAcceptedWhereNothingIsWrong) {
  const std::string right = R"({"tensors":{"x":")" + sha256("1234") + "\"}}";
  EXPECT_EQ(whyNot(withHashes(right)), "");
}

TEST(ForgedSealedFile, OfANewerVersionIsRefusedWithBothVersions) {
  const std::string bytes = sealedBytes(sealedSample()).value();
  const std::string newer =
      replaced(bytes, R"("emascope.version":"1")", R"("emascope.version":"2")");
  EXPECT_EQ(
      whyNot(resealed(newer)),
      "file: has version 2 of this kind of file, from a newer EMAscope; allowed: versions 1 to "
      "1");
  EXPECT_EQ(
      whyNot(newer),
      "file: has version 2 of this kind of file, or its header is damaged; allowed: versions 1 "
      "to 1");
  for (const char* version : {"0", "x", "-", " "}) {
    EXPECT_THAT(whyNot(resealed(replaced(bytes, R"("emascope.version":"1")",
                                         std::string(R"("emascope.version":")") + version + "\""))),
                HasSubstr("its version is '"));
  }
}

TEST(ForgedSealedFile, WithAWrongTableIsRefused) {
  const std::string hash = sha256("1234");
  EXPECT_THAT(whyNot(withHashes(R"({"tensors":{}})")), HasSubstr("tensor 'x' has no SHA-256"));
  EXPECT_THAT(whyNot(withHashes(R"({"tensors":{"x":")" + hash + R"(","y":"0"}})")),
              HasSubstr("the SHA-256 of a tensor that it does not have"));
  EXPECT_THAT(whyNot(withHashes(R"({"tensors":{"x":"0"}})")),
              HasSubstr("tensor 'x' does not have the SHA-256"));
  EXPECT_THAT(whyNot(withHashes(R"({"tensors":{"x":7}})")), HasSubstr("tensors.x: is 7"));
  EXPECT_THAT(whyNot(withHashes(R"({"tensors":{"x":"0","x":"1"}})")), HasSubstr("appears twice"));
  EXPECT_THAT(whyNot(withHashes("{")), HasSubstr("emascope.sha256: is not JSON"));
  EXPECT_THAT(whyNot(withHashes("[]")), HasSubstr("emascope.sha256"));
  EXPECT_NE(whyNot(withHashes(R"({"tensors":)" + std::string(100, '['))), "");
}

TEST(ForgedSealedFile, WithoutOneOfItsEntriesIsRefused) {
  EXPECT_THAT(whyNot(sealedFile(R"("emascope":"{}","emascope.version":"1")")),
              HasSubstr("its header has no 'emascope.sha256'"));
  EXPECT_THAT(whyNot(sealedFile(R"("emascope":"{}","emascope.sha256":"{}")")),
              HasSubstr("its header has no 'emascope.version'"));
  EXPECT_THAT(whyNot(sealedFile(R"("emascope.version":"1","emascope.sha256":"{}")")),
              HasSubstr("its header has no 'emascope'"));
  EXPECT_THAT(whyNot(tensorFile(R"({"__metadata__":{"emascope":"{}","emascope.version":"1",)"
                                R"("emascope.sha256":"{}","emascope.sha256.header":"abc"}})",
                                "")),
              HasSubstr("its header has no complete SHA-256"));
}

/// The key in the caller's own text is not taken for the header's.
TEST(ForgedSealedFile, TheTextMayHoldTheKeysOfTheFormat) {
  const SealedContent content{
      .text = R"({"emascope.sha256.header":"0","emascope.version":"9"})",
      .tensors = {countedTensor("\"emascope.sha256.header\":\"", ScalarType::kU8, {3}, 0)}};
  EXPECT_EQ(readSealed(sealedBytes(content).value(), "file").value(), content);
}

TEST(ForgedSealedFile, IsNotGivenTheMemoryThatItAnnounces) {
  std::string bytes(16, '\xFF');
  EXPECT_THAT(whyNot(bytes), HasSubstr("announces a header of 18446744073709551615 bytes"));
  const TemporaryFolder folder;
  const std::string path = folder.file("huge.emascope", sealedBytes(sealedSample()).value());
  std::error_code error;
  std::filesystem::resize_file(path, kLargestSealedFile + 1, error);  // takes no space
  if (error) GTEST_SKIP() << "no file of that size can be made here: " << error.message();
  EXPECT_THAT(readSealedFile(path).error().message(), HasSubstr("at most 274877906944"));
  std::filesystem::resize_file(path, kLargestSealedFile);
  EXPECT_THAT(verifySealedFile(path).error().message(), HasSubstr("after its last tensor"));
}

}  // namespace
}  // namespace emascope
