// SPDX-License-Identifier: Apache-2.0
//
// Elementary functions of several samples side by side in a vector register, for the small
// networks. NaN inputs give NaN.
#pragma once

#include "core/simd/lanes.h"

namespace {

EMASCOPE_INLINE Lanes absolute(Lanes x) { return x < 0.0F ? -x : x; }
EMASCOPE_INLINE Lanes relu(Lanes x) { return x < 0.0F ? Lanes{} : x; }

EMASCOPE_INLINE float sumOfLanes(Lanes x) {
  float halves[kLanes];
  store(halves, x);
  for (int half = kLanes / 2; half > 0; half /= 2) {
    for (int i = 0; i < half; ++i) halves[i] += halves[i + half];
  }
  return halves[0];
}

/// e^x for x <= 88; below -87 the result is 1.6e-38 rather than a subnormal number or 0. Relative
/// error below 1.5e-7. Cephes expf (S. L. Moshier).
EMASCOPE_INLINE Lanes exponential(Lanes x) {
  x = x < -87.0F ? broadcast(-87.0F) : x;
  constexpr float kRound = 12582912.0F;  // 1.5 * 2^23: adding it rounds to an integer
  const Lanes n = (x * 1.44269504088896341F + kRound) - kRound;
  x -= n * 0.693359375F;
  x -= n * -2.12194440e-4F;
  Lanes p = broadcast(1.9875691500e-4F);
  p = p * x + 1.3981999507e-3F;
  p = p * x + 8.3334519073e-3F;
  p = p * x + 4.1665795894e-2F;
  p = p * x + 1.6666665459e-1F;
  p = p * x + 5.0000001201e-1F;
  const IntLanes power = (__builtin_convertvector(n, IntLanes) + 127) << 23;
  return (p * x * x + x + 1.0F) * reinterpret_cast<Lanes>(power);
}

/// Relative error below 4e-7. The rational approximation of Eigen's ptanh_float.
EMASCOPE_INLINE Lanes hyperbolicTangent(Lanes x) {
  constexpr float kLimit = 7.90531110763549805F;  // tanh is 1 - 2.7e-7 there
  x = x < -kLimit ? broadcast(-kLimit) : x;
  x = x > kLimit ? broadcast(kLimit) : x;
  const Lanes z = x * x;
  Lanes p = broadcast(-2.76076847742355e-16F);
  p = p * z + 2.00018790482477e-13F;
  p = p * z - 8.60467152213735e-11F;
  p = p * z + 5.12229709037114e-08F;
  p = p * z + 1.48572235717979e-05F;
  p = p * z + 6.37261928875436e-04F;
  p = p * z + 4.89352455891786e-03F;
  Lanes q = broadcast(1.19825839466702e-06F);
  q = q * z + 1.18534705686654e-04F;
  q = q * z + 2.26843463243900e-03F;
  q = q * z + 4.89352518554385e-03F;
  return x * p / q;
}

/// log(1 + e) for e in [0, 1], as 2 artanh(e / (2 + e)). Relative error below 3e-7.
EMASCOPE_INLINE Lanes logOnePlus(Lanes e) {
  const Lanes s = e / (e + 2.0F);
  const Lanes z = s * s;
  Lanes p = broadcast(1.0F / 15.0F);
  p = p * z + 1.0F / 13.0F;
  p = p * z + 1.0F / 11.0F;
  p = p * z + 1.0F / 9.0F;
  p = p * z + 1.0F / 7.0F;
  p = p * z + 1.0F / 5.0F;
  p = p * z + 1.0F / 3.0F;
  return 2.0F * (p * z * s + s);
}

}  // namespace
