// SPDX-License-Identifier: Apache-2.0
//
// Event files made by hand, right and wrong.
#pragma once

#include "core/interchange/masked_crc32c.h"
#include "core/interchange/proto.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace emascope {

[[nodiscard]] inline std::string eventHeader(std::uint64_t length) {
  std::string bytes;
  appendLittleEndian(bytes, length, 8);
  appendLittleEndian(bytes, maskedCrc32c(std::string(bytes)), 4);
  return bytes;
}

/// A record with this data and right checksums.
[[nodiscard]] inline std::string eventRecord(std::string_view data) {
  std::string bytes = eventHeader(data.size()) + std::string(data);
  appendLittleEndian(bytes, maskedCrc32c(data), 4);
  return bytes;
}

/// An event with one value.
[[nodiscard]] inline std::string eventOf(std::int64_t step, const ProtoWriter& value) {
  ProtoWriter summary;
  summary.addMessage(1, value);
  ProtoWriter event;
  event.addDouble(1, 100.0 + static_cast<double>(step));
  event.addInteger(2, step);
  event.addMessage(5, summary);
  return event.bytes();
}

[[nodiscard]] inline std::string simpleEvent(std::string_view tag, std::int64_t step, float value) {
  ProtoWriter one;
  one.addBytes(1, tag);
  one.addFloat(2, value);
  return eventOf(step, one);
}

/// SessionLog.START.
[[nodiscard]] inline std::string restartEvent(std::int64_t step) {
  ProtoWriter session;
  session.addVarint(1, 1);
  ProtoWriter event;
  event.addInteger(2, step);
  event.addMessage(7, session);
  return event.bytes();
}

}  // namespace emascope
