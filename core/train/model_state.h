// SPDX-License-Identifier: Apache-2.0
//
// Everything a training step changes, in one flat array [weights | buffers | moments]: saving it,
// putting it back bit by bit and looking for a value that is not finite are each one pass. The
// model's own tensors are views of it.
#pragma once

#include "core/ema/averager.h"
#include "core/models/model.h"
#include "core/train/arena.h"

#include <cstdint>
#include <string_view>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

/// Room for all buffers of a model, or for all of its tensors, flat.
struct BufferArrays {
  at::Tensor floats = {};
  at::Tensor counters = {};
};

/// [trainer-thread] only.
class ModelState {
 public:
  /// Moves the tensors of `model` to `device`, into arrays made here. `moments`: 0 to 2.
  ModelState(const Model& model, int moments, const at::Device& device);

  [[nodiscard]] OnlineState online() const;
  [[nodiscard]] at::Tensor weights() const { return floats_.narrow(0, 0, weights_.size); }
  [[nodiscard]] const at::Tensor& gradients() const { return gradients_; }
  /// The index-th array of moments, undefined if there are not that many.
  [[nodiscard]] at::Tensor moment(int index) const;

  /// Makes `model`, of the same kind, a view of arrays laid out as online().
  void bindView(const Model& model, const at::Tensor& floats, const at::Tensor& counters) const;

  /// Makes the buffers alone of such a model views of other arrays.
  void bindBuffers(const Model& model, const BufferArrays& arrays) const;
  [[nodiscard]] BufferArrays newBuffers() const;
  [[nodiscard]] bool hasBuffers() const { return !float_buffers_.empty(); }

  void zeroGradients();
  /// Remembers weights, buffers, moments and counters.
  void save();
  /// Puts back what save() remembered, bit by bit.
  void restore();
  /// What save() remembered, laid out as online().
  [[nodiscard]] BufferArrays saved() const;
  /// "" if `loss`, gradients, buffers, weights and moments are all finite, and what is averaged is
  /// below kLargestAveraged; else the first that is not, by name. Reads `loss` back into `value`;
  /// one wait for the device.
  [[nodiscard]] std::string_view firstNonFinite(const at::Tensor& loss, double& value) const;

  /// Throws std::logic_error if the model has replaced one of its tensors.
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
