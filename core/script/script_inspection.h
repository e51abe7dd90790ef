// SPDX-License-Identifier: Apache-2.0
//
// Loads a TorchScript file and runs it on the CPU to find out what it is. This executes the file's
// program: call it only in a restricted child (probe_child.h) or for a trusted file.
#pragma once

#include "core/script/script_report.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace emascope {

/// `input_shape`: shape of one sample; empty: deduce it. Calls `tell` with the findings so far
/// before each stage and at the end. Errors in the file become problems in the report.
void inspectScript(std::string bytes, const std::vector<std::int64_t>& input_shape,
                   ScriptReport report, const std::function<void(const ScriptReport&)>& tell);

}  // namespace emascope
