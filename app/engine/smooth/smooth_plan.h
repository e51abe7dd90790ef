// SPDX-License-Identifier: Apache-2.0
//
// Parses and checks the options of `smooth` before any work begins. Tracks and edits are spelled as
// for `train`.
#pragma once

#include "app/engine/smooth/checkpoint_files.h"
#include "core/series/series_reader.h"
#include "core/series/track_bank.h"

#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// Option values as typed.
struct SmoothOptions {
  std::vector<std::string> inputs = {};
  std::string output = {};
  std::vector<std::string> tracks = {};
  std::vector<std::string> sets = {};
  std::vector<std::string> columns = {};
  std::optional<std::string> x = {};
  std::optional<std::string> weight_by = {};
  std::optional<std::string> initial = {};
  std::optional<std::string> header = {};
  std::optional<std::string> delimiter = {};
  std::optional<std::string> decimal = {};
  std::optional<std::string> steps = {};
  std::optional<std::string> steps_per_epoch = {};
  std::optional<std::string> key = {};
  std::vector<std::string> strip = {};    ///< each may be a list with commas
  std::vector<std::string> buffers = {};  ///< likewise
  bool debias = false;
  bool skip_non_finite = false;
  bool per_row = false;
};

struct SmoothPlan {
  SmoothInput input = {};
  std::string output = {};
  std::vector<BankTrack> tracks = {};
  std::vector<BankEdit> edits = {};
  RunLength run = {};
  bool first_is_initial = false;  ///< the first state is not an update
  bool skip_non_finite = false;

  // For tables and arrays.
  SeriesOptions series = {};
  bool per_row = false;  ///< a row with a missing value updates no column
  DecayPer per = DecayPer::kUpdate;

  // For files of tensors.
  TensorOptions tensors = {};
  std::vector<std::string> buffers = {};  ///< globs of names
};

[[nodiscard]] Result<SmoothPlan> planSmooth(const SmoothOptions& options);

}  // namespace emascope
