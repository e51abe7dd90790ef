// SPDX-License-Identifier: Apache-2.0
//
// BatchNorm, ReLU and 2 x 2 max pooling fused into one pass in each direction, on the padded planes
// of convolution.h. Only the index of each window's maximum is stored; the backward pass recomputes
// everything else from the convolution. `Present` masks the images that merely fill up the last
// register. Included by files that are compiled once per instruction set; see core/simd/lanes.h.
#pragma once

#include "core/models/kernels/convolution.h"

namespace {

constexpr float kNothingChosen = -1.0F;  ///< the window's largest value is not above 0
constexpr double kEpsilon = 1e-5;
constexpr float kRunningMomentum = 0.1F;

/// Mask of the images of a group that exist: the first `count`.
struct Present {
  IntLanes lanes;  ///< all bits set, or none

  explicit Present(int count) : lanes{} {
    for (int i = 0; i < kLanes; ++i) lanes[i] = i < count ? -1 : 0;
  }
};

/// BatchNorm as an affine map, once its statistics are known.
struct Norm {
  float mean;
  float inverse_deviation;
  float scale;  ///< weight * inverse_deviation
  float shift;  ///< bias - mean * scale
};

inline Norm normOf(double mean, double variance, float weight, float bias) {
  const double inverse = 1.0 / __builtin_sqrt(variance + kEpsilon);
  const double scale = static_cast<double>(weight) * inverse;
  return {static_cast<float>(mean), static_cast<float>(inverse), static_cast<float>(scale),
          static_cast<float>(static_cast<double>(bias) - mean * scale)};
}

struct Moments {
  double mean;
  double squares;  ///< sum of squared distances from the mean
};

/// Statistics of one channel over all images. `planes`: that channel in the first group; `stride`:
/// floats from one group to the next. Masked images must be 0.
template <int kSide>
inline Moments momentsOf(const float* planes, int stride, int groups, int images) {
  double sum = 0.0;
  for (int g = 0; g < groups; ++g) {
    Lanes parts[kTile] = {};
    for (int y = 0; y < kSide; ++y) {
      for (int x = 0; x < kSide; ++x) {
        parts[x % kTile] += load(planes + g * stride + pixelAt(kSide, y, x));
      }
    }
    sum += static_cast<double>(sumOfLanes((parts[0] + parts[1]) + (parts[2] + parts[3])));
  }
  const double mean = sum / (static_cast<double>(images) * kSide * kSide);

  double squares = 0.0;
  const Lanes middle = broadcast(static_cast<float>(mean));
  for (int g = 0; g < groups; ++g) {
    const Present present(images - g * kLanes);
    Lanes parts[kTile] = {};
    for (int y = 0; y < kSide; ++y) {
      for (int x = 0; x < kSide; ++x) {
        const Lanes d = load(planes + g * stride + pixelAt(kSide, y, x)) - middle;
        parts[x % kTile] += d * d;
      }
    }
    const Lanes all = (parts[0] + parts[1]) + (parts[2] + parts[3]);
    squares += static_cast<double>(sumOfLanes(present.lanes ? all : Lanes{}));
  }
  return {mean, squares};
}

/// Updates the running statistics as in training.
struct Follow {
  void operator()(float& running, double value) const {
    running += kRunningMomentum * (static_cast<float>(value) - running);
  }
};

/// Keeps the mean over the batches so far.
struct TakeMean {
  double share;  ///< of the newest batch: 1 / number of batches
  void operator()(float& running, double value) const {
    running = static_cast<float>(share * value + (1.0 - share) * static_cast<double>(running));
  }
};

/// The four pixels of a window, as indices into a padded plane.
template <int kSide>
EMASCOPE_INLINE int windowPixel(int y, int x, int k) {
  return pixelAt(kSide, 2 * y + k / 2, 2 * x + k % 2);
}

/// Processes one plane. `out`: a padded plane of half the side; `chosen`: [kSide / 2][kSide /
/// 2][kLanes] or null.
template <int kSide, bool kOutPadded>
inline void normPool(const Norm& norm, const Present& present, const float* in, float* out,
                     float* chosen) {
  constexpr int kHalf = kSide / 2;
  for (int y = 0; y < kHalf; ++y) {
    for (int x = 0; x < kHalf; ++x) {
      Lanes best = load(in + windowPixel<kSide>(y, x, 0)) * norm.scale + norm.shift;
      Lanes choice = {};
      for (int k = 1; k < 4; ++k) {
        const Lanes value = load(in + windowPixel<kSide>(y, x, k)) * norm.scale + norm.shift;
        const IntLanes better = (value > best) | (value != value);
        best = better ? value : best;
        choice = better ? broadcast(static_cast<float>(k)) : choice;
      }
      const int place = kOutPadded ? pixelAt(kHalf, y, x) : (y * kHalf + x) * kLanes;
      store(out + place, present.lanes ? relu(best) : Lanes{});
      if (chosen) {
        choice = best <= 0.0F ? broadcast(kNothingChosen) : choice;
        store(chosen + (y * kHalf + x) * kLanes, choice);
      }
    }
  }
}

struct NormGradients {
  double bias = 0.0;    ///< sum of the gradients after the affine map
  double weight = 0.0;  ///< sum of those gradients times the normalized values
};

/// Sums for one plane. `gradient`: of normPool()'s output, padded as that output is.
template <int kSide, bool kOutPadded>
inline NormGradients normGradients(const Norm& norm, const float* in, const float* chosen,
                                   const float* gradient) {
  constexpr int kHalf = kSide / 2;
  Lanes bias = {};
  Lanes weight = {};
  for (int y = 0; y < kHalf; ++y) {
    for (int x = 0; x < kHalf; ++x) {
      const Lanes choice = load(chosen + (y * kHalf + x) * kLanes);
      Lanes value = load(in + windowPixel<kSide>(y, x, 0));
      for (int k = 1; k < 4; ++k) {
        value = choice == static_cast<float>(k) ? load(in + windowPixel<kSide>(y, x, k)) : value;
      }
      const int place = kOutPadded ? pixelAt(kHalf, y, x) : (y * kHalf + x) * kLanes;
      const Lanes d = choice == kNothingChosen ? Lanes{} : load(gradient + place);
      bias += d;
      weight += d * ((value - norm.mean) * norm.inverse_deviation);
    }
  }
  return {static_cast<double>(sumOfLanes(bias)), static_cast<double>(sumOfLanes(weight))};
}

/// The gradient before BatchNorm, in a padded plane. `mean`: normGradients() of the channel, each
/// divided by the number of values.
template <int kSide, bool kOutPadded>
inline void backThroughNormPool(const Norm& norm, const NormGradients& mean, const Present& present,
                                const float* in, const float* chosen, const float* gradient,
                                float* in_gradient) {
  constexpr int kHalf = kSide / 2;
  const auto bias = static_cast<float>(mean.bias);
  const auto weight = static_cast<float>(mean.weight);
  for (int y = 0; y < kHalf; ++y) {
    for (int x = 0; x < kHalf; ++x) {
      const Lanes choice = load(chosen + (y * kHalf + x) * kLanes);
      const int place = kOutPadded ? pixelAt(kHalf, y, x) : (y * kHalf + x) * kLanes;
      const Lanes d = load(gradient + place);
      for (int k = 0; k < 4; ++k) {
        const int pixel = windowPixel<kSide>(y, x, k);
        const Lanes normal = (load(in + pixel) - norm.mean) * norm.inverse_deviation;
        const Lanes own = choice == static_cast<float>(k) ? d : Lanes{};
        const Lanes result = (own - bias - normal * weight) * norm.scale;
        store(in_gradient + pixel, present.lanes ? result : Lanes{});
      }
    }
  }
}

}  // namespace
