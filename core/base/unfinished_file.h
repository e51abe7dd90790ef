// SPDX-License-Identifier: Apache-2.0
//
// The new file that a ReplacingFile (output_file.h) writes beside its target until it is complete.
// Private to core/base.
#pragma once

#include <string>

namespace emascope {

struct UnfinishedFile {
  std::string name = {};  ///< the pattern for mkostemp() until it has one
  int descriptor = -1;    ///< locked; -1, with errno: it could not be created
  bool named = false;
};

/// Creates an empty file in the folder of `target`: without a name if the file system supports
/// that, so that nothing is left if the program is killed.
[[nodiscard]] UnfinishedFile makeUnfinished(const std::string& target);

/// Gives an unnamed file a name following `pattern`; empty, with errno, if that fails.
[[nodiscard]] std::string nameUnfinished(int descriptor, const std::string& pattern);

/// Removes what killed programs left of the same target.
void removeUnfinishedOf(const std::string& target);

}  // namespace emascope
