// SPDX-License-Identifier: Apache-2.0
//
// For a program that would rather have exceptions: the value of a Result, or its error thrown as a
// std::runtime_error with the error's own sentence.
#pragma once

#include "core/base/result.h"

#include <stdexcept>
#include <utility>

namespace emascope {

template <typename T>
T orThrow(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message());
  return std::move(result).value();
}

}  // namespace emascope
