// SPDX-License-Identifier: Apache-2.0
//
// Formats of data that can be brought along. Each is one file in sources/, which defines
// `void registerSource<Name>(SourceRegistry&)`. A source looks at a path's first bytes and says
// whether they are its own; opened, it gives a Dataset or one error that names the file, the place,
// the reason and what is accepted. Nothing is opened that could wait: pipes and devices are refused
// before a source sees them.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace emascope {

/// What there is at a path, before anything of it is believed.
struct PathHead {
  std::string path = {};
  bool folder = false;
  std::uint64_t bytes = 0;  ///< of a file
  std::string begin = {};   ///< of a file: its first kPathHeadBytes, or all
};
inline constexpr std::size_t kPathHeadBytes = 4096;

/// Refuses what is missing, unreadable, empty, or neither a file nor a folder; never blocks.
[[nodiscard]] Result<PathHead> probePath(const std::string& path);

struct SourceEntry {
  std::string format = {};   ///< "NPY"
  std::string accepts = {};  ///< for an error, without a full stop
  bool (*recognizes)(const PathHead& head) = nullptr;
  Result<std::unique_ptr<Dataset>> (*open)(const PathHead& head,
                                           const DataOptions& options) = nullptr;
  bool last_resort = false;   ///< asked after all others: has no signature
  bool takes_layout = false;  ///< DataOptions::layout is for it
  bool takes_arrays = false;  ///< DataOptions::arrays are for it
};

using SourceRegistry = std::vector<SourceEntry>;
[[nodiscard]] const SourceRegistry& sources();

/// By the first source that recognizes options.path, with the files for validation and test joined.
/// Refuses fewer than two samples, and one class.
[[nodiscard]] Result<std::unique_ptr<Dataset>> openDataset(const DataOptions& options);

/// The checks of openDataset() that hold for any format; also to be asked after leaveOut().
[[nodiscard]] Status checkTrainable(const Dataset& dataset);

}  // namespace emascope
