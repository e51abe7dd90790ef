// SPDX-License-Identifier: Apache-2.0
//
// A network without its loss: tensors that can be moved into an arena, and a forward pass of
// LibTorch operations that autograd can differentiate. An Objective defines the loss; NetworkModel
// combines the two.
#pragma once

#include "core/models/model.h"

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

/// [trainer-thread] only.
class Network {
 public:
  Network() = default;
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;
  virtual ~Network() = default;

  /// As in Model. Frozen parameters are not listed.
  [[nodiscard]] virtual std::vector<NamedTensor> parameters() const = 0;
  [[nodiscard]] virtual std::vector<NamedTensor> buffers() const = 0;
  [[nodiscard]] virtual std::vector<NamedTensor> constants() const { return {}; }

  /// [samples, …] to [samples, …]. In training mode, normalization uses batch statistics and
  /// updates the running ones, and dropout draws from LibTorch's default generator, which the
  /// caller has seeded. In evaluation mode it has no visible side effects, and several threads may
  /// call it.
  [[nodiscard]] virtual at::Tensor forward(const at::Tensor& inputs, bool training) = 0;

  /// Continues as after `passes` calls of forward() in training mode.
  virtual void setPasses(std::int64_t /*passes*/) {}

  /// As in Model, from inputs alone. Returns the outputs.
  virtual at::Tensor estimateBuffers(const at::Tensor& inputs, std::int64_t number) = 0;
};

}  // namespace emascope
