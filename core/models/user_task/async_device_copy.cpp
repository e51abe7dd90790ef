// SPDX-License-Identifier: Apache-2.0
#include "core/models/user_task/async_device_copy.h"

#include <utility>

#include <c10/core/StreamGuard.h>
#include <c10/core/impl/VirtualGuardImpl.h>

namespace emascope {

AsyncDeviceCopy::AsyncDeviceCopy(c10::Device device)
    : device_(device),
      stream_(c10::impl::VirtualGuardImpl(device.type()).getStreamFromGlobalPool(device)) {}

void AsyncDeviceCopy::begin(const Batch& host) {
  const c10::StreamGuard on_its_own(stream_);
  batch_ = {host.inputs.to(device_, /*non_blocking=*/true),
            host.targets.to(device_, /*non_blocking=*/true)};
  copied_.emplace(device_.type());
  copied_->record(stream_);
}

Batch AsyncDeviceCopy::take() {
  const c10::Stream current = c10::impl::VirtualGuardImpl(device_.type()).getStream(device_);
  copied_->block(current);
  // The copy stream allocated this memory. It must not be reused before this stream is done.
  batch_.inputs.record_stream(current);
  batch_.targets.record_stream(current);
  return std::exchange(batch_, {});
}

void AsyncDeviceCopy::wait() {
  if (copied_) copied_->synchronize();
}

}  // namespace emascope
