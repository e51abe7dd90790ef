// SPDX-License-Identifier: Apache-2.0
//
// Batches on their way to a GPU: copied on a stream of their own, so that one travels while the one
// before is trained on. By c10's interface to any device, so that it needs no CUDA to be compiled.
#pragma once

#include "core/models/model.h"

#include <optional>

#include <c10/core/Device.h>
#include <c10/core/Event.h>
#include <c10/core/Stream.h>

namespace emascope {

/// [trainer-thread] only; one batch at a time.
class AsyncDeviceCopy {
 public:
  /// @pre a device that has streams
  explicit AsyncDeviceCopy(c10::Device device);

  /// Begins to copy `host`, which stays as it is until wait() has returned. It is fastest from
  /// pinned memory.
  void begin(const Batch& host);
  /// What begin() was given, for the current stream to work on.
  [[nodiscard]] Batch take();
  /// Returns when nothing is read from `host` any more.
  void wait();

 private:
  c10::Device device_;
  c10::Stream stream_;
  std::optional<c10::Event> copied_;  ///< of the last begin()
  Batch batch_ = {};
};

}  // namespace emascope
