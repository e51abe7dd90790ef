// SPDX-License-Identifier: Apache-2.0
#include "core/ema/device_blender.h"

#include <algorithm>
#include <utility>

namespace emascope {

DeviceBlender::DeviceBlender(std::unique_ptr<DeviceUpdater> updater)
    : updater_(std::move(updater)) {
  constexpr std::size_t kTracks = 64;  // more tracks take new memory later
  makeRoom(kTracks);
  words_ =
      static_cast<DeviceUpdater::Word*>(updater_->allocate(kWords * sizeof(DeviceUpdater::Word)));
  read_.reserve(kWords);
}

void DeviceBlender::makeRoom(std::size_t tracks) {
  rates_ = static_cast<float*>(updater_->allocate(tracks * sizeof(float)));
  capacity_ = tracks;
}

void DeviceBlender::check(const float* online, std::size_t count, float limit) {
  skip_ = nullptr;
  if (pending_ == kWords) readWords();
  DeviceUpdater::Word* const word = words_ + pending_;
  updater_->findBad(online, count, limit, word);
  ++pending_;
  skip_ = word;
}

void DeviceBlender::blend(std::span<const Group> groups) {
  wanted_.clear();
  for (const Group& group : groups) {
    for (const BlendTrack& track : group.tracks) wanted_.push_back(track.rate);
  }
  upload();
  const float* rates = rates_;
  for (const Group& group : groups) {
    for (std::size_t p = 0; p < group.online.size(); ++p) {
      averages_.clear();
      for (const BlendTrack& track : group.tracks) averages_.push_back(track.averages[p]);
      updater_->blend({group.online[p].values, group.online[p].count, averages_, rates, skip_});
    }
    rates += group.tracks.size();
  }
}

void DeviceBlender::upload() {
  if (wanted_.size() <= uploaded_.size() &&
      std::equal(wanted_.begin(), wanted_.end(), uploaded_.begin()))
    return;
  if (wanted_.size() > capacity_) makeRoom(std::max(2 * capacity_, wanted_.size()));
  uploaded_.clear();  // in case that the upload fails
  updater_->upload(wanted_, rates_);
  uploaded_ = wanted_;
}

void DeviceBlender::readWords() {
  read_.resize(pending_);
  updater_->read(words_, read_);
  skipped_ += std::ranges::count_if(
      read_, [](DeviceUpdater::Word word) { return word != DeviceUpdater::kNoneBad; });
  skipped_last_ = read_.back() != DeviceUpdater::kNoneBad;
  pending_ = 0;
}

std::int64_t DeviceBlender::settle() {
  if (pending_ > 0) readWords();
  return std::exchange(skipped_, 0);
}

}  // namespace emascope
