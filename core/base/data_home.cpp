// SPDX-License-Identifier: Apache-2.0
#include "core/base/data_home.h"

#include <cstdlib>

namespace emascope {

std::string dataHome() {
  const char* const data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data == '/') return data;
  const char* const home = std::getenv("HOME");
  if (home == nullptr || *home != '/') return {};
  return std::string(home) + "/.local/share";
}

}  // namespace emascope
