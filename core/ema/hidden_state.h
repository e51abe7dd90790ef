// SPDX-License-Identifier: Apache-2.0
//
// Additional state of tracks whose average is not a single recursion: the last snapshots (LAWA), or
// a recursion that is shown corrected (BEMA). Runs outside the one-pass kernel and is slower.
#pragma once

#include "core/ema/tensor_ranges.h"
#include "core/rules/schedule.h"

#include <memory>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

struct OnlineState;  // core/ema/online_state.h

/// [trainer-thread] All tensors are flat float32 of equal size.
class HiddenState {
 public:
  HiddenState() = default;
  HiddenState(const HiddenState&) = delete;
  HiddenState& operator=(const HiddenState&) = delete;
  virtual ~HiddenState() = default;

  /// Called when the track has become a copy of `online`.
  virtual void copied(const at::Tensor& online) = 0;
  /// Where an update's blend goes instead of the shown average. Undefined: the update does not
  /// blend.
  [[nodiscard]] virtual at::Tensor blended() const = 0;
  /// Computes the ranges of `shown` that `plan` averages, after the blend of `action`.
  virtual void show(const at::Tensor& online, const at::Tensor& shown, const TensorRanges& plan,
                    const EmaAction& action) = 0;
  /// Called when the rule's values have changed. Throws c10::OutOfMemoryError, with no effect, if
  /// memory is insufficient.
  virtual void setTraits(const TrackTraits& traits) = 0;

  /// The tensors to save, in a fixed order; Averager::hidden() returns them.
  [[nodiscard]] virtual std::vector<at::Tensor> tensors() const = 0;
  /// Continues with copies of what tensors() returned for the same traits and size.
  virtual void restore(const std::vector<at::Tensor>& tensors) = 0;
};

/// The state for a track that starts at `online`; null for AverageKind::kRecursive. Throws as
/// setTraits().
[[nodiscard]] std::unique_ptr<HiddenState> makeHiddenState(const TrackTraits& traits,
                                                           const OnlineState& online);

}  // namespace emascope
