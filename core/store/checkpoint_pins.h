// SPDX-License-Identifier: Apache-2.0
//
// The checkpoints that a person has pinned: "pins.json" in their folder, an object with
// "format_version" and "pinned", a list of names. The file is replaced as a whole, so after an
// error it is as it was before. One change at a time, also of several programs on this machine:
// each reads the file again before it writes. [any-thread]
#pragma once

#include "core/base/result.h"

#include <set>
#include <string>

namespace emascope {

inline constexpr const char* kPinsName = "pins.json";

/// Names of the pinned checkpoints, also of some that no longer exist. Empty if there is no
/// pins.json; fails if it cannot be read, is damaged or of a newer version: then nothing may be
/// pruned.
[[nodiscard]] Result<std::set<std::string>> pinnedCheckpoints(const std::string& folder);

/// Fails like pinnedCheckpoints().
[[nodiscard]] Result<bool> isPinned(const std::string& folder, const std::string& name);

/// Pins a checkpoint, which must exist. Pinning it again has no effect. Fails like
/// pinnedCheckpoints(), and if another program still changes the pins after two seconds.
[[nodiscard]] Status pinCheckpoint(const std::string& folder, const std::string& name);
/// Also of a checkpoint that no longer exists. Fails like pinCheckpoint().
[[nodiscard]] Status unpinCheckpoint(const std::string& folder, const std::string& name);

}  // namespace emascope
