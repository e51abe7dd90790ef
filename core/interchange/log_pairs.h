// SPDX-License-Identifier: Apache-2.0
//
// Which curves of a log are the raw and the averaged version of one quantity, by their names;
// docs/interchange.md#pairs has the rule. A tag is read as words in lower case, separated by
// anything that is neither letter nor digit. It belongs to an average if one of its words is "ema"
// (also with a number, "ema2"), "swa", "polyak", "shadow" or "averaged". Without these words, and
// the number after one ("ema_0.999"), it must have the same words, in the same order, as the tag of
// raw weights, in which "raw" and "online" do not count. In a CSV of EMAscope the columns
// "LABEL.…" of each track pair with "raw.…".
#pragma once

#include "core/interchange/imported_run.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// The words of a tag, and their meaning.
struct TagWords {
  std::vector<std::string> words = {};  ///< without those that tell raw and average apart
  /// What identifies the average: "ema", "ema-0-999"; empty for a tag of raw weights.
  std::string average = {};
};
[[nodiscard]] TagWords wordsOfTag(std::string_view tag);

/// The pairs among `series`. An average with several raw tags of its words gets the one with which
/// it shares the most steps, the first of these.
[[nodiscard]] std::vector<LogPair> pairsOf(const std::vector<LogSeries>& series);

/// The tags that are in no pair.
[[nodiscard]] std::vector<std::string> unpairedTags(const ImportedRun& run);

/// Number of steps at which both curves have a point.
[[nodiscard]] std::size_t commonSteps(const LogSeries& a, const LogSeries& b);

/// The label of a track in a CSV or in event files of EMAscope, if `tag` is one of that track's
/// ("LABEL.val_loss", "loss/val/LABEL") and the log has its decay; empty otherwise.
[[nodiscard]] std::string ownTrackOf(const std::vector<LogSeries>& series, std::string_view tag);

/// Index of that track's decay ("LABEL.decay", "decay/LABEL"), or series.size().
[[nodiscard]] std::size_t ownDecayOf(const std::vector<LogSeries>& series,
                                     const std::string& label);

/// Index of the curve with this tag, or series.size().
[[nodiscard]] std::size_t indexOfTag(const std::vector<LogSeries>& series, std::string_view tag);

}  // namespace emascope
