// SPDX-License-Identifier: Apache-2.0
#include "core/ema/form_state.h"

#include "core/ema/online_state.h"

#include <algorithm>
#include <stdexcept>
#include <string>

#include <ATen/ops/add.h>
#include <ATen/ops/sub.h>

namespace emascope {
namespace {

at::Tensor copyOf(const at::Tensor& flat) {
  at::Tensor copy = flatFloats(flat.numel(), flat.device());
  copyFlat(copy, flat);
  return copy;
}

at::Tensor part(const at::Tensor& flat, const FlatRange& range) {
  return flat.narrow(0, range.begin, range.count);
}

/// LAWA: Kaddour 2022, arXiv 2209.14981. Summed in double from the snapshots themselves each time,
/// so that nothing drifts.
class LastSnapshots final : public FormState {
 public:
  LastSnapshots(const TrackTraits& traits, const at::Tensor& online) {
    setTraits(traits);
    copied(online);
  }

  void copied(const at::Tensor& online) override {
    ring_.clear();
    ring_.push_back(copyOf(online));
  }
  [[nodiscard]] at::Tensor blended() const override { return {}; }
  void show(const at::Tensor& online, const at::Tensor& shown, const TensorPlan& plan,
            const EmaAction&) override {
    if (ring_.size() < most_) {
      ring_.push_back(copyOf(online));
    } else {  // the oldest makes room
      std::rotate(ring_.begin(), ring_.begin() + 1, ring_.end());
      copyFlat(ring_.back(), online);
    }
    for (const FlatRange& range : plan.average) {
      at::Tensor sum = part(ring_.front(), range).to(at::kDouble);
      for (std::size_t i = 1; i < ring_.size(); ++i) sum.add_(part(ring_[i], range));
      part(shown, range).copy_(sum.div_(static_cast<double>(ring_.size())));
    }
  }
  void setTraits(const TrackTraits& traits) override {
    most_ = static_cast<std::size_t>(std::max<std::int64_t>(traits.snapshots, 1));
    if (ring_.size() > most_)
      ring_.erase(ring_.begin(), ring_.end() - static_cast<std::ptrdiff_t>(most_));
  }
  [[nodiscard]] std::vector<at::Tensor> tensors() const override { return ring_; }
  void restore(const std::vector<at::Tensor>& tensors) override {
    ring_.clear();
    for (const at::Tensor& tensor : tensors) ring_.push_back(copyOf(tensor));
  }

 private:
  std::size_t most_ = 1;
  std::vector<at::Tensor> ring_;  ///< oldest first
};

/// BEMA: Block & Zhang 2025, arXiv 2508.00180; TRL's BEMACallback.
class Bema final : public FormState {
 public:
  explicit Bema(const at::Tensor& online) : recursive_(copyOf(online)), anchor_(copyOf(online)) {}

  void copied(const at::Tensor& online) override {
    copyFlat(recursive_, online);
    copyFlat(anchor_, online);
  }
  [[nodiscard]] at::Tensor blended() const override { return recursive_; }
  void show(const at::Tensor& online, const at::Tensor& shown, const TensorPlan& plan,
            const EmaAction& action) override {
    for (const FlatRange& range : plan.average) {
      const at::Tensor come = at::sub(part(online, range), part(anchor_, range));
      part(shown, range).copy_(at::add(part(recursive_, range), come, action.correction));
    }
  }
  void setTraits(const TrackTraits&) override {}
  [[nodiscard]] std::vector<at::Tensor> tensors() const override { return {recursive_, anchor_}; }
  void restore(const std::vector<at::Tensor>& tensors) override {
    if (tensors.size() != 2)
      throw std::invalid_argument("a BEMA track is saved with 2 arrays besides its average, not " +
                                  std::to_string(tensors.size()));
    copyFlat(recursive_, tensors[0]);
    copyFlat(anchor_, tensors[1]);
  }

 private:
  at::Tensor recursive_;
  at::Tensor anchor_;  ///< the online weights at the last copy
};

}  // namespace

std::unique_ptr<FormState> makeFormState(const TrackTraits& traits, const at::Tensor& online) {
  switch (traits.form) {
    case AverageForm::kRecursive:
      break;
    case AverageForm::kLastSnapshots:
      return std::make_unique<LastSnapshots>(traits, online);
    case AverageForm::kBema:
      return std::make_unique<Bema>(online);
  }
  return nullptr;
}

}  // namespace emascope
