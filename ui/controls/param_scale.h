// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a value lies on its slider, and back: linear, logarithmic, or even in -log10(1 - value).
#pragma once

#include "core/rules/param_spec.h"

namespace emascope::ui {

inline constexpr int kSliderSteps = 1000;

/// Position in [0, kSliderSteps] of `value`, clamped to the slider's part of the range.
[[nodiscard]] int sliderPosition(const ParamSpec& spec, double value);

/// The value at `position`, rounded to what a person would type: three digits of 1 - value for a
/// decay, whole numbers where the spec wants them; powers snap to 1/2, 2/3, 3/4 and 1.
[[nodiscard]] double sliderValue(const ParamSpec& spec, int position);

}  // namespace emascope::ui
