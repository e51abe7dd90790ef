// SPDX-License-Identifier: Apache-2.0
#include "core/json/read_json.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

std::string readRefusal(std::string_view text, const JsonLimits& limits = {}) {
  const Status status = readJson(text, "f.json", limits, [](const Fields&) {});
  return status.ok() ? "" : status.error().message();
}

TEST(ReadJson, PassesTheFieldsOfTheObject) {
  std::string word;
  const Status status = readJson(R"({"a": {"b": "c"}})", "f", {},
                                 [&](const Fields& in) { word = in.map("a").text("b"); });
  EXPECT_TRUE(status.ok());
  EXPECT_EQ(word, "c");
}

TEST(ReadJson, ReturnsTheErrorOfAFieldWithSourceAndPath) {
  const Status status = readJson(R"({"a": [{"b": 1}]})", "f.json", {}, [](const Fields& in) {
    in.list("a", [](const Fields& each) { (void)each.text("b"); });
  });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(status.error().message(), "f.json: a[0].b: is 1; allowed: a string");
}

TEST(ReadJson, DoesNotReadATextThatIsNotAnObject) {
  for (const char* text : {"", "{", "[]", "3", "null", "{}{}", "{\"a\": 1,}", "\xFF\xFE",
                           "{\"a\": \"\xFF\"}", "{\"a\": 1, \"a\": 1}"}) {
    const Status status = readJson(text, "f", {}, [](const Fields&) { ADD_FAILURE(); });
    EXPECT_FALSE(status.ok()) << text;
  }
  EXPECT_EQ(readRefusal("{\"a\": tru}"), "f.json: is not JSON (byte 10); allowed: an object");
  EXPECT_EQ(readRefusal("[]"), "f.json: is an array; allowed: an object");
}

TEST(ReadJson, RefusesARepeatedKeyByThePathOfItsObject) {
  EXPECT_EQ(readRefusal(R"({"a": 1, "b": 2, "a": 3})"), "f.json: 'a' appears twice; allowed: once");
  EXPECT_EQ(readRefusal(R"({"a": [1, {"b": 2}, [3, {"c": {"d": 4, "d": 4}}]]})"),
            "f.json: a[2][1].c: 'd' appears twice; allowed: once");
  EXPECT_EQ(readRefusal(R"([{"a": 1}, {"a": 2}, {"b": 1, "b": 2}])"),
            "f.json: [2]: 'b' appears twice; allowed: once");
  EXPECT_EQ(readRefusal(R"({"\u001b": {"\n": 1, "\n": 2}})"),
            R"(f.json: \u001b: '\n' appears twice; allowed: once)");
  EXPECT_EQ(readRefusal(R"({"a": {"b": 1}, "b": {"a": 1, "b": [{"b": 1}, {"b": 1}]}})"), "");
}

TEST(ReadJson, RefusesANumberBeyondADoubleByItsPath) {
  EXPECT_EQ(readRefusal(R"({"a": [1, {"b": 2}, 1e400]})"),
            "f.json: a[2]: is 1e400; allowed: at most 1.8e308");
  EXPECT_EQ(readRefusal(R"({"a": {"b": [3], "c": -1e999}})"),
            "f.json: a.c: is -1e999; allowed: at most 1.8e308");
  EXPECT_LT(readRefusal("{\"a\": " + std::string(1000, '9') + "}").size(), 100U);
  EXPECT_EQ(readRefusal(R"({"a": 1e308})"), "");
}

TEST(ReadJson, LimitsLengthAndNestingBeforeItParses) {
  const JsonLimits limits{.longest = 20, .deepest = 2};
  EXPECT_EQ(readRefusal(R"({"a": [1]})", limits), "");
  EXPECT_THAT(readRefusal(R"({"a": [[1]]})", limits), HasSubstr("f.json: is nested too deeply"));
  EXPECT_EQ(readRefusal(R"({"a": [1, 2, 3, 4, 5]})", limits),
            "f.json: has 22 bytes; allowed: at most 20");
  EXPECT_THAT(readRefusal(std::string(100'000, '[')), HasSubstr("nested too deeply"));
}

}  // namespace
}  // namespace emascope
