// SPDX-License-Identifier: Apache-2.0
//
// Loads a TorchScript file and lets it compute, on the CPU, to see what it is. This runs the file's
// program: only in a limited child (probe_child.h), or when it is trusted.
#pragma once

#include "core/script/script_report.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace emascope {

/// `input_shape`: of one sample; empty to deduce it. `tell` is called before each stage with what
/// is known by then, and at the end. Whatever is wrong with the file is a problem in the report.
void inspectScript(std::string bytes, const std::vector<std::int64_t>& input_shape,
                   ScriptReport report, const std::function<void(const ScriptReport&)>& tell);

}  // namespace emascope
