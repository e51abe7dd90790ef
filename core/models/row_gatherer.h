// SPDX-License-Identifier: Apache-2.0
//
// Gathers batches from samples resident on the target device.
#pragma once

#include "core/models/model.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/index_select.h>

namespace emascope {

/// [trainer-thread] only.
class RowGatherer {
 public:
  /// Gathers batches of `count` rows of `samples`.
  RowGatherer(const Batch& samples, std::int64_t count)
      : samples_{samples.inputs.contiguous(), samples.targets.contiguous()},
        gathered_{emptyRows(samples_.inputs, count), emptyRows(samples_.targets, count)},
        positions_(at::empty({count}, at::TensorOptions().dtype(at::kLong))) {
    if (!samples_.inputs.is_cpu()) device_positions_ = positions_.to(samples_.inputs.device());
  }

  [[nodiscard]] std::int64_t samples() const { return samples_.inputs.size(0); }

  /// Row indices of the next batch, each below samples(); filled by the caller.
  [[nodiscard]] std::span<std::int64_t> positions() {
    return {positions_.mutable_data_ptr<std::int64_t>(),
            static_cast<std::size_t>(positions_.numel())};
  }

  /// The selected rows, valid until the next call.
  [[nodiscard]] const Batch& gather() {
    if (device_positions_.defined()) device_positions_.copy_(positions_);
    gather(samples_.inputs, gathered_.inputs);
    gather(samples_.targets, gathered_.targets);
    return gathered_;
  }

 private:
  [[nodiscard]] static at::Tensor emptyRows(const at::Tensor& samples, std::int64_t rows) {
    std::vector<std::int64_t> shape = samples.sizes().vec();
    shape[0] = rows;
    return at::empty(shape, samples.options());
  }

  void gather(const at::Tensor& from, const at::Tensor& to) const {
    if (device_positions_.defined()) {
      at::Tensor target = to;
      at::index_select_out(target, from, 0, device_positions_);
      return;
    }
    const std::int64_t count = positions_.numel();
    const std::size_t row = to.nbytes() / static_cast<std::size_t>(count);
    if (row == 0) return;  // samples without values have no memory
    const auto* positions = positions_.const_data_ptr<std::int64_t>();
    const auto* source = static_cast<const char*>(from.const_data_ptr());
    auto* target = static_cast<char*>(to.mutable_data_ptr());
    for (std::int64_t i = 0; i < count; ++i) {
      std::memcpy(target + static_cast<std::size_t>(i) * row,
                  source + static_cast<std::size_t>(positions[i]) * row, row);
    }
  }

  Batch samples_;
  Batch gathered_;
  at::Tensor positions_;         ///< int64 on the CPU, [count]
  at::Tensor device_positions_;  ///< undefined on the CPU
};

}  // namespace emascope
