// SPDX-License-Identifier: Apache-2.0
//
// Where a person's data belongs by the XDG Base Directory Specification.
#pragma once

#include <string>

namespace emascope {

/// XDG_DATA_HOME if that is an absolute path, else ~/.local/share; empty if there is no HOME
/// either.
[[nodiscard]] std::string dataHome();

}  // namespace emascope
