// SPDX-License-Identifier: Apache-2.0
//
// readJson() for files that people write by hand: errors name the line, as compilers do.
#pragma once

#include "core/json/read_json.h"

#include <functional>
#include <string>
#include <string_view>

namespace emascope {

/// As readJson(), with the line in each error: "f.json:12: steps[2].stop: is 30; allowed: …". For a
/// field that is missing it is the line on which the object begins.
[[nodiscard]] Status readJsonLines(std::string_view text, const std::string& source,
                                   const JsonLimits& limits,
                                   const std::function<void(const Fields&)>& read);

}  // namespace emascope
