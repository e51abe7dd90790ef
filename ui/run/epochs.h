// SPDX-License-Identifier: GPL-3.0-or-later
//
// Converts steps of a run to epochs, passes through the training samples.
#pragma once

#include "core/protocol/record/run_record.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace emascope::ui {

/// Epochs per step; none if the batch size or the number of training samples is unknown.
[[nodiscard]] inline std::optional<double> epochsPerStep(const RunRecord& record) {
  const auto& batch = record.config.training.batch;
  const std::int64_t samples = record.facts.model.train_samples;
  if (!batch || *batch < 1 || samples < 1) return std::nullopt;
  const std::int64_t passes =
      std::max<std::int64_t>(record.config.training.accumulate.value_or(1), 1);
  return static_cast<double>(*batch) * static_cast<double>(passes) / static_cast<double>(samples);
}

}  // namespace emascope::ui
