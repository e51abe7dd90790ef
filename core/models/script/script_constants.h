// SPDX-License-Identifier: Apache-2.0
//
// Constant buffers of a script: buffers with values that are not finite or too large to be
// averaged, such as a causal mask of -infinity, and that training does not change. They are neither
// trained nor averaged, and are no sign of divergence. Running minima that start at infinity change
// with the first batch and are ordinary buffers.
#pragma once

#include "core/models/script/loaded_script.h"
#include "core/models/script/script_prefix.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace emascope {

/// Finds constant buffers with one pass in training mode over samples of shape `input`, with the
/// parameters `trained` requiring gradients. If that pass fails, returns all buffers with such
/// values.
[[nodiscard]] std::set<std::string> constantBuffers(const LoadedScript& script,
                                                    const std::vector<std::string>& trained,
                                                    const std::vector<std::int64_t>& input,
                                                    const ScriptPrefix& prefix = {});

}  // namespace emascope
