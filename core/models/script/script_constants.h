// SPDX-License-Identifier: Apache-2.0
//
// Buffers of a script that hold values which are not finite, or too large to be averaged, and stay
// as they are: a causal mask of -infinity. They are no part of what trains and is averaged, and no
// sign of divergence. Running minima that begin at infinity change with the first batch, and are
// buffers like others.
#pragma once

#include "core/models/script/loaded_script.h"
#include "core/models/script/script_prefix.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace emascope {

/// Found by one pass in training mode over samples of the shape `input`, where the parameters
/// `trained` train; all with such values, where the pass fails.
[[nodiscard]] std::set<std::string> constantBuffers(const LoadedScript& script,
                                                    const std::vector<std::string>& trained,
                                                    const std::vector<std::int64_t>& input,
                                                    const ScriptPrefix& prefix = {});

}  // namespace emascope
