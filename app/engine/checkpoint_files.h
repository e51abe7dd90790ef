// SPDX-License-Identifier: Apache-2.0
//
// Which files of tensors belong together: those a pattern matches, in the order in which people
// number them, and all with the same tensors.
#pragma once

#include "core/store/safetensors.h"

#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// "ckpt-2" before "ckpt-10": runs of digits compare as numbers.
[[nodiscard]] bool naturallyBefore(std::string_view a, std::string_view b);

/// Where the track `label` goes: {label} in `output` replaced; without it, the label is put before
/// the extension if there are several tracks.
[[nodiscard]] std::string outputOf(const std::string& output, const std::string& label,
                                   bool several);

/// Files that `pattern` (glob(7)) matches, in natural order. Refuses a pattern that matches
/// nothing, and an output among the files: an earlier result would be averaged with what it was
/// made of.
[[nodiscard]] Result<std::vector<std::string>> checkpointFiles(
    const std::string& pattern, const std::vector<std::string>& outputs);

/// The header that all `files` share but for offsets and metadata; as it lies in the last one.
/// Refuses those that differ, with every difference.
[[nodiscard]] Result<SafetensorsHeader> commonHeader(const std::vector<std::string>& files);

}  // namespace emascope
