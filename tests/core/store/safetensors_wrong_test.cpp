// SPDX-License-Identifier: Apache-2.0
//
// Files that are wrong in one way each: every one is refused, with its name and the reason.
#include "tests/core/store/tensor_file.h"
#include "tests/support/temporary_folder.h"

#include <sys/stat.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;
using std::string_literals::operator""s;

struct Wrong {
  const char* name;
  std::string bytes;
  std::string why;
};
void PrintTo(const Wrong& wrong, std::ostream* out) { *out << wrong.name; }

std::string one(const std::string& fields, const std::string& data = std::string(8, '\0')) {
  return tensorFile("{\"x\":{" + fields + "}}", data);
}

std::string two(const std::string& first, const std::string& second, std::size_t data) {
  const std::string form = "{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":";
  return tensorFile("{\"a\":" + form + first + "},\"b\":" + form + second + "}}",
                    std::string(data, '\0'));
}

const std::string kType = "\"dtype\":\"F32\"";
const std::string kShape = "\"shape\":[2]";
const std::string kBounds = "\"data_offsets\":[0,8]";

class WrongSafetensors : public testing::TestWithParam<Wrong> {};

TEST_P(WrongSafetensors, IsRefusedWithItsNameAndTheReason) {
  const TemporaryFolder folder;
  const std::string path = folder.file("wrong.safetensors", GetParam().bytes);
  const auto file = SafetensorsReader::open(path);
  ASSERT_FALSE(file.ok());
  EXPECT_THAT(file.error().message(), HasSubstr(path + ": "));
  EXPECT_THAT(file.error().message(), HasSubstr(GetParam().why));
}

std::vector<Wrong> lengths() {
  return {{"Empty", "", "has 0 bytes, too few"},
          {"ShorterThanALength", "\1\0\0"s, "has 3 bytes, too few"},
          {"LengthBeyondTheFile", "\x20\0\0\0\0\0\0\0{}"s, "header of 32 bytes but has only 2"},
          {"LengthBeyondTheCap", "\1\0\0\1\0\0\0\0{}"s, "header of 16777217 bytes"},
          {"LengthOfAllBits", std::string(8, '\xFF') + "{}", "18446744073709551615"},
          {"NoHeader", std::string(8, '\0'), "does not begin with '{'"}};
}

std::vector<Wrong> spellings() {
  return {{"BlankBefore", tensorFile(" {}", ""), "does not begin with '{'"},
          {"List", tensorFile("[]", ""), "does not begin with '{'"},
          {"NotJson", tensorFile("{\"x\":", ""), "is not JSON (byte"},
          {"TrailingJson", tensorFile("{} {}", ""), "is not JSON"},
          {"NotUtf8", tensorFile("{\"\xC3\x28\":1}", ""), "is not UTF-8"},
          {"TensorIsANumber", tensorFile("{\"x\":1}", ""), "'x' holds 1"},
          {"TensorIsNull", tensorFile("{\"x\":null}", ""), "'x' holds null"},
          {"TensorIsAList", tensorFile("{\"x\":[]}", ""), "'x' holds a list"},
          {"Nested", one("\"dtype\":{\"a\":{}}"), "'x' holds an object"},
          {"NestedDeep", tensorFile(std::string("{\"x\":") + std::string(100000, '['), ""),
           "'x' holds a list"},
          {"SameNameTwice",
           tensorFile("{\"x\":{" + kType + "," + kShape + "," + kBounds + "},\"x\":{" + kType +
                          "," + kShape + "," + kBounds + "}}",
                      std::string(8, '\0')),
           "'x' appears twice"}};
}

std::vector<Wrong> fields() {
  return {
      {"UnknownType", one("\"dtype\":\"F99\"," + kShape + "," + kBounds), "type 'F99'"},
      {"TypeIsANumber", one("\"dtype\":3"), "'x' holds 3"},
      {"NoType", one(kShape + "," + kBounds), "'x' is incomplete"},
      {"NoShape", one(kType + "," + kBounds), "'x' is incomplete"},
      {"NoBounds", one(kType + "," + kShape), "'x' is incomplete"},
      {"TypeTwice", one(kType + "," + kType), "'x' has two dtype"},
      {"UnknownField", one(kType + ",\"stride\":[1]"), "'x' has 'stride'"},
      {"ShapeIsAText", one(kType + ",\"shape\":\"2\""), "'x' holds '2'"},
      {"NegativeLength", one(kType + ",\"shape\":[-2]"), "'x' holds -2"},
      {"BrokenLength", one(kType + ",\"shape\":[2.0]"), "'x' holds 2.0"},
      {"LengthAbove64Bits", one(kType + ",\"shape\":[18446744073709551616]"), "'x' holds 184467"},
      {"NestedShape", one(kType + ",\"shape\":[[2]]"), "'x' holds a list"},
      {"OneBound", one(kType + "," + kShape + ",\"data_offsets\":[0]"), "has 1 data_offsets"},
      {"ThreeBounds", one(kType + "," + kShape + ",\"data_offsets\":[0,8,9]"), "3 data_offsets"},
      {"EndBeforeBegin", one(kType + "," + kShape + ",\"data_offsets\":[8,0]"),
       "ends before it begins"},
      {"SizeOfAnotherShape", one(kType + ",\"shape\":[3]," + kBounds),
       "8 bytes, but its type and shape, F32[3], need 12"},
      {"ShapeOverflows", one(kType + ",\"shape\":[4294967296,4294967296,2]," + kBounds),
       "beyond 2^64 bytes"},
      {"BytesOverflow", one(kType + ",\"shape\":[4611686018427387904]," + kBounds),
       "beyond 2^64 bytes"},
      {"ShapeWrapsToItsSize", one(kType + ",\"shape\":[4611686018427387906]," + kBounds),
       "beyond 2^64 bytes"}};
}

std::vector<Wrong> tilings() {
  return {{"Gap", two("[0,4]", "[5,9]", 9), "'b' begins at byte 5, after a gap"},
          {"GapAtTheFront", two("[1,5]", "[5,9]", 9), "'a' begins at byte 1, after a gap"},
          {"Overlap", two("[0,4]", "[3,7]", 7), "'b' begins at byte 3, inside another"},
          {"SameBytesTwice", two("[0,4]", "[0,4]", 4), "begins at byte 0, inside another"},
          {"BytesAfter", two("[0,4]", "[4,8]", 9), "has 1 bytes after its last tensor"},
          {"BytesAfterNothing", tensorFile("{}", "zip"), "has 3 bytes after"},
          {"Truncated", two("[0,4]", "[4,8]", 7), "'b' ends at byte 8 of 7; the file is truncated"},
          {"OffsetsNearTheEnd", two("[0,4]", "[18446744073709551611,18446744073709551615]", 8),
           "after a gap"}};
}

std::vector<Wrong> metadata() {
  const auto with = [](const std::string& value) {
    return tensorFile("{\"__metadata__\":" + value + "}", "");
  };
  return {{"MetadataNumber", with("{\"a\":1}"), "header holds 1"},
          {"MetadataNested", with("{\"a\":{}}"), "header holds an object"},
          {"MetadataText", with("\"a\""), "header holds 'a'"},
          {"MetadataTwice", tensorFile("{\"__metadata__\":{},\"__metadata__\":{}}", ""),
           "'__metadata__' appears twice"},
          {"MetadataKeyTwice", with("{\"a\":\"1\",\"a\":\"2\"}"), "metadata 'a' appears twice"}};
}

const auto kNameOf = [](const auto& test) { return std::string(test.param.name); };
INSTANTIATE_TEST_SUITE_P(Lengths, WrongSafetensors, testing::ValuesIn(lengths()), kNameOf);
INSTANTIATE_TEST_SUITE_P(Spellings, WrongSafetensors, testing::ValuesIn(spellings()), kNameOf);
INSTANTIATE_TEST_SUITE_P(Fields, WrongSafetensors, testing::ValuesIn(fields()), kNameOf);
INSTANTIATE_TEST_SUITE_P(Tilings, WrongSafetensors, testing::ValuesIn(tilings()), kNameOf);
INSTANTIATE_TEST_SUITE_P(Metadata, WrongSafetensors, testing::ValuesIn(metadata()), kNameOf);

TEST(WrongSafetensorsFile, IsMissing) {
  const TemporaryFolder folder;
  EXPECT_THAT(SafetensorsReader::open(folder / "none").error().message(),
              HasSubstr("none: cannot be read: No such file"));
}

TEST(WrongSafetensorsFile, IsAFolder) {
  const TemporaryFolder folder;
  EXPECT_THAT(SafetensorsReader::open(folder / "").error().message(), HasSubstr("is a folder"));
}

TEST(WrongSafetensorsFile, IsAPipeWhichIsNotWaitedFor) {
  const TemporaryFolder folder;
  const std::string path = folder / "pipe";
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  EXPECT_THAT(SafetensorsReader::open(path).error().message(), HasSubstr("is not a regular file"));
}

TEST(WrongSafetensorsFile, ShrinksWhileItIsRead) {
  const TemporaryFolder folder;
  const std::string path = folder.file("a", one(kType + "," + kShape + "," + kBounds));
  const auto file = SafetensorsReader::open(path);
  ASSERT_TRUE(file.ok()) << file.error().message();
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 4);
  std::vector<std::byte> bytes(8);
  EXPECT_THAT(file->read(0, 0, bytes).error().message(),
              HasSubstr("was cut short while it was read"));
}

/// The largest the caps allow: many small tensors, read in time and memory that follow the header.
TEST(WrongSafetensorsFile, ManyEmptyTensorsAreNoAttack) {
  std::string header = "{";
  for (int i = 0; i < 100000; ++i) {
    header += (i == 0 ? "\"" : ",\"") + std::to_string(i) +
              "\":{\"dtype\":\"F32\",\"shape\":[0,18446744073709551615],\"data_offsets\":[0,0]}";
  }
  const auto parsed = parseSafetensorsHeader(header + "}", 0, "many");
  ASSERT_TRUE(parsed.ok()) << parsed.error().message();
  EXPECT_EQ(parsed->tensors.size(), 100000U);
  EXPECT_EQ(parsed->tensors.front().elements, 0U);
}

}  // namespace
}  // namespace emascope
