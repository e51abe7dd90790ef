// SPDX-License-Identifier: Apache-2.0
//
// What a person has written on the chart of a run, for the JSON of the run: RunRecord::notes, or
// what a window shows, which may be more.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

struct RunRemarks {
  /// A horizontal reference line.
  struct Line {
    std::string name = {};  ///< may be empty
    double value = 0.0;     ///< finite
    bool metric = false;    ///< of the metric of the task instead of the loss
  };
  struct Note {
    std::int64_t step = 0;
    std::string text = {};
  };
  std::vector<Line> lines = {};
  std::vector<Note> notes = {};
  [[nodiscard]] bool empty() const { return lines.empty() && notes.empty(); }
};

}  // namespace emascope
