// SPDX-License-Identifier: Apache-2.0
//
// What a track keeps besides its average where that is not one recursion: the last snapshots, or a
// recursion that is shown corrected. Outside the one-pass kernel, and slower.
#pragma once

#include "core/ema/tensor_ranges.h"
#include "core/rules/schedule.h"

#include <memory>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

struct OnlineState;  // core/ema/online_state.h

/// [trainer-thread]. All tensors are flat float32 of one size.
class FormState {
 public:
  FormState() = default;
  FormState(const FormState&) = delete;
  FormState& operator=(const FormState&) = delete;
  virtual ~FormState() = default;

  /// The track has become a copy of `online`.
  virtual void copied(const at::Tensor& online) = 0;
  /// Where an update's blend goes instead of the average that is shown; undefined: nowhere.
  [[nodiscard]] virtual at::Tensor blended() const = 0;
  /// Makes the ranges of `shown` that `plan` averages, after the blend of `action`.
  virtual void show(const at::Tensor& online, const at::Tensor& shown, const TensorRanges& plan,
                    const EmaAction& action) = 0;
  /// The rule's values have changed. Throws c10::OutOfMemoryError, and nothing is changed, if there
  /// is no room for what they ask.
  virtual void setTraits(const TrackTraits& traits) = 0;

  [[nodiscard]] virtual std::vector<at::Tensor> tensors() const = 0;
  virtual void restore(const std::vector<at::Tensor>& tensors) = 0;
};

/// For a track that begins at `online`; null for AverageKind::kRecursive. Throws as setTraits().
[[nodiscard]] std::unique_ptr<FormState> makeFormState(const TrackTraits& traits,
                                                       const OnlineState& online);

}  // namespace emascope
