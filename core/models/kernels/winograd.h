// SPDX-License-Identifier: Apache-2.0
//
// 3 x 3 convolutions of 4 x 4 images by Winograd's minimal filtering F(4 x 4, 3 x 3) (Lavin and
// Gray 2016, arXiv:1509.09308, section 4.3): 36 products per pair of channels instead of 144.
// Results differ from direct convolution by rounding, about 1e-6 relative. Planes as in
// convolution.h. Included by files that are compiled once per instruction set; see
// core/simd/lanes.h.
#pragma once

#include "core/models/kernels/convolution.h"

namespace {

constexpr int kWinogradSide = 4;
constexpr int kWinogradPoints = 6;  ///< along a side
constexpr int kWinogradPlaces = kWinogradPoints * kWinogradPoints;
constexpr int kWinogradOuts = 8;  ///< output channels computed together

/// Applies the paper's matrix G to three taps.
template <typename Number>
EMASCOPE_INLINE void spreadTaps(Number a, Number b, Number c, Number (&to)[kWinogradPoints]) {
  const Number outer = (a + c) * (-1.0F / 6.0F);
  const Number inner = b * (1.0F / 6.0F);
  const Number far = a * (1.0F / 24.0F) + c * (1.0F / 6.0F);
  const Number middle = b * (1.0F / 12.0F);
  to[0] = a * 0.25F;
  to[1] = outer - inner;
  to[2] = outer + inner;
  to[3] = far + middle;
  to[4] = far - middle;
  to[5] = c;
}

/// Transforms weights[kOut][kIn][3][3] to spread[36][kIn][kOut].
template <int kIn, int kOut>
inline void spreadWeights(const float* weights, float* spread) {
  static_assert(kOut % kLanes == 0);
  for (int in = 0; in < kIn; ++in) {
    for (int first = 0; first < kOut; first += kLanes) {
      float taps[kTaps][kLanes];
      for (int lane = 0; lane < kLanes; ++lane) {
        const float* from = weights + ((first + lane) * kIn + in) * kTaps;
        for (int tap = 0; tap < kTaps; ++tap) taps[tap][lane] = from[tap];
      }
      Lanes columns[3][kWinogradPoints];  // of the kernel, transformed along y
      for (int x = 0; x < 3; ++x) {
        spreadTaps<Lanes>(load(taps[x]), load(taps[3 + x]), load(taps[6 + x]), columns[x]);
      }
      for (int y = 0; y < kWinogradPoints; ++y) {
        Lanes row[kWinogradPoints];
        spreadTaps<Lanes>(columns[0][y], columns[1][y], columns[2][y], row);
        for (int x = 0; x < kWinogradPoints; ++x) {
          store(spread + ((y * kWinogradPoints + x) * kIn + in) * kOut + first, row[x]);
        }
      }
    }
  }
}

/// Applies the paper's B transposed to a zero, four pixels and a zero.
EMASCOPE_INLINE void spreadPixels(Lanes a, Lanes b, Lanes c, Lanes d,
                                  Lanes (&to)[kWinogradPoints]) {
  const Lanes even = d - 4.0F * b;
  const Lanes odd = c - 4.0F * a;
  const Lanes even_far = d - b;
  const Lanes odd_far = 2.0F * (c - a);
  to[0] = d - 5.0F * b;
  to[1] = even + odd;
  to[2] = even - odd;
  to[3] = even_far + odd_far;
  to[4] = even_far - odd_far;
  to[5] = 4.0F * a - 5.0F * c;
}

/// Transforms kIn padded planes of 4 x 4 to spread[36][kIn][kLanes].
template <int kIn>
inline void spreadPlanes(const float* in, float* spread) {
  constexpr int kSide = kWinogradSide;
  for (int channel = 0; channel < kIn; ++channel) {
    const float* plane = in + channel * planeSize(kSide);
    Lanes columns[kSide][kWinogradPoints];
    for (int x = 0; x < kSide; ++x) {
      const auto pixel = [&](int y) { return load(plane + pixelAt(kSide, y, x)); };
      spreadPixels(pixel(0), pixel(1), pixel(2), pixel(3), columns[x]);
    }
    for (int y = 0; y < kWinogradPoints; ++y) {
      Lanes row[kWinogradPoints];
      spreadPixels(columns[0][y], columns[1][y], columns[2][y], columns[3][y], row);
      for (int x = 0; x < kWinogradPoints; ++x) {
        store(spread + ((y * kWinogradPoints + x) * kIn + channel) * kLanes, row[x]);
      }
    }
  }
}

/// Applies the paper's A transposed.
EMASCOPE_INLINE void gatherPixels(const Lanes (&from)[kWinogradPoints],
                                  Lanes (&to)[kWinogradSide]) {
  const Lanes sum = from[1] + from[2];
  const Lanes difference = from[1] - from[2];
  const Lanes far_sum = from[3] + from[4];
  const Lanes far_difference = from[3] - from[4];
  to[0] = from[0] + sum + far_sum;
  to[1] = difference + 2.0F * far_difference;
  to[2] = sum + 4.0F * far_sum;
  to[3] = difference + 8.0F * far_difference + from[5];
}

/// Transforms products[36][kLanes] to one padded plane.
inline void gatherPlane(const float* products, float* plane) {
  Lanes columns[kWinogradPoints][kWinogradSide];
  for (int x = 0; x < kWinogradPoints; ++x) {
    Lanes column[kWinogradPoints];
    for (int y = 0; y < kWinogradPoints; ++y) {
      column[y] = load(products + (y * kWinogradPoints + x) * kLanes);
    }
    gatherPixels(column, columns[x]);
  }
  for (int y = 0; y < kWinogradSide; ++y) {
    Lanes row[kWinogradPoints];
    for (int x = 0; x < kWinogradPoints; ++x) row[x] = columns[x][y];
    Lanes pixels[kWinogradSide];
    gatherPixels(row, pixels);
    for (int x = 0; x < kWinogradSide; ++x) {
      store(plane + pixelAt(kWinogradSide, y, x), pixels[x]);
    }
  }
}

/// Computes kWinogradOuts output channels, starting at `first`, from the results of spreadWeights()
/// and spreadPlanes(). Output is padded planes.
template <int kIn, int kOut>
inline void convolveSpread(const float* weights, const float* in, int first, float* out) {
  float products[kWinogradOuts][kWinogradPlaces * kLanes];
  for (int place = 0; place < kWinogradPlaces; ++place) {
    Lanes sum[kWinogradOuts] = {};
    for (int channel = 0; channel < kIn; ++channel) {
      const Lanes value = load(in + (place * kIn + channel) * kLanes);
      const float* w = weights + (place * kIn + channel) * kOut + first;
#pragma GCC unroll 8
      for (int o = 0; o < kWinogradOuts; ++o) sum[o] += broadcast(w[o]) * value;
    }
    for (int o = 0; o < kWinogradOuts; ++o) store(products[o] + place * kLanes, sum[o]);
  }
  for (int o = 0; o < kWinogradOuts; ++o) {
    gatherPlane(products[o], out + o * planeSize(kWinogradSide));
  }
}

}  // namespace
