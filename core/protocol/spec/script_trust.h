// SPDX-License-Identifier: Apache-2.0
//
// How far a TorchScript file is trusted. With --trust it is trained on a thread without access to
// files, connections and other programs, with --trust=full with all rights of the user.
// --step-limit limits the time of each step.
#pragma once

#include "core/protocol/spec/user_task_options.h"

#include <chrono>

namespace emascope {

/// Refuses invalid values of --trust and --step-limit.
[[nodiscard]] Status checkScriptTrust(const UserTaskOptions& user_task);

/// True if the run's thread must be confined.
[[nodiscard]] bool wantsConfinement(const UserTaskOptions& user_task);

/// Time limit of one step or one evaluation; zero = none. The default is ten minutes, or none if
/// the file is trusted in full.
[[nodiscard]] std::chrono::seconds stepLimitOf(const UserTaskOptions& user_task);

}  // namespace emascope
