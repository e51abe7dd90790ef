// SPDX-License-Identifier: Apache-2.0
//
// 3 x 3 convolutions of small images. kLanes images lie side by side, so that every operation fills
// a vector register and the borders need no special case. Images are padded planes:
// [channel][side][side + 2][kLanes], with a column of zeros on either side; rows outside the image
// are skipped in the sums. Included by files that are compiled once per instruction set; see
// core/simd/lanes.h.
#pragma once

#include "core/models/kernels/lane_functions.h"

namespace {

constexpr int kTile = 4;  ///< adjacent pixels of a row computed together
constexpr int kOutAtOnce = kLanes == 16 ? 4 : 2;
constexpr int kTaps = 9;

constexpr int rowSize(int side) { return (side + 2) * kLanes; }
constexpr int planeSize(int side) { return side * rowSize(side); }

/// Index of pixel (`x`, `y`), skipping the padding.
EMASCOPE_INLINE int pixelAt(int side, int y, int x) { return y * rowSize(side) + (x + 1) * kLanes; }

/// Computes one tile of kOutAtOnce output channels. `first_row` and `end_row`: the kernel's rows
/// within the image.
template <int kIn, int kSide>
EMASCOPE_INLINE void convolveTile(const float* weights, const float* in, int first_row, int end_row,
                                  Lanes (&sum)[kOutAtOnce][kTile]) {
  for (int channel = 0; channel < kIn; ++channel) {
    for (int row = first_row; row < end_row; ++row) {
      const float* from = in + channel * planeSize(kSide) + (row - 1) * rowSize(kSide);
      Lanes x[kTile + 2];
      for (int t = 0; t < kTile + 2; ++t) x[t] = load(from + t * kLanes);
      const float* w = weights + channel * kTaps + row * 3;
#pragma GCC unroll 4
      for (int o = 0; o < kOutAtOnce; ++o) {
#pragma GCC unroll 3
        for (int column = 0; column < 3; ++column) {
          const Lanes factor = broadcast(w[o * kIn * kTaps + column]);
#pragma GCC unroll 4
          for (int t = 0; t < kTile; ++t) sum[o][t] += factor * x[t + column];
        }
      }
    }
  }
}

/// Computes kOutAtOnce output channels with weights[kOutAtOnce][kIn][3][3]. Input and output are
/// padded planes.
template <int kIn, int kSide>
inline void convolve(const float* weights, const float* in, float* out) {
  static_assert(kSide % kTile == 0);
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; x += kTile) {
      Lanes sum[kOutAtOnce][kTile] = {};
      convolveTile<kIn, kSide>(weights, in + y * rowSize(kSide) + x * kLanes, y == 0 ? 1 : 0,
                               y == kSide - 1 ? 2 : 3, sum);
      for (int o = 0; o < kOutAtOnce; ++o) {
        float* to = out + o * planeSize(kSide) + pixelAt(kSide, y, x);
        for (int t = 0; t < kTile; ++t) store(to + t * kLanes, sum[o][t]);
      }
    }
  }
}

/// Adds to sum[o][column] the sum, over the pixels of an image plane, of out_gradient[o] times the
/// input pixel at the kernel's offset (`row`, `column`).
template <int kSide, int kOuts>
EMASCOPE_INLINE void addWeightProducts(const float* in, const float* out_gradient, int row,
                                       Lanes (&sum)[kOuts][3]) {
  const int first = row == 0 ? 1 : 0;
  const int end = row == 2 ? kSide - 1 : kSide;
  for (int y = first; y < end; ++y) {
    const float* from = in + (y + row - 1) * rowSize(kSide);
    const float* gradient = out_gradient + pixelAt(kSide, y, 0);
    for (int x = 0; x < kSide; x += kTile) {
      Lanes pixel[kTile + 2];
      for (int t = 0; t < kTile + 2; ++t) pixel[t] = load(from + (x + t) * kLanes);
#pragma GCC unroll 4
      for (int t = 0; t < kTile; ++t) {
#pragma GCC unroll 4
        for (int o = 0; o < kOuts; ++o) {
          const Lanes d = load(gradient + o * planeSize(kSide) + (x + t) * kLanes);
#pragma GCC unroll 3
          for (int column = 0; column < 3; ++column) sum[o][column] += d * pixel[t + column];
        }
      }
    }
  }
}

/// Adds to gradients[kOut][kIn][3][3]. `in` and `out_gradient` hold `groups` times kIn and kOut
/// padded planes.
template <int kIn, int kOut, int kSide>
inline void addWeightGradients(const float* in, const float* out_gradient, int groups,
                               float* gradients) {
  constexpr int kOuts = 4;
  for (int out = 0; out < kOut; out += kOuts) {
    for (int channel = 0; channel < kIn; ++channel) {
      for (int row = 0; row < 3; ++row) {
        Lanes sum[kOuts][3] = {};
        for (int g = 0; g < groups; ++g) {
          addWeightProducts<kSide, kOuts>(in + (g * kIn + channel) * planeSize(kSide),
                                          out_gradient + (g * kOut + out) * planeSize(kSide), row,
                                          sum);
        }
        for (int o = 0; o < kOuts; ++o) {
          float* to = gradients + ((out + o) * kIn + channel) * kTaps + row * 3;
          for (int column = 0; column < 3; ++column) to[column] += sumOfLanes(sum[o][column]);
        }
      }
    }
  }
}

/// Weights of the backward pass to the inputs: input and output channels swapped, kernels rotated
/// by 180 degrees.
template <int kIn, int kOut>
inline void turnWeights(const float* weights, float* turned) {
  for (int out = 0; out < kOut; ++out) {
    for (int in = 0; in < kIn; ++in) {
      for (int tap = 0; tap < kTaps; ++tap) {
        turned[(in * kOut + out) * kTaps + kTaps - 1 - tap] =
            weights[(out * kIn + in) * kTaps + tap];
      }
    }
  }
}

}  // namespace
