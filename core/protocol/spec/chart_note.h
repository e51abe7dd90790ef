// SPDX-License-Identifier: Apache-2.0
//
// What a person has written on the chart of a run: a note at a step, or a horizontal reference
// line. It belongs to the run and has no effect on its training. Rejected are notes outside the
// run, and texts that are too long or have control characters.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

struct ChartNote {
  std::int64_t id = 0;  ///< 1 to kMostNoteId, chosen by who writes the note
  std::int64_t step = 0;
  std::string text = {};            ///< one line; may be empty for a reference line
  std::optional<double> line = {};  ///< value of a horizontal reference line; finite
  bool of_metric = false;           ///< a line of the metric of the task instead of the loss
  friend bool operator==(const ChartNote&, const ChartNote&) = default;
};

/// A float64 holds every id exactly, so that programs in other languages can, too.
inline constexpr std::int64_t kMostNoteId = (std::int64_t{1} << 53) - 1;
inline constexpr std::size_t kLongestChartNote = 1000;  ///< bytes of a text
inline constexpr std::size_t kMostChartNotes = 1000;    ///< of a run

/// The note with this id; null if there is none.
[[nodiscard]] const ChartNote* findNote(const std::vector<ChartNote>& notes, std::int64_t id);

/// Ok if `note` may be added to `notes`, or take the place of the one with its id, in a run of
/// `steps` steps.
[[nodiscard]] Status checkNote(const ChartNote& note, const std::vector<ChartNote>& notes,
                               std::int64_t steps);
/// Ok if there is a note with this id.
[[nodiscard]] Status checkNoteRemoval(std::int64_t id, const std::vector<ChartNote>& notes);

/// Adds `note`, or puts it in the place of the one with its id; `removed` takes that away.
void applyNote(std::vector<ChartNote>& notes, const ChartNote& note, bool removed);

}  // namespace emascope
