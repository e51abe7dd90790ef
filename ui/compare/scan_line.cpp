// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/scan_line.h"

#include "ui/compare/mix_scale.h"

#include <algorithm>
#include <cmath>

namespace emascope::ui {
namespace {

bool isBetter(const ScanPoint& point, const ScanPoint* best) {
  if (!std::isfinite(point.val.loss)) return false;
  if (!best || point.val.loss < best->val.loss) return true;
  return point.val.loss == best->val.loss &&
         std::abs(point.share - 1.0) < std::abs(best->share - 1.0);
}

}  // namespace

std::vector<double> coarseShares() {
  std::vector<double> shares;
  for (int tenth = -5; tenth <= 15; ++tenth) shares.push_back(tenth / 10.0);
  return shares;
}

std::vector<double> sharesAround(double lowest) {
  std::vector<double> shares;
  for (const int hundredths : {-8, -6, -4, -2, 2, 4, 6, 8}) {
    const double share = lowest + hundredths / 100.0;
    if (share >= kLeastShare && share <= kGreatestShare) shares.push_back(roundedShare(share));
  }
  return shares;
}

bool ScanLine::take(const event::Scanned& scanned, bool coarse) {
  if (scanned.vals.size() != scanned.spec.shares.size()) return false;
  if (coarse) {
    clear();
    step_ = scanned.step;
    track_ = scanned.spec.track;
  } else if (scanned.step != step_ || scanned.spec.track != track_) {
    return false;
  }
  for (std::size_t i = 0; i < scanned.vals.size(); ++i) {
    const double share = scanned.spec.shares[i];
    if (!at(share)) points_.push_back({share, scanned.vals[i]});
  }
  std::sort(points_.begin(), points_.end(),
            [](const ScanPoint& a, const ScanPoint& b) { return a.share < b.share; });
  return true;
}

const ScanPoint* ScanLine::at(double share) const {
  for (const ScanPoint& point : points_) {
    if (std::abs(point.share - share) < kSameShare) return &point;
  }
  return nullptr;
}

const ScanPoint* ScanLine::lowest() const {
  const ScanPoint* best = nullptr;
  for (const ScanPoint& point : points_) {
    if (isBetter(point, best)) best = &point;
  }
  return best;
}

}  // namespace emascope::ui
