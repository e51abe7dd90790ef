// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which edits of a run belong to one gesture, such as the drag of a slider. Only the window knows;
// edits that came with the configuration have none.
#pragma once

#include <cstdint>
#include <map>

namespace emascope::ui {

/// Number of the gesture by the request of an edit (event::Applied::request).
using Gestures = std::map<std::uint64_t, std::int64_t>;

/// [ui-thread] A number that no other gesture of this process has.
[[nodiscard]] int nextGesture();

}  // namespace emascope::ui
