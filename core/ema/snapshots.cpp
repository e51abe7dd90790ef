// SPDX-License-Identifier: Apache-2.0
#include "core/ema/snapshots.h"

#include "core/ema/online_state.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include <c10/core/InferenceMode.h>
#include <c10/util/Half.h>

namespace emascope {
namespace {

constexpr std::int64_t kBlock = 4096;     ///< values summed at a time: 32 KiB of doubles
constexpr int kLargestHalfExponent = 14;  ///< leaves 2^15 and above free for rounding
constexpr int kLeastExponent = -100;      ///< below it, the scale itself would leave float32

float largestMagnitude(const float* values, std::int64_t count) {
  float largest = 0.0F;
  for (std::int64_t i = 0; i < count; ++i) largest = std::max(largest, std::abs(values[i]));
  return largest;
}

template <typename Value>
void addScaled(double* sums, const Value* values, double factor, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) {
    sums[i] += factor * static_cast<double>(static_cast<float>(values[i]));
  }
}

}  // namespace

std::string_view snapshotPrecisionText(SnapshotPrecision precision) {
  return precision == SnapshotPrecision::kFloat32 ? "float32" : "float16";
}

Result<SnapshotPrecision> snapshotPrecision(std::int64_t count, std::int64_t floats,
                                            std::int64_t budget) {
  const double values = static_cast<double>(count) * static_cast<double>(floats);
  if (values * sizeof(float) <= static_cast<double>(budget)) return SnapshotPrecision::kFloat32;
  if (values * sizeof(c10::Half) <= static_cast<double>(budget)) return SnapshotPrecision::kFloat16;
  constexpr double kMebibyte = 1024.0 * 1024.0;
  const auto most = budget / (floats * static_cast<std::int64_t>(sizeof(c10::Half)));
  return Error{
      "snapshots",
      std::to_string(count) + " snapshots of " + std::to_string(floats) + " values take " +
          std::to_string(
              static_cast<std::int64_t>(std::ceil(values * sizeof(c10::Half) / kMebibyte))) +
          " MiB in float16",
      "at most " + std::to_string(most) + " snapshots within " +
          std::to_string(static_cast<std::int64_t>(static_cast<double>(budget) / kMebibyte)) +
          " MiB"};
}

void SnapshotStore::take(Key key, const at::Tensor& floats, const at::Tensor& counters) {
  const c10::InferenceMode guard;
  at::Tensor copy = flatFloats(floats_, at::kCPU);
  copy.copy_(floats);
  double scale = 1.0;
  if (precision_ == SnapshotPrecision::kFloat16) {
    const float largest = largestMagnitude(copy.const_data_ptr<float>(), floats_);
    if (largest > 0.0F)
      scale = std::exp2(std::max(std::ilogb(largest), kLeastExponent) - kLargestHalfExponent);
    copy = copy.mul_(1.0 / scale).to(at::kHalf);
  }
  counters_.push_back(counters.defined() ? counters.to(at::kCPU, at::kLong, false, true)
                                         : at::Tensor());
  values_.push_back(std::move(copy));
  scales_.push_back(scale);
  keys_.push_back(key);
}

std::int64_t SnapshotStore::bytes() const {
  std::int64_t sum = 0;
  for (const at::Tensor& values : values_) sum += static_cast<std::int64_t>(values.nbytes());
  return sum;
}

std::int64_t SnapshotStore::bytesEach() const {
  const bool whole = precision_ == SnapshotPrecision::kFloat32;
  return floats_ * static_cast<std::int64_t>(whole ? sizeof(float) : sizeof(c10::Half));
}

void SnapshotStore::keepIf(const std::function<bool(const Key&)>& wanted) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (!wanted(keys_[i])) continue;
    keys_[kept] = keys_[i];
    values_[kept] = values_[i];
    scales_[kept] = scales_[i];
    counters_[kept] = counters_[i];
    ++kept;
  }
  keys_.resize(kept);
  values_.resize(kept);
  scales_.resize(kept);
  counters_.resize(kept);
}

at::Tensor SnapshotStore::combine(std::span<const std::size_t> which,
                                  std::span<const double> coefficients) const {
  const c10::InferenceMode guard;
  at::Tensor result = flatFloats(floats_, at::kCPU);
  float* const out = result.mutable_data_ptr<float>();
  std::vector<double> sums(static_cast<std::size_t>(std::min(floats_, kBlock)));
  for (std::int64_t begin = 0; begin < floats_; begin += kBlock) {
    const std::int64_t count = std::min(kBlock, floats_ - begin);
    std::fill(sums.begin(), sums.end(), 0.0);
    for (std::size_t i = 0; i < which.size(); ++i) {
      const at::Tensor& values = values_[which[i]];
      const double factor = coefficients[i] * scales_[which[i]];
      if (precision_ == SnapshotPrecision::kFloat32) {
        addScaled(sums.data(), values.const_data_ptr<float>() + begin, factor, count);
      } else {
        addScaled(sums.data(), values.const_data_ptr<c10::Half>() + begin, factor, count);
      }
    }
    for (std::int64_t i = 0; i < count; ++i) {
      out[begin + i] = static_cast<float>(sums[static_cast<std::size_t>(i)]);
    }
  }
  return result;
}

}  // namespace emascope
