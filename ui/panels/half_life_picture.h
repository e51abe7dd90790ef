// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the card of the half-lives shows of a comparison: the dots in the colors of the tracks, the
// range within noise of the best, and a sentence.
#pragma once

#include "core/protocol/record/half_life_losses.h"
#include "ui/panels/half_life_plot.h"

namespace emascope::ui {

/// `region` compares the points of `compared`.
[[nodiscard]] HalfLifePicture halfLifePicture(const RunRecord& record,
                                              const ComparedLosses& compared,
                                              const FlatRegion& region);

/// "Any half-life from 90 to 280 steps is within the noise of the best (200).", "Too early to tell:
/// 12 of 20 evaluations."; empty without tracks.
[[nodiscard]] QString halfLifeSentence(const RunRecord& record, const ComparedLosses& compared,
                                       FlatRegion region);

}  // namespace emascope::ui
