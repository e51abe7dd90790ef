// SPDX-License-Identifier: Apache-2.0
//
// A user's data and network as a ModelEntry, so that they train like the built-in models. Opens and
// inspects the files here and reads the validation and test sets, so that errors are reported
// before a run starts.
#pragma once

#include "core/base/result.h"
#include "core/models/model.h"
#include "core/protocol/spec/user_task_options.h"

#include <cstdint>
#include <optional>

namespace emascope {

/// `seed` determines the split and, through the entry, everything random that follows. `batch`: the
/// requested batch size, if any; refused if there are fewer training samples.
[[nodiscard]] Result<ModelEntry> openUserTask(const UserTaskOptions& user_task, std::uint64_t seed,
                                              std::optional<std::int64_t> batch);

}  // namespace emascope
