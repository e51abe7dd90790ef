// SPDX-License-Identifier: Apache-2.0
//
// The network of a demo, built from its architecture text. Throws std::logic_error if the text is
// invalid, since the text is part of this program.
#pragma once

#include "core/models/architecture/architecture.h"
#include "core/models/architecture/json_network.h"
#include "core/models/architecture/shapes.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace emascope {

[[nodiscard]] inline std::unique_ptr<Network> describedNetwork(std::string_view architecture,
                                                               const SampleShape& input,
                                                               const std::string& demo,
                                                               std::uint64_t seed) {
  return makeJsonNetwork(parseArchitecture(architecture, demo).value(), input, seed);
}

}  // namespace emascope
