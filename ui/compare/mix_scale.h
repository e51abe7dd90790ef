// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where a mix (1 - share) raw + share average lies between the left and the right edge of the chart
// and of the slider below it, which share this scale; and the shares at which the slider snaps.
#pragma once

#include "core/protocol/spec/weight_reports.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace emascope::ui {

/// Shares are whole hundredths, so that the text says exactly which mix is shown.
inline constexpr double kSharesOfOne = 100.0;
/// Shares nearer than this are the same.
inline constexpr double kSameShare = 1e-6;
/// Pixels from which a drag snaps to a remarkable share.
inline constexpr ScaledLength kSnapDistance{4.0};

[[nodiscard]] inline double roundedShare(double share) {
  // Divided: 70 times 0.01 is not 0.7.
  return std::round(std::clamp(share, kLeastShare, kGreatestShare) * kSharesOfOne) / kSharesOfOne;
}

struct MixScale {
  double left = 0.0;   ///< pixel of kLeastShare
  double right = 1.0;  ///< pixel of kGreatestShare

  [[nodiscard]] double at(double share) const {
    return left + (right - left) * (share - kLeastShare) / (kGreatestShare - kLeastShare);
  }
  /// The share at pixel `x`, limited to the scale. @pre left < right
  [[nodiscard]] double shareAt(double x) const {
    const double share = kLeastShare + (kGreatestShare - kLeastShare) * (x - left) / (right - left);
    return std::clamp(share, kLeastShare, kGreatestShare);
  }
  /// As shareAt(), rounded; the nearest of `remarkable` if that is at most kSnapDistance away.
  [[nodiscard]] double snapped(double x, std::span<const double> remarkable) const {
    double best = roundedShare(shareAt(x));
    double nearest = kSnapDistance;
    for (const double share : remarkable) {
      const double distance = std::abs(at(share) - x);
      if (distance > nearest) continue;
      nearest = distance;
      best = share;
    }
    return best;
  }
};

/// The margins of chart and slider, in pixels: room for the numbers of the vertical axis.
inline constexpr ScaledLength kChartLeft{52.0};
inline constexpr ScaledLength kChartRight{24.0};

[[nodiscard]] inline MixScale mixScale(int width) {
  return {kChartLeft, std::max(kChartLeft + 1.0, width - kChartRight)};
}

}  // namespace emascope::ui
