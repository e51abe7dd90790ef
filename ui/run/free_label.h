// SPDX-License-Identifier: GPL-3.0-or-later
//
// A label for a new track.
#pragma once

#include "core/protocol/record/run_record.h"

#include <string>

namespace emascope::ui {

/// `base`, or with -2, -3, … appended if a track of the run has or had that label, because a label
/// identifies a track in the curves. Shortened to what a label may have.
[[nodiscard]] inline std::string freeLabel(const std::string& base, const RunRecord& record) {
  const auto with = [&base](const std::string& ending) {
    return base.substr(0, kLongestLabel - ending.size()) + ending;
  };
  std::string label = with("");
  for (int number = 2; record.trackIndex(label) >= 0; ++number) {
    label = with(std::string("-").append(std::to_string(number)));
  }
  return label;
}

}  // namespace emascope::ui
