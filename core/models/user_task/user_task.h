// SPDX-License-Identifier: Apache-2.0
//
// A person's own data and a network for them as a ModelEntry, so that they train as the built-in
// models do. Files are opened, looked at and, as far as they are evaluated on, read here: what is
// wrong with them is refused before a run begins.
#pragma once

#include "core/base/result.h"
#include "core/models/model.h"
#include "core/protocol/user_task_options.h"

#include <cstdint>
#include <optional>

namespace emascope {

/// `seed` decides the split and, by the entry, all that follows; `batch` is the batch size that was
/// asked for, if one was: it is refused where there are not as many training samples.
[[nodiscard]] Result<ModelEntry> openUserTask(const UserTaskOptions& user_task, std::uint64_t seed,
                                              std::optional<std::int64_t> batch);

}  // namespace emascope
