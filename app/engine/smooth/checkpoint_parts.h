// SPDX-License-Identifier: Apache-2.0
//
// Classifies the tensors of a file for the rules. A file does not say which tensors are buffers.
// Buffers are integers, the names given by --buffers, and running_mean and running_var, as in
// PyTorch's normalization layers.
#pragma once

#include "core/series/track_bank.h"
#include "core/store/safetensors.h"

#include <string>
#include <vector>

namespace emascope {

/// All tensors as parts, in the order of the header. `buffers` are globs; refuses one that matches
/// no tensor.
[[nodiscard]] Result<std::vector<BankPart>> partsOfTensors(const SafetensorsHeader& header,
                                                           const std::vector<std::string>& buffers);

/// One line for each track that treats buffers differently from parameters, and for each edit after
/// which that is otherwise. Refuses a track or edit that asks for it while no tensor is known to be
/// a buffer, one that would estimate statistics anew, and names in a track that match no tensor.
[[nodiscard]] Result<std::vector<std::string>> checkTensorTracks(
    const std::vector<BankTrack>& tracks, std::vector<BankEdit> edits,
    const std::vector<BankPart>& parts);

}  // namespace emascope
