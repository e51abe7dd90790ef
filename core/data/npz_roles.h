// SPDX-License-Identifier: Apache-2.0
//
// Which arrays of an NPZ archive are samples and which are targets, and of which part: by the names
// that people use ("x_train" and "y_train", "train_images" and "train_labels", "X" and "y", "data"
// and "target", in any case), and by what a person says. Knows no LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// Indices in the list of names.
struct NpzPair {
  std::size_t samples = 0;
  std::size_t targets = 0;
  std::optional<Part> part = {};  ///< for all pairs or for none
  friend bool operator==(const NpzPair&, const NpzPair&) = default;
};

struct NpzRoles {
  std::vector<NpzPair> pairs = {};       ///< training first
  std::vector<std::size_t> unused = {};  ///< neither used nor in options.ignore
};

/// Of arrays called `names`, by options.arrays first, then options.target, then by their names.
/// Refuses samples without targets and targets without samples, two arrays for one role, and names
/// that there are not. `path` names the archive.
[[nodiscard]] Result<NpzRoles> npzRoles(const std::string& path,
                                        const std::vector<std::string>& names,
                                        const DataOptions& options);

}  // namespace emascope
