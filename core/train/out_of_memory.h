// SPDX-License-Identifier: Apache-2.0
//
// Whether an exception says that memory is short, on the CPU or on a device. LibTorch has a type of
// its own for few of its errors; the rest is told by its words.
#pragma once

#include <string_view>

namespace emascope {

[[nodiscard]] bool saysOutOfMemory(std::string_view what);

/// Of the exception that is being handled. @pre called within a catch block
[[nodiscard]] bool isOutOfMemory();

}  // namespace emascope
