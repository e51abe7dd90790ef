// SPDX-License-Identifier: Apache-2.0
//
// Which updates of an averager a device decides by itself, and what it has decided.
#include "core/ema/averager.h"
#include "core/ema/device_blender.h"

#include <algorithm>
#include <utility>

namespace emascope {

void Averager::useDevice(std::unique_ptr<DeviceUpdater> updater) {
  settle();
  device_ = std::make_unique<DeviceBlender>(std::move(updater));
  for (Track& track : tracks_) plan(track);
}

void Averager::beginOnDevice(Gate gate) {
  device_->trust();
  if (gate == Gate::kOnDevice && decidesOnDevice())
    device_->check(online_.floats.const_data_ptr<float>(),
                   static_cast<std::size_t>(online_.floats.numel()), kLargestAveraged);
}

bool Averager::decidesOnDevice() const {
  if (!constants_.empty() || online_.floats.numel() == 0) return false;
  const bool counters_there =
      !online_.counters.defined() || online_.counters.device() == online_.floats.device();
  return counters_there && std::ranges::none_of(tracks_, [](const Track& track) {
           return track.hidden != nullptr || !track.blend.truncated_counters.empty() ||
                  !track.blend.truncated_means.empty();
         });
}

bool Averager::skippedNow() {
  if (device_ == nullptr || !device_->checks()) return false;
  settle();
  return device_->skippedLast();
}

void Averager::settle() {
  if (device_ == nullptr) return;
  const std::int64_t skipped = device_->settle();
  calls_ -= skipped;
  gated_ += skipped;
}

}  // namespace emascope
