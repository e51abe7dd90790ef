// SPDX-License-Identifier: Apache-2.0
//
// LibTorch's long accounts of what went wrong with a TorchScript file, in one sentence and in words
// for people.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace emascope {

/// Why a file could not be loaded. `where` is empty.
[[nodiscard]] Error loadingReason(std::string_view what);

/// The one line of an interpreter's account that says what failed.
[[nodiscard]] std::string interpreterReason(std::string_view what);

}  // namespace emascope
