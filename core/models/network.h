// SPDX-License-Identifier: Apache-2.0
//
// A network without its loss: tensors that can be laid into an arena, and a forward pass made of
// LibTorch's operations, so that autograd finds the gradients. What it is trained for is said by an
// Objective; NetworkModel puts the two together.
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

  /// As Model's. A parameter that is frozen is none: it is not listed here.
  [[nodiscard]] virtual std::vector<NamedTensor> parameters() const = 0;
  [[nodiscard]] virtual std::vector<NamedTensor> buffers() const = 0;
  [[nodiscard]] virtual std::vector<NamedTensor> constants() const { return {}; }

  /// [samples, …] to [samples, …]. In training mode normalization uses and updates the batch's
  /// statistics, and dropout draws from LibTorch's default generator, which the caller has seeded;
  /// else nothing is drawn, nothing that can be seen is written, and several threads may call it.
  [[nodiscard]] virtual at::Tensor forward(const at::Tensor& inputs, bool training) = 0;

  /// As Model's, of inputs alone; what it makes of them meanwhile.
  virtual at::Tensor estimateBuffers(const at::Tensor& inputs, std::int64_t number) = 0;
};

}  // namespace emascope
