// SPDX-License-Identifier: Apache-2.0
//
// Non-finite elements that are equal in all files, such as the -inf of a causal mask. They are
// constants of the model, not a sign of divergence.
#pragma once

#include "app/engine/smooth/checkpoint_files.h"
#include "app/engine/smooth/tensor_pieces.h"

#include <map>
#include <string>
#include <vector>

namespace emascope {

class FixedElements {
 public:
  /// Reads the first file, and from the others the tensors in which the first has such elements.
  /// @pre the files have the same tensors
  [[nodiscard]] static Result<FixedElements> find(const std::vector<WeightsCheckpoint>& checkpoints,
                                                  const TensorOptions& options);

  [[nodiscard]] bool has(const std::string& tensor, std::size_t element) const;

 private:
  Status begin(const WeightsCheckpoint& first, const TensorOptions& options);
  Status compare(const WeightsCheckpoint& other, const TensorOptions& options);

  struct Marked {
    std::vector<bool> elements = {};
    std::vector<signed char> values = {};  ///< of the marked ones, in order: NaN 0, inf 1, -inf -1
  };
  std::map<std::string, Marked, std::less<>> tensors_ = {};
};

}  // namespace emascope
