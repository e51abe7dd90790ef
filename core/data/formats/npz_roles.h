// SPDX-License-Identifier: Apache-2.0
//
// Determines which arrays of an NPZ archive are samples and which are targets, and of which split:
// from common names ("x_train" and "y_train", "train_images" and "train_labels", "X" and "y",
// "data" and "target", in any case) and from the user's options. Does not depend on LibTorch.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Indices into the list of names.
struct NpzPair {
  std::size_t samples = 0;
  std::size_t targets = 0;
  std::optional<Split> split = {};  ///< set for all pairs or for none
  friend bool operator==(const NpzPair&, const NpzPair&) = default;
};

struct NpzRoles {
  std::vector<NpzPair> pairs = {};            ///< training first
  std::vector<std::size_t> unused = {};       ///< arrays neither used nor in options.ignore
  std::vector<std::string> not_ignored = {};  ///< see DatasetHead::not_ignored
};

/// The name of the array in an archive's member: "x" for "x.npy".
[[nodiscard]] inline std::string npzArrayName(const std::string& member) {
  constexpr std::string_view kSuffix = ".npy";
  return member.ends_with(kSuffix) ? member.substr(0, member.size() - kSuffix.size()) : member;
}

/// Assigns roles to the arrays `names`: first by options.arrays, then options.target, then by name.
/// Refuses samples without targets, targets without samples, two arrays for one role, arrays that
/// are both used and ignored, and unknown names. `path`: name of the archive for errors.
[[nodiscard]] Result<NpzRoles> npzRoles(const std::string& path,
                                        const std::vector<std::string>& names,
                                        const DataOptions& options);

}  // namespace emascope
