// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/chart_note.h"

#include "core/base/utf8.h"

#include <algorithm>
#include <cmath>

namespace emascope {
namespace {

constexpr const char* kNote = "note";

}  // namespace

const ChartNote* findNote(const std::vector<ChartNote>& notes, std::int64_t id) {
  const auto found = std::ranges::find(notes, id, &ChartNote::id);
  return found == notes.end() ? nullptr : &*found;
}

Status checkNote(const ChartNote& note, const std::vector<ChartNote>& notes, std::int64_t steps) {
  if (note.id < 1 || note.id > kMostNoteId) {
    return Error{kNote, "its id is " + std::to_string(note.id),
                 "1 to " + std::to_string(kMostNoteId)};
  }
  if (note.step < 0 || note.step > steps) {
    return Error{kNote, "step " + std::to_string(note.step) + " is outside the run",
                 "steps 0 to " + std::to_string(steps)};
  }
  if (note.text.empty() && !note.line) {
    return Error{kNote, "has no text", "a text, or the value of a reference line"};
  }
  if (note.text.size() > kLongestChartNote) {
    return Error{kNote, "its text has " + std::to_string(note.text.size()) + " bytes",
                 "at most " + std::to_string(kLongestChartNote) + " bytes"};
  }
  if (asOneLine(note.text) != note.text) {
    return Error{kNote, "its text has control characters or is not UTF-8", "one line of text"};
  }
  if (note.line && !std::isfinite(*note.line)) {
    return Error{kNote, "the value of the reference line is not finite", "a finite number"};
  }
  if (findNote(notes, note.id) == nullptr && notes.size() >= kMostChartNotes) {
    return Error{kNote, "the run has " + std::to_string(notes.size()) + " notes",
                 "at most " + std::to_string(kMostChartNotes)};
  }
  return Ok{};
}

Status checkNoteRemoval(std::int64_t id, const std::vector<ChartNote>& notes) {
  if (findNote(notes, id) != nullptr) return Ok{};
  return Error{kNote, "there is no note with the id " + std::to_string(id),
               "the id of a note of this run"};
}

void applyNote(std::vector<ChartNote>& notes, const ChartNote& note, bool removed) {
  const auto known = std::ranges::find(notes, note.id, &ChartNote::id);
  if (removed) {
    if (known != notes.end()) notes.erase(known);
  } else if (known != notes.end()) {
    *known = note;
  } else {
    notes.push_back(note);
  }
}

}  // namespace emascope
