// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/wire/column_read.h"

#include "core/base/numbers.h"
#include "core/protocol/wire/codec_json.h"

#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <type_traits>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using nlohmann::json;

}  // namespace

std::vector<double> readColumn(const Fields& in, const char* key, std::size_t count) {
  std::vector<double> numbers(count, 0.0);
  const json* value = in.find(key);
  if (value == nullptr) return numbers;
  if (!value->is_binary() || !value->get_binary().has_subtype() ||
      value->get_binary().subtype() != kFloat64Array || value->get_binary().size() != count * 8) {
    in.fail(
        key, "is not a column of the block",
        std::to_string(count) + " little-endian float64 with tag " + std::to_string(kFloat64Array));
    return numbers;
  }
  const auto& bytes = value->get_binary();
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t bits = 0;
    for (std::size_t b = 8; b-- > 0;) bits = bits << 8U | bytes[i * 8 + b];
    numbers[i] = std::bit_cast<double>(bits);
  }
  return numbers;
}

template <typename Number>
std::vector<Number> readColumnOf(const Fields& in, const char* key, std::size_t count) {
  const std::vector<double> numbers = readColumn(in, key, count);
  std::vector<Number> values;
  values.reserve(count);
  for (const double number : numbers) {
    if constexpr (std::is_integral_v<Number>) {
      constexpr double kMost = std::is_same_v<Number, std::int32_t>
                                   ? double{std::numeric_limits<std::int32_t>::max()}
                                   : kLargestExactInteger;
      if (!(number >= 0.0 && number <= kMost) || number != std::trunc(number)) {
        in.fail(key, "holds " + formatNumber(number), "whole numbers from 0");
        return std::vector<Number>(count);
      }
    }
    values.push_back(static_cast<Number>(number));
  }
  return values;
}

template std::vector<float> readColumnOf(const Fields& in, const char* key, std::size_t count);
template std::vector<std::int32_t> readColumnOf(const Fields& in, const char* key,
                                                std::size_t count);
template std::vector<std::int64_t> readColumnOf(const Fields& in, const char* key,
                                                std::size_t count);

std::vector<std::uint8_t> readBits(const Fields& in, const char* key, std::size_t count) {
  const std::size_t bytes = (count + 7) / 8;
  const json* value = in.find(key);
  if (value == nullptr) return std::vector<std::uint8_t>(bytes);
  const bool is_bytes = value->is_binary() && value->get_binary().size() == bytes;
  const unsigned rest = count % 8 == 0 ? 0U : 0xFFU << (count % 8) & 0xFFU;
  if (!is_bytes || (rest != 0 && (value->get_binary().back() & rest) != 0)) {
    in.fail(key, "is not " + std::to_string(count) + " bits",
            std::to_string(bytes) + " bytes, the unused bits 0");
    return std::vector<std::uint8_t>(bytes);
  }
  return value->get_binary();
}

}  // namespace emascope
