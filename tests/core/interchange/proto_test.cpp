// SPDX-License-Identifier: Apache-2.0
//
// The wire format, with the examples of protobuf.dev/programming-guides/encoding.
#include "core/interchange/proto.h"

#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

using std::string_literals::operator""s;

TEST(ProtoWriter, WritesTheBytesOfTheSpecification) {
  ProtoWriter varint;
  varint.addVarint(1, 150);
  EXPECT_EQ(varint.bytes(), "\x08\x96\x01");
  ProtoWriter text;
  text.addBytes(2, "testing");
  EXPECT_EQ(text.bytes(), "\x12\x07testing");
  ProtoWriter nested;
  nested.addMessage(3, varint);
  EXPECT_EQ(nested.bytes(), "\x1a\x03\x08\x96\x01");
  ProtoWriter negative;
  negative.addInteger(1, -2);
  EXPECT_EQ(negative.bytes(), "\x08\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01");
}

TEST(ProtoReader, ReadsBackWhatWasWritten) {
  ProtoWriter all;
  all.addInteger(1, -5);
  all.addDouble(2, 0.1);
  all.addFloat(3, 0.5F);
  all.addBytes(1000, "");
  ProtoReader reader(all.bytes());
  const auto first = reader.next();
  ASSERT_TRUE(first && first->is(1, ProtoWire::kVarint));
  EXPECT_EQ(first->asInteger(), -5);
  const auto second = reader.next();
  ASSERT_TRUE(second && second->is(2, ProtoWire::kFixed64));
  EXPECT_EQ(second->asDouble(), 0.1);
  const auto third = reader.next();
  ASSERT_TRUE(third && third->is(3, ProtoWire::kFixed32));
  EXPECT_EQ(third->asFloat(), 0.5);
  const auto fourth = reader.next();
  ASSERT_TRUE(fourth && fourth->is(1000, ProtoWire::kBytes));
  EXPECT_EQ(fourth->bytes, "");
  EXPECT_FALSE(reader.next());
  EXPECT_FALSE(reader.failed());
}

class NotWellFormed : public testing::TestWithParam<std::string> {};

TEST_P(NotWellFormed, EndsTheReadingAndSaysSo) {
  ProtoReader reader(GetParam());
  while (reader.next()) {
  }
  EXPECT_TRUE(reader.failed());
  EXPECT_FALSE(reader.next());
}

INSTANTIATE_TEST_SUITE_P(
    Proto, NotWellFormed,
    testing::Values("\x08"s,                                          // no value
                    "\x08\x96"s,                                      // varint cut off
                    "\x09\x01\x02"s,                                  // fixed64 cut off
                    "\x0d\x01\x02\x03"s,                              // fixed32 cut off
                    "\x12\x07test"s,                                  // bytes cut off
                    "\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"s,  // 2^64-1
                    "\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"s,  // 65 bits
                    "\x08\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"s,
                    "\x00\x01"s,                 // field number 0
                    "\x0b\x0c"s,                 // a group
                    "\x0e\x00"s,                 // wire type 6
                    "\x0f\x00"s,                 // wire type 7
                    "\x80\x80\x80\x80\x10\x00"s  // field number 2^29
                    ));

}  // namespace
}  // namespace emascope
