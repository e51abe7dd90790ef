// SPDX-License-Identifier: Apache-2.0
//
// A schedule as a class of plain PyTorch, with exactly what these values and edits need: warm-up,
// stride, zero start, feedback, tensors by name. The decay is computed in double, as here.
#pragma once

#include "core/rules/python_text.h"

#include <span>
#include <vector>

namespace emascope {

/// The values of a schedule at the start and after each edit, in the order of its parameters.
struct PythonValues {
  std::vector<double> start = {};               ///< at the first step
  std::vector<std::vector<double>> after = {};  ///< one for each edit of the track
};

/// The lines of `track` as such a class; PythonLines::set is empty. @pre the rule is a schedule
[[nodiscard]] PythonLines pythonClass(const PythonTrack& track, const PythonValues& values);

/// The statements that change the object of pythonClass() from the values `old` to `now`.
[[nodiscard]] std::vector<std::string> pythonClassEdit(const PythonTrack& track,
                                                       std::span<const double> old,
                                                       std::span<const double> now);

}  // namespace emascope
