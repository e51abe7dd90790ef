// SPDX-License-Identifier: Apache-2.0
//
// A TorchScript file as the network for a user's data. The file is a program: it is first probed in
// a confined child process, and loaded only if the user trusts it. That trust covers exactly the
// bytes that were probed.
#pragma once

#include "core/base/result.h"
#include "core/models/user_task/network_choice.h"

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

/// True for the file name extensions .pt, .pth, .ts and .torchscript, and for an existing file that
/// is not JSON, so that the error about it names the right format.
[[nodiscard]] bool isScriptName(const std::string& name);

/// Uses the options trust, sha256, freeze, unfreeze, cut and head of `user_task`. `input`: shape of
/// a float32 sample. @pre this process is the engine, whose subcommand runs the probe
[[nodiscard]] Result<NetworkChoice> chooseScript(const UserTaskOptions& user_task,
                                                 const std::string& path,
                                                 const std::vector<std::int64_t>& input);

}  // namespace emascope
