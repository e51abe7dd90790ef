// SPDX-License-Identifier: GPL-3.0-or-later
//
// Distances that several files of the gallery share.
#pragma once

#include "ui/theme/interface_scale.h"

namespace emascope::ui {

inline constexpr ScaledPixels kSpace = {14};  // between cards
inline constexpr ScaledPixels kAfterTitle = {8};

}  // namespace emascope::ui
