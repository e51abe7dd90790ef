// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/track_half_life.h"

#include "core/rules/units.h"

#include <algorithm>
#include <cmath>

namespace emascope::ui {
namespace {

constexpr double kRounding = 1e-6;  // of a half-life that went through a decay and back

/// Steps from one update of the average to the next. A record has no value for an absent parameter.
double stride(const RunRecord& record, const std::string& track) {
  return std::max(1.0, record.value(track, "update_every"));
}

}  // namespace

bool hasHalfLife(const RunRecord& record, const std::string& track) {
  const int index = record.trackIndex(track);
  return index >= 0 && record.tracks[static_cast<std::size_t>(index)].schedule == "constant";
}

double halfLifeInSteps(const RunRecord& record, const std::string& track, double beta) {
  const double steps = halfLife(beta) * stride(record, track);
  const double whole = std::round(steps);
  return std::abs(steps - whole) <= kRounding * whole ? whole : steps;
}

double betaOfSteps(const RunRecord& record, const std::string& track, double steps) {
  return betaOfHalfLife(steps / stride(record, track));
}

}  // namespace emascope::ui
