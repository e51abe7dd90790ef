// SPDX-License-Identifier: Apache-2.0
//
// What a file that was given as a network is, by its bytes, where it is not TorchScript: weights,
// pickles and programs of other kinds, each with what to do instead. Knows no LibTorch, and runs
// nothing.
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace emascope {

/// None for what may be TorchScript, and for what is not known. `bytes` are all of the file.
[[nodiscard]] std::optional<Error> otherThanTorchScript(const std::string& path,
                                                        std::string_view bytes);

}  // namespace emascope
