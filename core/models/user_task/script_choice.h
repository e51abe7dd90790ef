// SPDX-License-Identifier: Apache-2.0
//
// A TorchScript file as the network for a person's data. It is a program: it is probed in a limited
// child first, and loaded only with the person's trust, which covers exactly the bytes that were
// probed.
#pragma once

#include "core/base/result.h"
#include "core/models/user_task/network_choice.h"

#include <cstdint>
#include <string>
#include <vector>

namespace emascope {

/// By its ending, .pt, .pth, .ts or .torchscript; or a file that is there and no JSON, so that it
/// is refused for what it is.
[[nodiscard]] bool isScriptName(const std::string& name);

/// `user_task` has the options trust, sha256, freeze, unfreeze, cut and head; `input` is the shape
/// of a sample of float32. @pre this process is the engine, whose subcommand the probe starts
[[nodiscard]] Result<NetworkChoice> chooseScript(const UserTaskOptions& user_task,
                                                 const std::string& path,
                                                 const std::vector<std::int64_t>& input);

}  // namespace emascope
