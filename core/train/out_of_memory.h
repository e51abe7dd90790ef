// SPDX-License-Identifier: Apache-2.0
//
// Detects out-of-memory exceptions of the CPU or a device. LibTorch has a separate type for only a
// few of them; the others are recognized by their text.
#pragma once

#include <string_view>

namespace emascope {

[[nodiscard]] bool saysOutOfMemory(std::string_view what);

/// Whether the exception being handled reports a lack of memory. @pre called within a catch block
[[nodiscard]] bool isOutOfMemory();

}  // namespace emascope
