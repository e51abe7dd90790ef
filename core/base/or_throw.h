// SPDX-License-Identifier: Apache-2.0
//
// For programs that prefer exceptions: returns the value of a Result, or throws its error message
// as std::runtime_error.
#pragma once

#include "core/base/result.h"

#include <stdexcept>
#include <utility>

namespace emascope {

/// The value of `result`. Throws std::runtime_error with Error::message() if there is none.
template <typename T>
T orThrow(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message());
  return std::move(result).value();
}

}  // namespace emascope
