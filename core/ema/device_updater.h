// SPDX-License-Identifier: Apache-2.0
//
// What a device does for an Averager, with plain addresses: moves many averages in one launch, and
// decides by itself whether an update is left out. core/cuda implements it with the plug-in's
// kernels, the tests with the same kernels on the host. No LibTorch.
#pragma once

#include <cstddef>
#include <span>

namespace emascope {

/// Averages to move toward `online`. The addresses are the device's.
struct DeviceBlend {
  const float* online = nullptr;             ///< the weights
  std::size_t count = 0;                     ///< of floats, of `online` and of each average
  std::span<float* const> averages = {};     ///< the list itself is in host memory
  const float* rates = nullptr;              ///< 1 - beta of each average
  const unsigned long long* skip = nullptr;  ///< see DeviceUpdater::copy(); or null
};

/// [trainer-thread] Functions other than read() do not wait for the device: the device executes
/// them later, in the order of the calls and of LibTorch's operations. They throw
/// std::runtime_error with the device's own words if it refuses a launch.
class DeviceUpdater {
 public:
  /// Of device memory; says whether an update is left out.
  using Word = unsigned long long;
  /// What findBad() writes if no value is bad.
  static constexpr Word kNoneBad = ~0ULL;

  DeviceUpdater() = default;
  DeviceUpdater(const DeviceUpdater&) = delete;
  DeviceUpdater& operator=(const DeviceUpdater&) = delete;
  virtual ~DeviceUpdater() = default;

  /// Device memory at a multiple of 16 bytes, valid as long as this object. Throws as LibTorch's
  /// operations if there is none.
  [[nodiscard]] virtual void* allocate(std::size_t bytes) = 0;
  /// rates[i] = values[i]. `values` is host memory, and may change after the call.
  virtual void upload(std::span<const float> values, float* rates) = 0;
  /// averages[k][i] += rates[k] * (online[i] - averages[k][i]), with the bits of blend() in
  /// core/ema/kernels.h.
  virtual void blend(const DeviceBlend& blend) = 0;
  /// *first_bad becomes the index of the first value that is NaN or whose magnitude is not below
  /// `limit`, or kNoneBad.
  virtual void findBad(const float* online, std::size_t count, float limit, Word* first_bad) = 0;
  /// Copies within the device, unless *skip is another word than kNoneBad by then. @pre `bytes` is
  /// a multiple of 4; the arrays do not overlap
  virtual void copy(void* to, const void* from, std::size_t bytes, const Word* skip) = 0;
  /// Waits until all of the above is done, and copies words to the host.
  virtual void read(const Word* words, std::span<Word> to) = 0;
};

}  // namespace emascope
