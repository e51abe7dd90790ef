// SPDX-License-Identifier: Apache-2.0
#include "core/ema/hidden_state.h"

#include "core/ema/flat_part.h"
#include "core/ema/online_state.h"
#include "core/ema/track_memory.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>

#include <ATen/ops/sub.h>
#include <c10/util/Exception.h>

namespace emascope {
namespace {

at::Tensor copyOf(const at::Tensor& flat) {
  at::Tensor copy = flatFloats(flat.numel(), flat.device());
  copyFlat(copy, flat);
  return copy;
}

/// LAWA: Kaddour 2022, arXiv 2209.14981. Each time summed in double from the snapshots,
/// so that nothing drifts. All memory is allocated at the start: a run never fails for lack of it.
class LastSnapshots final : public HiddenState {
 public:
  LastSnapshots(const TrackTraits& traits, const at::Tensor& online)
      : floats_(online.numel()), device_(online.device()) {
    setTraits(traits);
    copied(online);
  }

  void copied(const at::Tensor& online) override {
    held_ = 1;
    copyFlat(ring_.front(), online);
  }
  [[nodiscard]] at::Tensor blended() const override { return {}; }
  void show(const at::Tensor& online, const at::Tensor& shown, const TensorRanges& plan,
            const EmaAction&) override {
    if (held_ < ring_.size()) {
      ++held_;
    } else {  // replaces the oldest
      std::rotate(ring_.begin(), ring_.begin() + 1, ring_.end());
    }
    copyFlat(ring_[held_ - 1], online);
    for (const FlatRange& range : plan.average) {
      at::Tensor sum = part(ring_.front(), range).to(at::kDouble);
      for (std::size_t i = 1; i < held_; ++i) sum.add_(part(ring_[i], range));
      part(shown, range).copy_(sum.div_(static_cast<double>(held_)));
    }
  }
  void setTraits(const TrackTraits& traits) override {
    const auto most = static_cast<std::size_t>(std::max<std::int64_t>(traits.snapshots, 1));
    if (most > ring_.size()) {
      makeRoom(traits, most);
      return;
    }
    const std::size_t dropped = held_ > most ? held_ - most : 0;
    ring_.erase(ring_.begin(), ring_.begin() + static_cast<std::ptrdiff_t>(dropped));
    ring_.resize(most);
    held_ -= dropped;
  }
  [[nodiscard]] std::vector<at::Tensor> tensors() const override {
    return {ring_.begin(), ring_.begin() + static_cast<std::ptrdiff_t>(held_)};
  }
  void restore(const std::vector<at::Tensor>& tensors) override {
    if (tensors.empty() || tensors.size() > ring_.size())
      throw std::invalid_argument("a mean of " + std::to_string(ring_.size()) +
                                  " snapshots needs 1 to that many saved snapshots, not " +
                                  std::to_string(tensors.size()));
    held_ = tensors.size();
    for (std::size_t i = 0; i < held_; ++i) copyFlat(ring_[i], tensors[i]);
  }

 private:
  void makeRoom(const TrackTraits& traits, std::size_t most) {
    std::optional<double> available = device_.is_cpu() ? availableBytes() : std::nullopt;
    if (available)
      *available +=
          static_cast<double>(ring_.size()) * static_cast<double>(floats_) * sizeof(float);
    if (const Status fits = checkTrackMemory(traits, floats_, available, ""); !fits)
      C10_THROW_ERROR(OutOfMemoryError, fits.error().message());
    std::vector<at::Tensor> more;
    while (ring_.size() + more.size() < most) more.push_back(flatFloats(floats_, device_));
    ring_.insert(ring_.end(), more.begin(), more.end());
  }

  std::int64_t floats_;
  at::Device device_;
  std::vector<at::Tensor> ring_;  ///< oldest first; unused from held_ on
  std::size_t held_ = 0;
};

/// BEMA: Block & Zhang 2025, arXiv 2508.00180; TRL's BEMACallback. Only weights are corrected: an
/// extrapolated variance could be negative.
class Bema final : public HiddenState {
 public:
  explicit Bema(const OnlineState& online)
      : weights_(online.weights),
        recursive_(copyOf(online.floats)),
        anchor_(copyOf(online.floats)) {}

  void copied(const at::Tensor& online) override {
    copyFlat(recursive_, online);
    copyFlat(anchor_, online);
  }
  [[nodiscard]] at::Tensor blended() const override { return recursive_; }
  void show(const at::Tensor& online, const at::Tensor& shown, const TensorRanges& plan,
            const EmaAction& action) override {
    for (const FlatRange& range : plan.average) {
      part(shown, range).copy_(part(recursive_, range));
      const FlatRange corrected = {range.begin, std::min(range.count, weights_ - range.begin)};
      if (corrected.count <= 0) continue;
      const at::Tensor come = at::sub(part(online, corrected), part(anchor_, corrected));
      part(shown, corrected).add_(come, action.correction);
    }
  }
  void setTraits(const TrackTraits&) override {}
  [[nodiscard]] std::vector<at::Tensor> tensors() const override { return {recursive_, anchor_}; }
  void restore(const std::vector<at::Tensor>& tensors) override {
    if (tensors.size() != 2)
      throw std::invalid_argument("a BEMA track needs 2 saved arrays besides its average, not " +
                                  std::to_string(tensors.size()));
    copyFlat(recursive_, tensors[0]);
    copyFlat(anchor_, tensors[1]);
  }

 private:
  std::int64_t weights_;
  at::Tensor recursive_;
  at::Tensor anchor_;  ///< the online weights at the last copy
};

}  // namespace

std::unique_ptr<HiddenState> makeHiddenState(const TrackTraits& traits, const OnlineState& online) {
  switch (traits.kind) {
    case AverageKind::kRecursive:
      break;
    case AverageKind::kLastSnapshots:
      return std::make_unique<LastSnapshots>(traits, online.floats);
    case AverageKind::kBema:
      return std::make_unique<Bema>(online);
  }
  return nullptr;
}

}  // namespace emascope
