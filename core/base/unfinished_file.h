// SPDX-License-Identifier: Apache-2.0
//
// The new file that a ReplacingFile (output_file.h) writes beside its target until it is complete.
// Private to core/base.
#pragma once

#include <string>

namespace emascope {

struct UnfinishedFile {
  std::string form = {};  ///< name pattern for mkostemp(); the name once it has one
  int descriptor = -1;    ///< locked; -1, with errno: it could not be created
  bool named = false;
};

/// Creates an empty file in the folder of `target`: without a name if the file system supports
/// that, so that nothing is left if the program is killed.
[[nodiscard]] UnfinishedFile makeUnfinished(const std::string& target);

/// Gives an unnamed file a name following `form`; empty, with errno, if that fails.
[[nodiscard]] std::string nameUnfinished(int descriptor, const std::string& form);

/// Removes what killed programs left of the same target.
void removeUnfinishedOf(const std::string& target);

}  // namespace emascope
