// SPDX-License-Identifier: Apache-2.0
//
// The updates of an Averager on a device: which launches they take, the factors 1 - beta in device
// memory, which are uploaded only when they change, and the words with which the device tells of
// updates that it has left out. These are read many at a time, so that no update waits. No
// LibTorch.
#pragma once

#include "core/ema/device_updater.h"
#include "core/ema/kernels.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace emascope {

/// [trainer-thread] Addresses are the device's. Throws as DeviceUpdater.
class DeviceBlender {
 public:
  /// Checked updates between two reads of what the device has left out.
  static constexpr std::size_t kWords = 1024;

  /// Allocates what updates of up to 64 tracks need. @pre `updater` is not null
  explicit DeviceBlender(std::unique_ptr<DeviceUpdater> updater);

  /// Begins an update that the device makes in any case.
  void trust() { skip_ = nullptr; }
  /// Begins an update that the device leaves out if one of the `count` values is NaN or its
  /// magnitude is not below `limit`.
  void check(const float* online, std::size_t count, float limit);
  /// Whether the device may leave out the present update.
  [[nodiscard]] bool checks() const { return skip_ != nullptr; }

  /// A copy within the device that belongs to the update. @pre `bytes` is a multiple of 4
  void copy(void* to, const void* from, std::size_t bytes) {
    updater_->copy(to, from, bytes, skip_);
  }
  /// Tracks that are averages of the same pieces.
  struct Group {
    std::span<const OnlinePiece> online = {};
    std::span<const BlendTrack> tracks = {};
  };
  /// Moves the averages of the update; the lists are in host memory.
  void blend(std::span<const Group> groups);

  /// Number of updates that the device has left out since the last call. Waits for the device if
  /// there were checked ones.
  [[nodiscard]] std::int64_t settle();
  /// Whether the last checked update was left out. @pre settle() was called since
  [[nodiscard]] bool skippedLast() const { return skipped_last_; }

 private:
  void makeRoom(std::size_t tracks);
  void upload();
  void readWords();

  std::unique_ptr<DeviceUpdater> updater_;
  float* rates_ = nullptr;
  std::size_t capacity_ = 0;          ///< of rates_
  std::vector<float> wanted_ = {};    ///< rates of the present update
  std::vector<float> uploaded_ = {};  ///< rates that rates_ has
  std::vector<float*> averages_ = {};
  DeviceUpdater::Word* words_ = nullptr;  ///< [kWords]
  std::size_t pending_ = 0;               ///< words that were not read yet
  const DeviceUpdater::Word* skip_ = nullptr;
  std::vector<DeviceUpdater::Word> read_ = {};
  std::int64_t skipped_ = 0;
  bool skipped_last_ = false;
};

}  // namespace emascope
