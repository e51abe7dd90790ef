// SPDX-License-Identifier: Apache-2.0
//
// Identifies the samples that a run trains and evaluates on, by content.
#pragma once

#include "core/models/model.h"

#include <cstdint>
#include <string>

namespace emascope {

inline constexpr std::int64_t kMostHashed = std::int64_t{16} << 20;  ///< bytes of a tensor

/// SHA-256 of inputs and targets, with their types and shapes. Of a tensor with more than
/// kMostHashed bytes, of samples that are spread over it. Undefined tensors are left out.
[[nodiscard]] std::string hashOf(const Batch& samples);

/// The same of samples that `batches` draws: its first batches up to kMostHashed bytes, at most
/// `count` of them. Throws as draw().
[[nodiscard]] std::string hashOf(BatchSource& batches, std::int64_t count);

}  // namespace emascope
