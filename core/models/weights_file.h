// SPDX-License-Identifier: Apache-2.0
//
// Weights to begin with, from a safetensors file. What the file has is compared with what the
// network has, tensor by tensor: names, shapes and types. Half precision and bfloat16 are widened
// and float64 is rounded to float32; counters are int64. Refuses, with all that differs, a file
// that does not hold exactly the network's tensors, unless a part is asked for; and values that are
// not finite. Nothing of the network is touched here.
#pragma once

#include "core/base/result.h"
#include "core/models/model.h"

#include <cstddef>
#include <string>
#include <vector>

namespace emascope {

enum class WeightsWanted {
  kAll,   ///< each tensor of the network, and no other
  kSome,  ///< those that fit by name, shape and type; at least one
};

struct StartingWeights {
  std::vector<NamedTensor> tensors = {};     ///< on the CPU, in the network's order
  std::vector<std::string> missing = {};     ///< in the network alone
  std::vector<std::string> unused = {};      ///< in the file alone
  std::vector<std::string> mismatched = {};  ///< "head.weight is F32[5,64], not F32[10,64]"

  /// "12 of 14 tensors; not in the file: head.bias; …", with at most so many names of each kind.
  [[nodiscard]] std::string report(std::size_t most_names) const;
};

/// `network`: its parameters and buffers; only names, shapes and types are looked at.
[[nodiscard]] Result<StartingWeights> readWeights(const std::string& path,
                                                  const std::vector<NamedTensor>& network,
                                                  WeightsWanted wanted);

/// Values of `weights` into those of `network` that have their names, which must have their shapes.
void applyWeights(const std::vector<NamedTensor>& weights, const std::vector<NamedTensor>& network);

}  // namespace emascope
