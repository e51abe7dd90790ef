// SPDX-License-Identifier: Apache-2.0
#include "core/json/json_places.h"

#include "core/json/read_json_lines.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::ElementsAre;

constexpr const char* kDocument = R"({
 "a": 1, "b": [10,
  {"c": "}]\"",
   "d": [true,
 null]}],
 "f": {"e": {}}
})";

TEST(JsonPlaces, FindTheLineOfAValue) {
  EXPECT_EQ(lineOf(kDocument, ""), 1U);
  EXPECT_EQ(lineOf(kDocument, "a"), 2U);
  EXPECT_EQ(lineOf(kDocument, "b[0]"), 2U);
  EXPECT_EQ(lineOf(kDocument, "b[1]"), 3U);
  EXPECT_EQ(lineOf(kDocument, "b[1].c"), 3U);
  EXPECT_EQ(lineOf(kDocument, "b[1].d"), 4U);
  EXPECT_EQ(lineOf(kDocument, "b[1].d[1]"), 5U);
  EXPECT_EQ(lineOf("[1,\n[2,\n3]]", "[1][1]"), 3U);
}

TEST(JsonPlaces, FindTheContainerOfAValueThatIsMissing) {
  EXPECT_EQ(lineOf(kDocument, "b[1].x"), 3U);
  EXPECT_EQ(lineOf(kDocument, "b[1].d[7].y"), 4U);
  EXPECT_EQ(lineOf(kDocument, "bb"), 1U);
}

TEST(JsonPlaces, ReadAnyText) {
  for (const char* text :
       {"", "]", "}}", "{\"a", "{\"a\\", "[[[", "{:,}", "\"", "{\"a\":}", "tru"}) {
    EXPECT_EQ(lineOf(text, "a.b[3]"), 1U) << text;
  }
  EXPECT_EQ(lineAt("a\nb\nc", 2), 2U);
  EXPECT_EQ(lineAt("a\nb\nc", 99), 3U);
}

TEST(JsonPlaces, KeepTheOrderOfKeys) {
  const std::string text = R"({"x": {"b": 1, "a": {"b": 2}, "c": 3}})";
  EXPECT_THAT(inDocumentOrder(text, "x", {"a", "b", "c"}), ElementsAre("b", "a", "c"));
  EXPECT_THAT(inDocumentOrder(R"({"z": 1, "y": 2})", "", {"y", "z"}), ElementsAre("z", "y"));
}

std::string refusal(std::string_view text) {
  const Status status = readJsonLines(text, "f.json", {}, [](const Fields& in) {
    (void)in.integer("a");
    in.list("b", [](const Fields& each) { (void)each.text("c"); });
  });
  return status.ok() ? "" : status.error().message();
}

TEST(JsonPlaces, ReadersNameLinesOnRequest) {
  EXPECT_EQ(refusal("{\n\"a\": true}"), "f.json:2: a: is true; allowed: a whole number");
  EXPECT_EQ(refusal("{\"a\": 1, \"b\": [\n{\"c\": \"\"},\n{}]}"), "f.json:3: b[1].c: is missing");
  EXPECT_EQ(refusal("{\"a\": 1,\n\"b\": [],\n\"a\": 2}"),
            "f.json:3: 'a' appears twice; allowed: once");
  EXPECT_EQ(refusal("{\"a\": 1,\n\"b\" []}"),
            "f.json:2: is not JSON (byte 14); allowed: an object");
  EXPECT_EQ(refusal("{\"a\":\n1e999}"), "f.json:2: a: is 1e999; allowed: at most 1.8e308");
  EXPECT_EQ(refusal("[]"), "f.json:1: is an array; allowed: an object");
}

}  // namespace
}  // namespace emascope
