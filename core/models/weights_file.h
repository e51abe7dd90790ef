// SPDX-License-Identifier: Apache-2.0
//
// Initial weights from a safetensors file, or from its shards by their index. Compares names,
// shapes and types tensor by tensor with the network. Half precision and bfloat16 are widened,
// float64 is rounded to float32; counters are int64. Refuses a file that does not hold exactly the
// network's tensors, listing all differences, unless partial loading is requested; and values that
// are not finite. Of a checkpoint of a run it takes one set of weights, and refuses one that is
// damaged. Does not modify the network.
#pragma once

#include "core/base/result.h"
#include "core/models/model.h"

#include <cstddef>
#include <string>
#include <vector>

namespace emascope {

enum class WeightsWanted {
  kAll,   ///< exactly the network's tensors
  kSome,  ///< tensors matching in name, shape and type; at least one
};

struct StartingWeights {
  std::vector<NamedTensor> tensors = {};     ///< on the CPU, in the network's order
  std::vector<std::string> missing = {};     ///< only in the network
  std::vector<std::string> unused = {};      ///< only in the file
  std::vector<std::string> mismatched = {};  ///< "head.weight is F32[5,64], not F32[10,64]"

  /// "12 of 14 tensors; not in the file: head.bias; …", with at most `most_names` names of each
  /// kind.
  [[nodiscard]] std::string report(std::size_t most_names) const;
};

/// `network`: parameters and buffers; only names, shapes and types are used. `of`: of a checkpoint
/// of a run "raw" or a track's label, empty for raw; else empty. `strip`: prefixes to remove from
/// the names, as often as they occur. A `path` that ends with ".json" is the index of shards.
[[nodiscard]] Result<StartingWeights> readWeights(const std::string& path,
                                                  const std::vector<NamedTensor>& network,
                                                  WeightsWanted wanted, const std::string& of = {},
                                                  const std::vector<std::string>& strip = {});

}  // namespace emascope
