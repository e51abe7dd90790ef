// SPDX-License-Identifier: Apache-2.0
#include "core/base/half.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace emascope {
namespace {

/// A 16-bit format: sign, exponent and fraction; the exponent's bias is half its range.
struct Layout {
  int exponent_bits;
  int fraction_bits;

  [[nodiscard]] constexpr int bias() const { return (1 << (exponent_bits - 1)) - 1; }
  [[nodiscard]] constexpr int leastExponent() const { return 1 - bias(); }
  /// Bits of +infinity, larger than those of every finite value.
  [[nodiscard]] constexpr unsigned infinity() const {
    return ((1U << unsigned(exponent_bits)) - 1U) << unsigned(fraction_bits);
  }
};

constexpr Layout kFloat16{5, 10};
constexpr Layout kBfloat16{8, 7};
constexpr unsigned kSign = 0x8000U;

double unpack(const Layout& layout, unsigned bits) {
  const unsigned magnitude = bits & ~kSign;
  const double sign = (bits & kSign) != 0 ? -1.0 : 1.0;
  if (magnitude > layout.infinity()) return std::numeric_limits<double>::quiet_NaN();
  if (magnitude == layout.infinity()) return sign * std::numeric_limits<double>::infinity();
  const unsigned implicit = 1U << unsigned(layout.fraction_bits);
  const unsigned exponent = magnitude >> unsigned(layout.fraction_bits);
  const unsigned fraction = magnitude & (implicit - 1U);
  const unsigned whole = exponent == 0 ? fraction : fraction + implicit;
  const int power = std::max(int(exponent), 1) - layout.bias() - layout.fraction_bits;
  return sign * std::ldexp(double(whole), power);
}

std::uint16_t pack(const Layout& layout, double value) {
  const unsigned sign = std::signbit(value) ? kSign : 0U;
  const double size = std::abs(value);
  const unsigned quiet = 1U << unsigned(layout.fraction_bits - 1);
  unsigned bits = layout.infinity();
  if (std::isnan(value)) {
    bits |= quiet;
  } else if (size == 0.0) {
    bits = 0;
  } else if (std::isfinite(size) && std::ilogb(size) <= layout.bias()) {
    const int exponent = std::max(std::ilogb(size), layout.leastExponent());
    // An integer in units of the last place; a carry correctly increments the exponent.
    const double places = std::nearbyint(std::ldexp(size, layout.fraction_bits - exponent));
    bits = unsigned(places) +
           (unsigned(exponent - layout.leastExponent()) << unsigned(layout.fraction_bits));
  }
  return static_cast<std::uint16_t>(sign | bits);
}

}  // namespace

double float16ToDouble(std::uint16_t bits) { return unpack(kFloat16, bits); }
double bfloat16ToDouble(std::uint16_t bits) { return unpack(kBfloat16, bits); }
std::uint16_t doubleToFloat16(double value) { return pack(kFloat16, value); }
std::uint16_t doubleToBfloat16(double value) { return pack(kBfloat16, value); }

}  // namespace emascope
