// SPDX-License-Identifier: Apache-2.0
//
// Everything that a training step changes, in one flat array [weights | buffers | moments]: saving
// it, restoring it bit by bit and checking it for non-finite values each take one pass. The model's
// tensors are views of the array.
#pragma once

#include "core/ema/averager.h"
#include "core/models/model.h"
#include "core/train/arena.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

/// Flat arrays for all buffers of a model, or for all of its tensors.
struct BufferArrays {
  at::Tensor floats = {};
  at::Tensor counters = {};
};

/// [trainer-thread] only.
class ModelState {
 public:
  /// Moves the tensors of `model` to new arrays on `device`. `moments`: number of moment arrays, 0
  /// to 2.
  ModelState(const Model& model, int moments, const at::Device& device);

  [[nodiscard]] OnlineState online() const;

  /// Where a tensor is in the arrays of online().
  struct Place {
    std::string name = {};
    std::vector<std::int64_t> shape = {};
    std::int64_t offset = 0;
    std::int64_t count = 0;
    bool counter = false;  ///< in OnlineState::counters, else in OnlineState::floats
  };
  /// Weights, float buffers, counters; tied tensors once.
  [[nodiscard]] std::vector<Place> places() const;
  [[nodiscard]] int moments() const { return moments_; }
  [[nodiscard]] at::Tensor weights() const { return floats_.narrow(0, 0, weights_.size); }
  [[nodiscard]] const at::Tensor& gradients() const { return gradients_; }
  /// The moment array `index`; undefined if there are fewer.
  [[nodiscard]] at::Tensor moment(int index) const;

  /// Makes `model`, of the same kind, a view of arrays with the layout of online().
  void bindView(const Model& model, const at::Tensor& floats, const at::Tensor& counters) const;

  /// Makes only the buffers of such a model views of other arrays.
  void bindBuffers(const Model& model, const BufferArrays& arrays) const;
  [[nodiscard]] BufferArrays newBuffers() const;
  [[nodiscard]] bool hasBuffers() const { return !float_buffers_.empty(); }

  void zeroGradients();
  /// Saves weights, buffers, moments and counters.
  void save();
  /// Restores the values from save() bit by bit.
  void restore();
  /// The values from save(), with the layout of online().
  [[nodiscard]] BufferArrays saved() const;
  /// Returns "" if `loss`, gradients, buffers, weights and moments are all finite and the averaged
  /// values are below kLargestAveraged; otherwise the name of the first that is not. Reads `loss`
  /// back into `value`. Waits for the device once.
  [[nodiscard]] std::string_view firstNonFinite(const at::Tensor& loss, double& value) const;

  /// Throws std::logic_error if the model has replaced a tensor.
  void checkBinding() const;

 private:
  [[nodiscard]] std::string_view firstNonFiniteOnDevice(const at::Tensor& loss,
                                                        double& value) const;

  std::vector<NamedTensor> parameters_;
  std::vector<NamedTensor> float_buffers_;
  std::vector<NamedTensor> counter_buffers_;
  ArenaLayout weights_;
  ArenaLayout buffers_;
  ArenaLayout counts_;
  int moments_ = 0;
  at::Tensor floats_;  ///< weights, buffers, moments
  at::Tensor gradients_;
  at::Tensor counters_;
  at::Tensor saved_floats_;
  at::Tensor saved_counters_;
};

}  // namespace emascope
