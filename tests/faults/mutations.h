// SPDX-License-Identifier: Apache-2.0
//
// Journals and checkpoints with one to eight random edits: bytes replaced, inserted, deleted or
// copied. In every other trial the edits are inside what the checksums protect, which are made
// anew, so that what decodes the contents is reached, too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace emascope {

struct Mutations {
  std::size_t tried = 0;
  std::size_t decoded = 0;  ///< with checksums made anew: read, and the result can be used
  /// Something was read that had not been written, or a refusal had no words.
  std::size_t wrong = 0;
  std::int64_t first = -1;  ///< number of the first trial that went wrong; -1: none
};

/// @pre `bytes` is a whole journal with at least one event
[[nodiscard]] Mutations mutateJournal(const std::string& bytes, std::size_t trials,
                                      std::mt19937_64& random);
/// @pre `bytes` is a checkpoint
[[nodiscard]] Mutations mutateCheckpoint(const std::string& bytes, std::size_t trials,
                                         std::mt19937_64& random);

}  // namespace emascope
