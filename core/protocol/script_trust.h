// SPDX-License-Identifier: Apache-2.0
//
// How far a TorchScript file is trusted: --trust lets it train on a thread that has given up files,
// connections and other programs, --trust=full with all rights of the person; --step-limit is what
// a step of it may take.
#pragma once

#include "core/protocol/user_task_options.h"

#include <chrono>

namespace emascope {

/// Refuses words and numbers that are not allowed.
[[nodiscard]] Status checkScriptTrust(const UserTaskOptions& user_task);

/// The run's thread is to be confined.
[[nodiscard]] bool wantsConfinement(const UserTaskOptions& user_task);

/// What one step or one evaluation may take; zero: any time. Ten minutes unless something is said
/// or the file is trusted in full.
[[nodiscard]] std::chrono::seconds stepLimitOf(const UserTaskOptions& user_task);

}  // namespace emascope
