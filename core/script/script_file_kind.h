// SPDX-License-Identifier: Apache-2.0
//
// Identifies, from its bytes, a file that was given as a network but is not TorchScript: weights,
// pickles and programs of other kinds. The error says what to do instead. Does not depend on
// LibTorch and runs nothing.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace emascope {

/// None for possible TorchScript and for unknown formats. `bytes`: the entire file.
[[nodiscard]] std::optional<Error> otherThanTorchScript(const std::string& path,
                                                        std::string_view bytes);

}  // namespace emascope
