// SPDX-License-Identifier: Apache-2.0
//
// The texts of an exported run: its name, its settings, the changes during the run, and a person's
// notes.
#pragma once

#include "core/protocol/record/run_record.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace emascope {

/// "two spirals"; of an imported run its title.
[[nodiscard]] std::string titleOfRun(const RunRecord& record);

/// Names and values: model, data, device, and the options that repeat the run, without those that
/// change it while it goes on; of an imported run where it comes from.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> settingsOfRun(
    const RunRecord& record);

struct RunMark {
  std::int64_t step = 0;  ///< the change is in force from the update of this step on
  std::string text = {};  ///< "main.beta 0.995 → 0.999", "fork wide=main"
  friend bool operator==(const RunMark&, const RunMark&) = default;
};
/// The control log, in its order.
[[nodiscard]] std::vector<RunMark> marksOfRun(const RunRecord& record);

/// What a person has written on the chart: reference lines first, then notes by their steps.
[[nodiscard]] std::vector<ChartNote> notesBySteps(const RunRecord& record);

}  // namespace emascope
