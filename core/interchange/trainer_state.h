// SPDX-License-Identifier: Apache-2.0
//
// trainer_state.json of Hugging Face Transformers' Trainer: the numbers of its "log_history", a
// list of objects that each have a "step". Their keys are the tags.
#pragma once

#include "core/base/result.h"
#include "core/interchange/imported_run.h"

#include <cstddef>
#include <string>

namespace emascope {

inline constexpr std::size_t kLongestTrainerState = std::size_t{256} << 20U;  ///< bytes

/// Refuses what is not such a file; the error has the field's path. NaN and Infinity, as Python
/// writes them, are read. Values that are not numbers are skipped and counted in a note.
[[nodiscard]] Result<ImportedRun> readTrainerState(const std::string& path);

}  // namespace emascope
