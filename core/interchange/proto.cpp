// SPDX-License-Identifier: Apache-2.0
#include "core/interchange/proto.h"

#include <bit>

namespace emascope {

double ProtoField::asDouble() const { return std::bit_cast<double>(value); }

double ProtoField::asFloat() const {
  return static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(value)));
}

std::optional<std::uint64_t> ProtoReader::takeVarint(std::string_view& bytes) {
  constexpr std::size_t kLongestVarint = 10;
  constexpr unsigned kBitsPerByte = 7;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size() && i < kLongestVarint; ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (i + 1 == kLongestVarint && byte > 1) return std::nullopt;  // beyond 64 bits
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << (kBitsPerByte * i);
    if ((byte & 0x80U) != 0) continue;
    bytes.remove_prefix(i + 1);
    return value;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> ProtoReader::takeFixed(std::string_view& bytes, std::size_t count) {
  if (bytes.size() < count) return std::nullopt;
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8U * i);
  }
  bytes.remove_prefix(count);
  return value;
}

std::optional<ProtoField> ProtoReader::read() {
  constexpr std::uint64_t kMostNumber = (std::uint64_t{1} << 29U) - 1;
  const auto tag = takeVarint(rest_);
  if (!tag || *tag >> 3U == 0 || *tag >> 3U > kMostNumber) return std::nullopt;
  ProtoField field{.number = static_cast<std::uint32_t>(*tag >> 3U)};
  std::optional<std::uint64_t> value;
  switch (*tag & 7U) {
    case 0:
      field.wire = ProtoWire::kVarint;
      value = takeVarint(rest_);
      break;
    case 1:
      field.wire = ProtoWire::kFixed64;
      value = takeFixed(rest_, 8);
      break;
    case 2:
      field.wire = ProtoWire::kBytes;
      value = takeVarint(rest_);
      if (!value || *value > rest_.size()) return std::nullopt;
      field.bytes = rest_.substr(0, static_cast<std::size_t>(*value));
      rest_.remove_prefix(static_cast<std::size_t>(*value));
      break;
    case 5:
      field.wire = ProtoWire::kFixed32;
      value = takeFixed(rest_, 4);
      break;
    default:
      return std::nullopt;
  }
  if (!value) return std::nullopt;
  field.value = *value;
  return field;
}

std::optional<ProtoField> ProtoReader::next() {
  if (failed_ || rest_.empty()) return std::nullopt;
  auto field = read();
  failed_ = !field;
  return field;
}

void appendLittleEndian(std::string& bytes, std::uint64_t value, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    bytes += static_cast<char>(static_cast<unsigned char>(value >> (8U * i)));
  }
}

void ProtoWriter::append(std::uint64_t varint) {
  while (varint >= 0x80U) {
    bytes_ += static_cast<char>(static_cast<unsigned char>((varint & 0x7FU) | 0x80U));
    varint >>= 7U;
  }
  bytes_ += static_cast<char>(static_cast<unsigned char>(varint));
}

void ProtoWriter::addTag(std::uint32_t number, ProtoWire wire) {
  append((static_cast<std::uint64_t>(number) << 3U) | static_cast<std::uint64_t>(wire));
}

void ProtoWriter::addVarint(std::uint32_t number, std::uint64_t value) {
  addTag(number, ProtoWire::kVarint);
  append(value);
}

void ProtoWriter::addDouble(std::uint32_t number, double value) {
  addTag(number, ProtoWire::kFixed64);
  appendLittleEndian(bytes_, std::bit_cast<std::uint64_t>(value), 8);
}

void ProtoWriter::addFloat(std::uint32_t number, float value) {
  addTag(number, ProtoWire::kFixed32);
  appendLittleEndian(bytes_, std::bit_cast<std::uint32_t>(value), 4);
}

void ProtoWriter::addBytes(std::uint32_t number, std::string_view bytes) {
  addTag(number, ProtoWire::kBytes);
  append(bytes.size());
  bytes_ += bytes;
}

}  // namespace emascope
