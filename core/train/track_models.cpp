// SPDX-License-Identifier: Apache-2.0
#include "core/train/track_models.h"

#include <algorithm>
#include <utility>

namespace emascope {

TrackModels::TrackModels(const ModelEntry& entry, std::uint64_t seed, const ModelState& state,
                         const Averager& averager, std::unique_ptr<BatchSource> batches)
    : entry_(entry), seed_(seed), state_(state), averager_(averager), batches_(std::move(batches)) {
  renew();
}

void TrackModels::renew() {
  views_.clear();
  while (views_.size() < averager_.size()) add();
}

void TrackModels::add() {
  const std::size_t track = views_.size();
  View view{.model = entry_.make(seed_)};
  state_.bindView(*view.model, averager_.floats(track), averager_.counters(track));
  views_.push_back(std::move(view));
}

void TrackModels::remove(std::size_t track) {
  views_.erase(views_.begin() + static_cast<std::ptrdiff_t>(track));
}

void TrackModels::promote(std::size_t track) {
  const auto chosen = views_.begin() + static_cast<std::ptrdiff_t>(track);
  std::rotate(views_.begin(), chosen, chosen + 1);
}

std::vector<const Model*> TrackModels::prepared() {
  std::int64_t most = 0;
  for (std::size_t k = 0; k < views_.size(); ++k) {
    const std::int64_t batches = wanted(k);
    if (views_[k].estimated != (batches > 0)) bind(k, batches > 0);
    most = std::max(most, batches);
  }
  for (std::int64_t number = 1; number <= most; ++number) {
    const Batch& batch = batches_->draw(number);
    for (std::size_t k = 0; k < views_.size(); ++k) {
      if (number <= wanted(k)) views_[k].model->estimateBuffers(batch, number);
    }
  }
  std::vector<const Model*> models;
  for (const View& view : views_) models.push_back(view.model.get());
  return models;
}

std::int64_t TrackModels::wanted(std::size_t track) const {
  return state_.hasBuffers() ? averager_.clock(track).traits().estimate_batches : 0;
}

void TrackModels::bind(std::size_t track, bool estimated) {
  View& view = views_[track];
  view.estimated = estimated;
  if (!estimated) {
    state_.bindView(*view.model, averager_.floats(track), averager_.counters(track));
    return;
  }
  if (!view.own.floats.defined()) view.own = state_.newBuffers();
  state_.bindBuffers(*view.model, view.own);
}

}  // namespace emascope
