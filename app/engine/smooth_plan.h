// SPDX-License-Identifier: Apache-2.0
//
// What `smooth` has been asked to do, read and checked before anything is: tracks and edits in the
// words of `train`, options as typed.
#pragma once

#include "core/series/series_reader.h"
#include "core/series/track_bank.h"

#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// Texts as typed.
struct SmoothOptions {
  std::string input = {};
  std::string output = {};
  std::vector<std::string> tracks = {};
  std::vector<std::string> sets = {};
  std::vector<std::string> columns = {};
  std::optional<std::string> initial = {};
  std::optional<std::string> header = {};
  std::optional<std::string> steps = {};
  std::optional<std::string> steps_per_epoch = {};
  bool debias = false;
  bool skip_non_finite = false;
};

struct SmoothPlan {
  std::string input = {};
  std::string output = {};
  std::vector<BankTrack> tracks = {};
  std::vector<BankEdit> edits = {};
  RunLength run = {};
  bool first_is_initial = false;  ///< the first state is the one at construction, not an update
  SeriesOptions series = {};

  [[nodiscard]] bool ofCheckpoints() const;  ///< the input is files of tensors
};

[[nodiscard]] Result<SmoothPlan> planSmooth(const SmoothOptions& options);

}  // namespace emascope
