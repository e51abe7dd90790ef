// SPDX-License-Identifier: Apache-2.0
//
// A run as another tool has logged it: curves by their tags, and which of them are the raw and the
// averaged version of one quantity. Plain values, made by read_log.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

/// One curve. The vectors have the same length; steps ascend, and none occurs twice.
struct LogSeries {
  std::string tag = {};                  ///< as logged, made valid UTF-8
  std::vector<std::int64_t> steps = {};  ///< as logged, usually of the optimizer
  std::vector<double> seconds = {};      ///< Unix time, or since the run began; NaN if unknown
  std::vector<double> values = {};       ///< may be NaN or infinite
  friend bool operator==(const LogSeries&, const LogSeries&) = default;
};

/// Indices in ImportedRun::series of the curves of raw and of averaged weights.
struct LogPair {
  std::size_t raw = 0;
  std::size_t average = 0;
  friend bool operator==(const LogPair&, const LogPair&) = default;
};

struct ImportedRun {
  std::string title = {};               ///< of the run: its name, or that of its file or folder
  std::string source = {};              ///< "TensorBoard event files", "Trackio database", …
  std::vector<LogSeries> series = {};   ///< by tag, ascending
  std::vector<LogPair> pairs = {};      ///< ascending by raw, then by average
  std::vector<std::string> notes = {};  ///< what was passed over; sentences without a full stop
  /// Where the log is damaged: "FILE: byte 1234: …". What comes before that place has been read.
  std::vector<std::string> damage = {};
  friend bool operator==(const ImportedRun&, const ImportedRun&) = default;
};

/// Limits of a log, so that a stranger's file cannot take all memory.
inline constexpr std::size_t kMostLogTags = 10'000;
inline constexpr std::size_t kMostLogPoints = 20'000'000;  ///< of all tags together
inline constexpr std::size_t kLongestLogTag = 1'000;       ///< bytes

}  // namespace emascope
