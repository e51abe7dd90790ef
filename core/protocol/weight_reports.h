// SPDX-License-Identifier: Apache-2.0
//
// What can be asked of the weights of a run, while it goes on or for its end, without changing
// them: losses on the way from raw to an average, and a file. Plain values, and their spelling on
// the command line.
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
  std::vector<double> shares = {};  ///< 0 is raw, 1 the average; beyond is allowed, to ±100
  friend bool operator==(const ScanSpec&, const ScanSpec&) = default;
};

struct SaveSpec {
  /// "raw", a track's label or a synthesis'; with kBestPrefix in front of raw or a track's: the
  /// weights of the evaluation whose loss was the lowest.
  std::string of = {};
  std::string path = {};  ///< the engine's; a safetensors file
  friend bool operator==(const SaveSpec&, const SaveSpec&) = default;
};

inline constexpr std::string_view kBestPrefix = "best.";

/// "main" of "best.main"; none if `of` is not the best of something.
[[nodiscard]] std::optional<std::string> bestLabel(const std::string& of);

[[nodiscard]] Status checkScan(const ScanSpec& spec);
[[nodiscard]] Status checkSave(const SaveSpec& spec);

/// "TRACK" or "TRACK=0,0.5,1"; without shares -0.2 to 1.2 in tenths.
[[nodiscard]] Result<ScanSpec> readScan(const std::string& text);
/// What readScan() reads as `spec` again.
[[nodiscard]] std::string scanOption(const ScanSpec& spec);

/// "raw=FILE", "LABEL=FILE", "best.raw=FILE" or "best.LABEL=FILE".
[[nodiscard]] Result<SaveSpec> readSave(const std::string& text);
[[nodiscard]] std::string saveOption(const SaveSpec& spec);

}  // namespace emascope
