// SPDX-License-Identifier: Apache-2.0
//
// FrameSplitter of codec.h.
#include "core/protocol/wire/codec.h"

namespace emascope {
namespace {

constexpr std::size_t kLengthBytes = 4;

std::uint32_t lengthAt(const std::string& buffer, std::size_t at) {
  std::uint32_t length = 0;
  for (std::size_t i = kLengthBytes; i-- > 0;) {
    length = length << 8U | static_cast<unsigned char>(buffer[at + i]);
  }
  return length;
}

}  // namespace

void FrameSplitter::append(std::string_view bytes) {
  if (consumed_ > 0) {
    buffer_.erase(0, consumed_);
    consumed_ = 0;
  }
  buffer_.append(bytes);
}

Result<std::optional<std::string>> FrameSplitter::next() {
  if (pending() < kLengthBytes) return std::optional<std::string>();
  const std::uint32_t length = lengthAt(buffer_, consumed_);
  if (length == 0 || length > kLargestFrame) {
    return Error{"frame length", std::to_string(length) + " bytes are not allowed",
                 "1 to " + std::to_string(kLargestFrame)};
  }
  if (pending() < kLengthBytes + length) return std::optional<std::string>();
  std::optional<std::string> payload(buffer_.substr(consumed_ + kLengthBytes, length));
  consumed_ += kLengthBytes + length;
  return payload;
}

}  // namespace emascope
