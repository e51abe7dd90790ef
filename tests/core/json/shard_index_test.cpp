// SPDX-License-Identifier: Apache-2.0
#include "core/json/shard_index.h"

#include "tests/support/temporary_folder.h"

#include <string>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

TEST(ShardIndex, ListsItsFilesOnce) {
  const TemporaryFolder folder;
  static_cast<void>(folder.file("m-1.safetensors", ""));
  static_cast<void>(folder.file("m-2.safetensors", ""));
  const auto files = filesOfIndex(folder.file(
      "i.json", R"({"metadata": {"total_size": 16}, "weight_map": {"a": "m-1.safetensors",
                    "b": "m-2.safetensors", "c": "m-1.safetensors"}})"));
  ASSERT_TRUE(files.ok()) << files.error().message();
  ASSERT_EQ(files->size(), 2U);
  EXPECT_THAT(files->front(), testing::EndsWith("/m-1.safetensors"));
}

TEST(ShardIndex, IsRefusedIfItIsWrong) {
  const TemporaryFolder folder;
  const auto wrong = [&](const std::string& text) {
    return filesOfIndex(folder.file("i.json", text)).error().message();
  };
  EXPECT_THAT(wrong("{"), HasSubstr("i.json: is not JSON (byte"));
  EXPECT_THAT(wrong(R"({"weight_map": {}})"), HasSubstr("not an index of shards"));
  EXPECT_THAT(wrong(R"({"loss": [1, 2]})"),
              HasSubstr("not an index of shards; allowed: a weight_map"));
  EXPECT_THAT(wrong(R"({"weight_map": {"a": 1}})"),
              HasSubstr("i.json: weight_map.a: is 1; allowed: a string"));
  EXPECT_THAT(wrong(R"({"weight_map": {"a": ""}})"), HasSubstr("lists '' for 'a'"));
  EXPECT_THAT(wrong(R"({"weight_map": {"a": "../b"}})"), HasSubstr("lists '../b' for 'a'"));
  EXPECT_THAT(wrong(R"({"weight_map": {"a": "gone"}})"), HasSubstr("lists a missing file"));
  EXPECT_THAT(wrong(R"({"weight_map": {"a": "b", "a": "c"}})"),
              HasSubstr("i.json: weight_map: 'a' appears twice; allowed: once"));
  EXPECT_THAT(wrong(R"({"metadata": )" + std::string(40, '[')),
              HasSubstr("i.json: is nested too deeply (byte 44)"));
}

}  // namespace
}  // namespace emascope
