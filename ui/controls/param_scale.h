// SPDX-License-Identifier: GPL-3.0-or-later
//
// Maps values to slider positions and back: linear, logarithmic, or linear in -log10(1 - value).
#pragma once

#include "core/rules/param_spec.h"

namespace emascope::ui {

inline constexpr int kSliderSteps = 1000;

/// Position of `value` in [0, kSliderSteps], clamped to the slider's range.
[[nodiscard]] int sliderPosition(const ParamSpec& spec, double value);

/// The value at `position`, rounded as a person would write it: a decay to three digits of
/// 1 - value, an integer parameter to whole numbers; powers snap to 1/2, 2/3, 3/4 and 1.
[[nodiscard]] double sliderValue(const ParamSpec& spec, int position);

}  // namespace emascope::ui
