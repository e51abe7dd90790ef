// SPDX-License-Identifier: Apache-2.0
//
// One event: scalars of each kind, what is no scalar, and bytes that are wrong.
#include "core/interchange/event_message.h"

#include "tests/core/interchange/event_bytes.h"

#include <functional>
#include <string>

#include <gtest/gtest.h>

namespace emascope {
namespace {

/// A value "t" with a tensor of `type` whose content `fill` adds.
std::string tensorEvent(std::uint64_t type, const std::function<void(ProtoWriter&)>& fill) {
  ProtoWriter tensor;
  tensor.addVarint(1, type);
  fill(tensor);
  ProtoWriter plugin;
  plugin.addBytes(1, "scalars");
  ProtoWriter metadata;
  metadata.addMessage(1, plugin);
  ProtoWriter value;
  value.addBytes(1, "t");
  value.addMessage(8, tensor);
  value.addMessage(9, metadata);
  return eventOf(7, value);
}

std::optional<double> numberOf(const std::string& bytes) {
  const auto event = decodeEvent(bytes);
  EXPECT_TRUE(event.ok());
  if (!event || event->values.size() != 1) return std::nullopt;
  EXPECT_EQ(event->values[0].tag, "t");
  return event->values[0].number;
}

std::string littleEndianBytes(std::uint64_t value, std::size_t count) {
  std::string bytes;
  appendLittleEndian(bytes, value, count);
  return bytes;
}

TEST(EventMessage, ASimpleValueHasItsStepAndTime) {
  const std::string bytes = simpleEvent("loss", 42, 0.25F);
  const auto event = decodeEvent(bytes);
  ASSERT_TRUE(event.ok());
  EXPECT_EQ(event->step, 42);
  EXPECT_EQ(event->wall_time, 142.0);
  ASSERT_EQ(event->values.size(), 1U);
  EXPECT_EQ(event->values[0].tag, "loss");
  EXPECT_TRUE(event->values[0].simple);
  EXPECT_EQ(event->values[0].number, 0.25);
}

TEST(EventMessage, ATensorWithOneNumberIsThatNumberInEveryType) {
  EXPECT_EQ(numberOf(tensorEvent(1, [](auto& t) { t.addFloat(5, 0.5F); })), 0.5);
  EXPECT_EQ(numberOf(tensorEvent(2, [](auto& t) { t.addDouble(6, 0.1); })), 0.1);
  EXPECT_EQ(numberOf(tensorEvent(3, [](auto& t) { t.addInteger(7, -3); })), -3.0);
  EXPECT_EQ(numberOf(tensorEvent(9, [](auto& t) { t.addInteger(10, 1LL << 40); })), 0x1p40);
  EXPECT_EQ(numberOf(tensorEvent(19, [](auto& t) { t.addVarint(13, 0x3C00); })), 1.0);
  EXPECT_EQ(numberOf(tensorEvent(14, [](auto& t) { t.addVarint(13, 0x3F80); })), 1.0);
}

TEST(EventMessage, ATensorMayHaveItsNumberPackedOrAsBytes) {
  const std::string half = littleEndianBytes(0x3F000000, 4);
  EXPECT_EQ(numberOf(tensorEvent(1, [&](auto& t) { t.addBytes(5, half); })), 0.5);
  EXPECT_EQ(numberOf(tensorEvent(1, [&](auto& t) { t.addBytes(4, half); })), 0.5);
  EXPECT_EQ(numberOf(tensorEvent(3, [&](auto& t) { t.addBytes(7, "\x05"); })), 5.0);
  EXPECT_EQ(numberOf(tensorEvent(9, [&](auto& t) { t.addBytes(4, littleEndianBytes(9, 8)); })),
            9.0);
}

TEST(EventMessage, ATensorOfSeveralNumbersOrOfTextIsNoScalar) {
  EXPECT_EQ(numberOf(tensorEvent(1,
                                 [](auto& t) {
                                   t.addFloat(5, 1.0F);
                                   t.addFloat(5, 2.0F);
                                 })),
            std::nullopt);
  EXPECT_EQ(numberOf(tensorEvent(1, [](auto& t) { t.addBytes(5, littleEndianBytes(0, 8)); })),
            std::nullopt);
  EXPECT_EQ(numberOf(tensorEvent(7, [](auto& t) { t.addBytes(8, "text"); })), std::nullopt);
  EXPECT_EQ(numberOf(tensorEvent(1,
                                 [](auto& t) {
                                   ProtoWriter dim;
                                   dim.addInteger(1, 2);
                                   ProtoWriter shape;
                                   shape.addMessage(2, dim);
                                   t.addMessage(2, shape);
                                   t.addFloat(5, 1.0F);  // all elements alike
                                 })),
            std::nullopt);
  EXPECT_EQ(numberOf(tensorEvent(1, [](auto&) {})), std::nullopt);
}

TEST(EventMessage, AFieldThatIsNotKnownIsPassedOver) {
  ProtoWriter event;
  event.addBytes(4, "a graph");
  event.addVarint(100, 1);
  event.addInteger(2, 3);
  const auto read = decodeEvent(event.bytes());
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->step, 3);
  EXPECT_TRUE(read->values.empty());
}

TEST(EventMessage, EveryCutOffMessageIsRefusedOrShorter) {
  const std::string whole = simpleEvent("loss", 42, 0.25F);
  int refused = 0;
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto event = decodeEvent(std::string_view(whole).substr(0, length));
    if (event) {
      EXPECT_TRUE(event->values.empty()) << length;
    } else {
      ++refused;
      EXPECT_EQ(event.error().why, "is not an event");
    }
  }
  EXPECT_GT(refused, 10);
}

}  // namespace
}  // namespace emascope
