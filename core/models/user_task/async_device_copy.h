// SPDX-License-Identifier: Apache-2.0
//
// Copies batches to a GPU on a separate stream, so that one batch is copied while the previous one
// is trained on. Uses c10's device-generic interface, so it compiles without CUDA.
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

  /// Starts copying `host`, which must not change until wait() returns. Fastest from pinned memory.
  void begin(const Batch& host);
  /// The copied batch, ready for work on the current stream.
  [[nodiscard]] Batch take();
  /// Returns when `host` is no longer read.
  void wait();

 private:
  c10::Device device_;
  c10::Stream stream_;
  std::optional<c10::Event> copied_;  ///< of the last begin()
  Batch batch_ = {};
};

}  // namespace emascope
