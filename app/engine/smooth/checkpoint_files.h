// SPDX-License-Identifier: Apache-2.0
//
// Finds the inputs of `smooth`: one table or array over time, or files of tensors in natural order
// of their numbers; several files may be the shards of one state.
#pragma once

#include "core/store/tensor_source.h"

#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// One state of a model.
struct WeightsCheckpoint {
  std::string name = {};                ///< name of the file, the index, or the shards
  std::vector<std::string> files = {};  ///< more than one: its shards
};

struct SmoothInput {
  std::string series = {};  ///< table, array or "-"; empty = files of tensors
  std::vector<WeightsCheckpoint> checkpoints = {};  ///< oldest first

  [[nodiscard]] bool ofTensors() const { return series.empty(); }
};

/// Resolves `typed`: paths, and patterns (glob(7)), whose files come in natural order. Files named
/// …-00002-of-00003.… are joined, and so are those that an index lists. Refuses patterns without a
/// match, folders, incomplete shards, and files of other kinds; the error names the kind.
[[nodiscard]] Result<SmoothInput> findInput(const std::vector<std::string>& typed);

/// Natural order: runs of digits compare as numbers, so "ckpt-2" comes before "ckpt-10".
[[nodiscard]] bool naturallyBefore(std::string_view a, std::string_view b);

/// The output file of the track `label`: `output` with {label} replaced. Without {label}, the label
/// is inserted before the extension if there are several tracks.
[[nodiscard]] std::string outputOf(const std::string& output, const std::string& label,
                                   bool several);

/// The header of the last checkpoint, which must be the same in all `checkpoints` except for
/// offsets and metadata. The error lists all differences.
[[nodiscard]] Result<SafetensorsHeader> commonHeader(
    const std::vector<WeightsCheckpoint>& checkpoints, const TensorOptions& options);

}  // namespace emascope
