// SPDX-License-Identifier: Apache-2.0
//
// Pickles as values: a call in one is a value and is not made, and what is wrong is refused.
#include "core/store/pickle.h"

#include <gmock/gmock.h>

namespace emascope {
namespace {

using namespace std::string_literals;
using testing::HasSubstr;
using Kind = PickleValue::Kind;

Pickle read(const std::string& bytes) {
  auto pickle = readPickle("\x80\x02" + bytes + ".", "file");
  if (!pickle) ADD_FAILURE() << pickle.error().message();
  return pickle ? std::move(pickle).value() : Pickle{{{}}, 0};
}

std::string problem(const std::string& bytes) {
  const auto pickle = readPickle(bytes, "file");
  return pickle ? "" : pickle.error().message();
}

TEST(Pickle, ACallIsAValueThatNobodyMakes) {
  // What pickle.load would make of it: os.system("touch /tmp/x").
  const Pickle pickle = read("cposix\nsystem\nX\x0c\0\0\0touch /tmp/x\x85R"s);
  const PickleValue& root = pickle.at(pickle.root);
  ASSERT_EQ(root.kind, Kind::kCall);
  EXPECT_EQ(pickle.item(root, 0).text, "posix.system");
  EXPECT_EQ(describe(pickle, root), "an object of posix.system");
}

TEST(Pickle, Integers) {
  const auto number = [](const std::string& bytes) {
    const Pickle pickle = read(bytes);
    EXPECT_EQ(pickle.at(pickle.root).kind, Kind::kInteger);
    return pickle.at(pickle.root).number;
  };
  EXPECT_EQ(number("K\xff"), 255);
  EXPECT_EQ(number("M\xff\xff"), 65535);
  EXPECT_EQ(number("J\xfe\xff\xff\xff"), -2);
  EXPECT_EQ(number("\x8a\x00"s), 0);
  EXPECT_EQ(number("\x8a\x02\x00\xff"s), -256);
  EXPECT_EQ(number("\x8a\x08\0\0\0\0\0\0\0\x80"s), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(read("\x8a\x09\0\0\0\0\0\0\0\x80\0"s).values.front().kind, Kind::kOther);
}

TEST(Pickle, TheMemoGivesTheSameValueAgain) {
  const Pickle pickle = read("(X\x01\0\0\0aq\x05K\x07h\x05t"s);
  const PickleValue& root = pickle.at(pickle.root);
  ASSERT_EQ(root.items.size(), 3U);
  EXPECT_EQ(root.items[0], root.items[2]);
}

TEST(Pickle, AnOrderedDictIsADict) {
  const Pickle pickle = read("ccollections\nOrderedDict\n)R(X\x01\0\0\0aK\x01u}b"s);
  EXPECT_EQ(pickle.at(pickle.root).kind, Kind::kDict);
  EXPECT_EQ(pickle.at(pickle.root).items.size(), 2U);
}

TEST(Pickle, WhatIsWrongIsRefused) {
  EXPECT_THAT(problem(""), HasSubstr("ends before its STOP opcode"));
  EXPECT_THAT(problem("\x80\x02"), HasSubstr("ends before its STOP opcode"));
  EXPECT_THAT(problem("\x80\x01N."), HasSubstr("has protocol 1"));
  EXPECT_THAT(problem("\x80\x02X\xff\xff\xff\x7f.."), HasSubstr("ends inside a value"));
  EXPECT_THAT(problem("\x80\x02\x8d\xff\xff\xff\xff\xff\xff\xff\xff.."),
              HasSubstr("ends inside a value"));
  EXPECT_THAT(problem("\x80\x02t."), HasSubstr("refers to a missing mark"));
  EXPECT_THAT(problem("\x80\x02."), HasSubstr("a missing value"));
  EXPECT_THAT(problem("\x80\x02R."), HasSubstr("a missing value"));
  EXPECT_THAT(problem("\x80\x02(NK\x01K\x02u."), HasSubstr("a missing value"));
  EXPECT_THAT(problem("\x80\x02}(Nu."), HasSubstr("a key without a value"));
  EXPECT_THAT(problem("\x80\x02h\x03."), HasSubstr("refers to a missing memo entry"));
  EXPECT_THAT(problem("\x80\x02(iposix\nsystem\n."), HasSubstr("the opcode 105"));
}

/// A value costs two bytes here: more than are allowed fit into a file that is not large.
TEST(Pickle, TheNumberOfValuesIsBounded) {
  EXPECT_THAT(problem("\x80\x02" + std::string(kMostPickleValues + 1, 'N')),
              HasSubstr("more than 2000000 values"));
}

}  // namespace
}  // namespace emascope
