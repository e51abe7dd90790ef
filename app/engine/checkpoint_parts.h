// SPDX-License-Identifier: Apache-2.0
//
// What the tensors of a file are to the rules. A file does not say which tensors are buffers: those
// are that PyTorch's normalization layers call running_mean and running_var, those that a person
// names, and integers.
#pragma once

#include "core/series/track_bank.h"
#include "core/store/safetensors.h"

#include <string>
#include <vector>

namespace emascope {

/// All tensors, as parts in their order. `buffers` are globs; refuses one that matches no tensor.
[[nodiscard]] Result<std::vector<BankPart>> partsOfTensors(const SafetensorsHeader& header,
                                                           const std::vector<std::string>& buffers);

/// What becomes of buffers, a line for each track that treats them otherwise than parameters.
/// Refuses a track that was asked to, while no tensor is known to be a buffer; one that would make
/// statistics anew; and names in a track that match no tensor.
[[nodiscard]] Result<std::vector<std::string>> checkTensorTracks(
    const std::vector<BankTrack>& tracks, const std::vector<BankPart>& parts);

}  // namespace emascope
