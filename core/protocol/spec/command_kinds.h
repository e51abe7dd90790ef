// SPDX-License-Identifier: Apache-2.0
//
// The kinds of commands by their names in the protocol, in the order of the variant Command. An
// engine's catalog lists those it understands, so that a window can tell what an older engine
// lacks.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

inline constexpr std::array<std::string_view, 19> kCommandKinds = {"start",
                                                                   "pause",
                                                                   "resume",
                                                                   "advance",
                                                                   "stop",
                                                                   "set_params",
                                                                   "edit_tracks",
                                                                   "synthesize",
                                                                   "scan",
                                                                   "render",
                                                                   "save",
                                                                   "set_speed",
                                                                   "compare_samples",
                                                                   "measure_distances",
                                                                   "show_samples",
                                                                   "extend",
                                                                   "checkpoint",
                                                                   "pin_checkpoint",
                                                                   "set_note"};

/// Number of leading kinds that every engine understands, also one whose catalog lists none.
inline constexpr std::size_t kFirstCommandKinds = 12;

/// The `count` first kinds.
[[nodiscard]] inline std::vector<std::string> firstCommandKinds(std::size_t count) {
  return {kCommandKinds.begin(), kCommandKinds.begin() + static_cast<std::ptrdiff_t>(count)};
}
/// The kinds that this build understands.
[[nodiscard]] inline std::vector<std::string> everyCommandKind() {
  return firstCommandKinds(kCommandKinds.size());
}

}  // namespace emascope
