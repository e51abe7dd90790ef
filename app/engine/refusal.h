// SPDX-License-Identifier: Apache-2.0
//
// Ends a subcommand with an error.
#pragma once

#include "app/common/exit_code.h"
#include "core/base/result.h"

#include <iostream>

namespace emascope {

/// Prints the error on standard error and returns the exit code, 2 for wrong usage or input.
inline int refuse(const Error& error, int code = kExitUsage) {
  std::cerr << "emascope-engine: " << error.message() << '\n';
  return code;
}

}  // namespace emascope
