// SPDX-License-Identifier: Apache-2.0
//
// What `smooth` reads: one table or array through time, or files of tensors in the order in which
// people number them, several of which may be the shards of one state.
#pragma once

#include "core/store/tensor_source.h"

#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// One state of a model.
struct Checkpoint {
  std::string name = {};                ///< of the file, the index, or the shards
  std::vector<std::string> files = {};  ///< more than one: its shards
};

struct SmoothInput {
  std::string series = {};                   ///< a table, an array or "-"; empty: tensors
  std::vector<Checkpoint> checkpoints = {};  ///< in the order of time

  [[nodiscard]] bool ofTensors() const { return series.empty(); }
};

/// Looks at what `typed` names: paths, and patterns (glob(7)), whose files come in natural order.
/// Files called …-00002-of-00003.… are put together, as are those that an index lists. Refuses
/// patterns without a match, folders, shards without the others, and files of other kinds, by what
/// they are.
[[nodiscard]] Result<SmoothInput> findInput(const std::vector<std::string>& typed);

/// "ckpt-2" before "ckpt-10": runs of digits compare as numbers.
[[nodiscard]] bool naturallyBefore(std::string_view a, std::string_view b);

/// Where the track `label` goes: {label} in `output` replaced; without it, the label is put before
/// the extension if there are several tracks.
[[nodiscard]] std::string outputOf(const std::string& output, const std::string& label,
                                   bool several);

/// The header that all `checkpoints` share but for offsets and metadata; as it lies in the last
/// one. Refuses those that differ, with every difference.
[[nodiscard]] Result<SafetensorsHeader> commonHeader(const std::vector<Checkpoint>& checkpoints,
                                                     const TensorOptions& options);

}  // namespace emascope
