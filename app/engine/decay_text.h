// SPDX-License-Identifier: Apache-2.0
//
// One decay in all units, as text: half-life, mean age, effective samples, the arguments of the
// libraries, and for a run of known length whether the average is too slow for it. No LibTorch.
#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace emascope {

/// What the command line gives; empty: not given.
struct DecayQuestion {
  std::string quantity = {};      ///< UNIT=VALUE
  std::string steps = {};         ///< planned length of the run
  std::string update_every = {};  ///< steps between two updates
};

/// The units that `quantity` may have: "beta, momentum, half_life, …".
[[nodiscard]] std::string decayUnits();

/// The decay in all units, in several lines. Fails for an unknown unit, a value outside its range,
/// a unit that needs the run's length without it, and a run too short to average.
[[nodiscard]] Result<std::string> decayText(const DecayQuestion& question);

}  // namespace emascope
