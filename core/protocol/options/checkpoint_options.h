// SPDX-License-Identifier: Apache-2.0
//
// The options about checkpoints: where they are written, and how often.
#pragma once

#include "core/protocol/spec/checkpoint_settings.h"

#include <optional>
#include <string>

namespace emascope {

/// Option values exactly as typed; absent = not given.
struct CheckpointOptions {
  std::optional<std::string> folder = {};
  std::optional<std::string> minutes = {};
  std::optional<std::string> evaluations = {};
  std::optional<std::string> every = {};  ///< steps
  friend bool operator==(const CheckpointOptions&, const CheckpointOptions&) = default;
};

/// Refuses what is not a number, and intervals without a folder. checkCheckpoints() checks ranges.
[[nodiscard]] Status readCheckpoints(const CheckpointOptions& options,
                                     CheckpointSettings& settings);

}  // namespace emascope
