// SPDX-License-Identifier: Apache-2.0
#include "core/base/scalar_type.h"

#include "core/base/half.h"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace emascope {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are copied as stored in files");

struct Named {
  ScalarType type;
  std::string_view text;
  std::size_t bytes;
};

constexpr std::array<Named, 13> kTypes{{{ScalarType::kF64, "F64", 8},
                                        {ScalarType::kF32, "F32", 4},
                                        {ScalarType::kF16, "F16", 2},
                                        {ScalarType::kBf16, "BF16", 2},
                                        {ScalarType::kI64, "I64", 8},
                                        {ScalarType::kI32, "I32", 4},
                                        {ScalarType::kI16, "I16", 2},
                                        {ScalarType::kI8, "I8", 1},
                                        {ScalarType::kU64, "U64", 8},
                                        {ScalarType::kU32, "U32", 4},
                                        {ScalarType::kU16, "U16", 2},
                                        {ScalarType::kU8, "U8", 1},
                                        {ScalarType::kBool, "BOOL", 1}}};

const Named& named(ScalarType type) { return kTypes.at(static_cast<std::size_t>(type)); }

template <typename T, typename Convert>
void readEach(std::span<const std::byte> bytes, std::span<double> values, Convert convert) {
  const std::byte* at = bytes.data();
  for (double& value : values) {
    T stored;
    std::memcpy(&stored, at, sizeof(T));
    value = convert(stored);
    at += sizeof(T);
  }
}

template <typename T>
void readEach(std::span<const std::byte> bytes, std::span<double> values) {
  readEach<T>(bytes, values, [](T stored) { return static_cast<double>(stored); });
}

template <typename T, typename Convert>
void writeEach(std::span<const double> values, std::span<std::byte> bytes, Convert convert) {
  std::byte* at = bytes.data();
  for (const double value : values) {
    const T stored = convert(value);
    std::memcpy(at, &stored, sizeof(T));
    at += sizeof(T);
  }
}

}  // namespace

std::string_view scalarTypeText(ScalarType type) { return named(type).text; }

std::optional<ScalarType> scalarTypeOf(std::string_view text) {
  for (const Named& known : kTypes) {
    if (known.text == text) return known.type;
  }
  return std::nullopt;
}

std::string scalarTypeTexts() {
  std::string texts;
  for (const Named& known : kTypes) {
    if (!texts.empty()) texts += ", ";
    texts += known.text;
  }
  return texts;
}

std::size_t bytesOf(ScalarType type) { return named(type).bytes; }

bool isFloating(ScalarType type) {
  return type == ScalarType::kF64 || type == ScalarType::kF32 || type == ScalarType::kF16 ||
         type == ScalarType::kBf16;
}

void toDoubles(ScalarType type, std::span<const std::byte> bytes, std::span<double> values) {
  switch (type) {
    case ScalarType::kF64:
      return readEach<double>(bytes, values);
    case ScalarType::kF32:
      return readEach<float>(bytes, values);
    case ScalarType::kF16:
      return readEach<std::uint16_t>(bytes, values, float16ToDouble);
    case ScalarType::kBf16:
      return readEach<std::uint16_t>(bytes, values, bfloat16ToDouble);
    case ScalarType::kI64:
      return readEach<std::int64_t>(bytes, values);
    case ScalarType::kI32:
      return readEach<std::int32_t>(bytes, values);
    case ScalarType::kI16:
      return readEach<std::int16_t>(bytes, values);
    case ScalarType::kI8:
      return readEach<std::int8_t>(bytes, values);
    case ScalarType::kU64:
      return readEach<std::uint64_t>(bytes, values);
    case ScalarType::kU32:
      return readEach<std::uint32_t>(bytes, values);
    case ScalarType::kU16:
      return readEach<std::uint16_t>(bytes, values);
    case ScalarType::kU8:
      return readEach<std::uint8_t>(bytes, values);
    case ScalarType::kBool:
      return readEach<std::uint8_t>(bytes, values,
                                    [](std::uint8_t stored) { return stored != 0 ? 1.0 : 0.0; });
  }
}

void fromDoubles(ScalarType type, std::span<const double> values, std::span<std::byte> bytes) {
  switch (type) {
    case ScalarType::kF64:
      return writeEach<double>(values, bytes, [](double value) { return value; });
    case ScalarType::kF32:
      return writeEach<float>(values, bytes,
                              [](double value) { return static_cast<float>(value); });
    case ScalarType::kF16:
      return writeEach<std::uint16_t>(values, bytes, doubleToFloat16);
    case ScalarType::kBf16:
      return writeEach<std::uint16_t>(values, bytes, doubleToBfloat16);
    default:
      return;
  }
}

}  // namespace emascope
