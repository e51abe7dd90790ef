// SPDX-License-Identifier: Apache-2.0
//
// Read-only requests about the weights of a run, during the run or at its end: losses along the
// line between raw and an average, and saving to a file. Plain values, and their syntax on the
// command line.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

inline constexpr std::size_t kMostShares = 1000;

/// Validation on (1 - share) raw + share average, for each share.
struct ScanSpec {
  std::string track = {};           ///< label
  std::vector<double> shares = {};  ///< 0 is raw, 1 the average; -100 to 100
  friend bool operator==(const ScanSpec&, const ScanSpec&) = default;
};

struct SaveSpec {
  /// "raw", or the label of a track or a synthesis. With kBestPrefix before raw or a track's label:
  /// the weights of the evaluation with the lowest loss.
  std::string of = {};
  std::string path = {};  ///< on the engine's machine; a safetensors file
  /// (1 - share) raw + share track; see checkShare(). 1 unless `of` is a track's label.
  double share = 1.0;
  friend bool operator==(const SaveSpec&, const SaveSpec&) = default;
};

inline constexpr std::string_view kBestPrefix = "best.";

/// A mix (1 - share) raw + share average: 0 is raw, 1 the average.
inline constexpr double kLeastShare = -0.5;
inline constexpr double kGreatestShare = 1.5;
/// Refuses what is not in that range.
[[nodiscard]] Status checkShare(double share, const std::string& where);
/// "main", or "main@0.7" for a share other than 1.
[[nodiscard]] std::string mixText(const std::string& of, double share);

/// "main" of "best.main"; none if `of` does not begin with kBestPrefix.
[[nodiscard]] std::optional<std::string> bestLabel(const std::string& of);

[[nodiscard]] Status checkScan(const ScanSpec& spec);
[[nodiscard]] Status checkSave(const SaveSpec& spec);

/// Parses "TRACK" or "TRACK=0,0.5,1". The default shares are -0.2 to 1.2 in tenths.
[[nodiscard]] Result<ScanSpec> readScan(const std::string& text);
/// The text that readScan() parses back into `spec`.
[[nodiscard]] std::string scanOption(const ScanSpec& spec);

/// Parses "raw=FILE", "LABEL=FILE", "LABEL@SHARE=FILE", "best.raw=FILE" or "best.LABEL=FILE".
[[nodiscard]] Result<SaveSpec> readSave(const std::string& text);
[[nodiscard]] std::string saveOption(const SaveSpec& spec);

}  // namespace emascope
