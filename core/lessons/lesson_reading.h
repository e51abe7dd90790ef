// SPDX-License-Identifier: Apache-2.0
//
// What the readers of a lesson's parts share: the document, what has been read so far, and texts.
// Private to the sources of core/lessons.
#pragma once

#include "core/json/fields.h"
#include "core/lessons/lesson.h"
#include "core/protocol/spec/catalog.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// Limits of a file that its author can have meant. They bound the time to read and decide it.
inline constexpr std::size_t kMostRuns = 20;
inline constexpr std::size_t kMostValues = 100;  ///< of a step or a question
inline constexpr std::size_t kMostAnswers = 9;   ///< each has a key
inline constexpr std::size_t kMostOfRun = 100;   ///< edits, and averages made afterwards

/// A run while the steps are read.
struct RunReading {
  LessonRun run = {};
  std::vector<TrackSpec> tracks = {};  ///< with those that edits have added so far
  bool left = false;                   ///< a later step belongs to another run
  std::int64_t reached = 0;            ///< the last stop or `until` so far
};

struct LessonReading {
  std::string_view json = {};
  std::string source = {};
  const Catalog* catalog = nullptr;
  std::map<std::string, RunReading, std::less<>> runs = {};
};

/// Where a value stands: its run, and the last step that it may ask about.
struct ValueScope {
  std::string run = {};
  std::int64_t latest = 0;
};

/// The path of the field `key` of `in`, without the file's name.
[[nodiscard]] std::string pathOf(const LessonReading& reading, const Fields& in,
                                 std::string_view key);

/// The text `key` of `in`; `names` are those that it may have in braces.
[[nodiscard]] LessonText readText(const Fields& in, std::string_view key,
                                  const LessonValues& names = {});

/// Refuses more than `most` of what `key` holds.
void checkMost(const Fields& in, std::string_view key, std::size_t count, std::size_t most);

/// Refuses a step that the run has no evaluation at.
void checkStep(const Fields& in, std::string_view key, std::int64_t step, const LessonRun& run);

/// The index of the one word of `words` that `in` has as a field; none after an error.
[[nodiscard]] std::optional<std::size_t> oneOf(const Fields& in,
                                               std::span<const std::string_view> words);

/// Refuses what is neither a track of the run nor, if it is allowed, the raw weights.
void checkLine(const Fields& in, std::string_view key, const std::string& line,
               const RunReading& run, bool raw_allowed);

/// Two steps, of which the later one is at most `latest`.
[[nodiscard]] LessonWindow readWindow(const Fields& in, std::string_view key, const RunReading& run,
                                      std::int64_t latest);

[[nodiscard]] LessonAxis readAxis(const Fields& in);

/// The field "values" of `in`, if it is there.
[[nodiscard]] LessonValues readValues(LessonReading& reading, const Fields& in,
                                      const ValueScope& place);

/// The field "when" of `in`.
[[nodiscard]] LessonCondition readCondition(LessonReading& reading, const Fields& in,
                                            const ValueScope& place, const LessonValues& values);

/// One of the lesson's steps. `before` is the run of the step before; empty for the first.
[[nodiscard]] LessonStep readStep(LessonReading& reading, const Fields& in,
                                  const LessonAxis& lesson_axis, const std::string& before);

}  // namespace emascope
