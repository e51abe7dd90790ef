// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two pictures "mistakes" of one validation set, made into pictures of the same samples, so that
// they can be compared.
#pragma once

#include "core/protocol/task_picture.h"

#include <utility>

namespace emascope::ui {

/// Both pictures with the samples that either set of weights misreads, first those that they read
/// differently; at most 24. A picture has the first mistakes alone, so samples beyond the last that
/// both are known to have read are left out. Unchanged if either is no picture of mistakes, does
/// not fit its kind, or does not say which samples it has (`sample`), as of an older engine.
[[nodiscard]] std::pair<TaskPicture, TaskPicture> withSameSamples(const TaskPicture& one,
                                                                  const TaskPicture& other);

}  // namespace emascope::ui
