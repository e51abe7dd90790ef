// SPDX-License-Identifier: Apache-2.0
//
// Condenses LibTorch's long error messages about a TorchScript file into one readable sentence.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace emascope {

/// The reason why a file could not be loaded. `where` is empty.
[[nodiscard]] Error loadingReason(std::string_view what);

/// The line of an interpreter error that says what failed.
[[nodiscard]] std::string interpreterReason(std::string_view what);

}  // namespace emascope
