// SPDX-License-Identifier: Apache-2.0
//
// Supported formats of user data. Each is one file in sources/, which defines `void
// registerSource<Name>(SourceRegistry&)`. A source recognizes its format by a path's first bytes.
// Opening returns a Dataset or one error that names the file, the place, the reason and what is
// allowed. Pipes and devices, which could block, are refused before a source sees them.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Unverified first look at a path.
struct PathHead {
  std::string path = {};
  bool folder = false;
  std::uint64_t bytes = 0;  ///< file size
  std::string begin = {};   ///< first kPathHeadBytes of a file, or all of it
};
inline constexpr std::size_t kPathHeadBytes = 4096;

/// Refuses missing, unreadable and empty paths, and anything that is neither a file nor a folder.
/// Never blocks.
[[nodiscard]] Result<PathHead> probePath(const std::string& path);

struct SourceEntry {
  std::string format = {};   ///< "NPY"
  std::string accepts = {};  ///< accepted data, for errors; no period
  bool (*recognizes)(const PathHead& head) = nullptr;
  Result<std::unique_ptr<Dataset>> (*open)(const PathHead& head,
                                           const DataOptions& options) = nullptr;
  bool last_resort = false;  ///< tried after all others, since it has no signature
  /// The options of option_use.cpp that it uses: "layout". Others are refused.
  std::vector<std::string_view> options = {};
};

using SourceRegistry = std::vector<SourceEntry>;
[[nodiscard]] const SourceRegistry& sources();

/// Opens options.path with the first source that recognizes it, and joins the validation and test
/// files. Refuses fewer than two samples and a single class.
[[nodiscard]] Result<std::unique_ptr<Dataset>> openDataset(const DataOptions& options);

/// The checks of openDataset() that depend on no format; repeat them, and checkSplitLabels(), after
/// Dataset::leaveOut().
[[nodiscard]] Status checkTrainable(const Dataset& dataset);

}  // namespace emascope
