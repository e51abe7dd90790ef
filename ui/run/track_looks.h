// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which line of the theme each track of a run has, and under which name it can be hidden. A track
// gets the lowest free number when it is added and keeps it until it is removed; number 0 is for
// whichever track is main.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <string>
#include <vector>

namespace emascope::ui {

struct TrackLook {
  std::size_t number = 0;  ///< of its line: 0 is main, see line_style.h
  /// The label under which it is hidden and shown: that of the current track, also for a curve from
  /// before a rename. Empty for a removed track, which the chart leaves out.
  std::string shown_as = {};
  friend bool operator==(const TrackLook&, const TrackLook&) = default;
};

/// One for each of record.tracks.
[[nodiscard]] std::vector<TrackLook> trackLooks(const RunRecord& record);

/// The number of one of them; 0 if there is no such track.
[[nodiscard]] std::size_t lineNumber(const RunRecord& record, std::size_t track);

}  // namespace emascope::ui
