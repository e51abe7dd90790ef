// SPDX-License-Identifier: Apache-2.0
//
// How torch.save describes tensors: the functions that would recreate them, and their arguments.
#pragma once

#include "core/base/scalar_type.h"
#include "core/store/pickle.h"

#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// A tensor as a view of a storage.
struct TorchTensor {
  ScalarType type = ScalarType::kF32;
  std::vector<std::uint64_t> shape = {};
  std::vector<std::uint64_t> strides = {};
  std::uint64_t elements = 0;  ///< product of `shape`
  std::uint64_t offset = 0;    ///< of the first element, in elements
  std::uint64_t extent = 0;    ///< elements from the first to the last, inclusive
  std::string storage = {};    ///< the key of its entry: data/KEY
  [[nodiscard]] bool contiguous() const;
};

/// Whether `value` is a call that creates a tensor or a parameter.
[[nodiscard]] bool isTorchTensor(const Pickle& pickle, const PickleValue& value);

/// The tensor that `value` would create. Fails for types without a safetensors name (complex,
/// quantized, 8-bit floats), sparse tensors, and numbers out of range. The error has no `where`.
/// @pre isTorchTensor(pickle, value)
[[nodiscard]] Result<TorchTensor> torchTensor(const Pickle& pickle, const PickleValue& value);

}  // namespace emascope
