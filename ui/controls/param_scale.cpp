// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/param_scale.h"

#include "core/rules/units.h"

#include <algorithm>
#include <cmath>

namespace emascope::ui {
namespace {

/// Smallest positive value of a logarithmic slider whose range starts at 0.
double logStart(const ParamSpec& spec) {
  return spec.slider_min > 0.0 ? spec.slider_min : (spec.whole ? 1.0 : spec.slider_max * 1e-4);
}

double rounded(double value, int digits) {
  if (value == 0.0) return 0.0;
  const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - (digits - 1));
  // Divide by a power of ten, so that 0.3 stays 0.3 and does not become 0.30000000000000004.
  return unit < 1.0 ? std::round(value / unit) / std::round(1.0 / unit)
                    : std::round(value / unit) * unit;
}

double snapped(double value) {
  for (const double nice : {0.5, 2.0 / 3.0, 0.75, 1.0}) {
    if (std::abs(value - nice) < 0.006) return nice;
  }
  return rounded(value, 2);
}

}  // namespace

int sliderPosition(const ParamSpec& spec, double value) {
  const double clamped = std::clamp(value, spec.slider_min, spec.slider_max);
  double share = 0.0;
  switch (spec.scale) {
    case ParamSpec::Scale::kLinear:
      share = (clamped - spec.slider_min) / (spec.slider_max - spec.slider_min);
      break;
    case ParamSpec::Scale::kLog: {
      const double start = logStart(spec);
      // Position 0 is the value 0 if the range starts at 0.
      if (clamped < start) return 0;
      share = std::log(clamped / start) / std::log(spec.slider_max / start);
      break;
    }
    case ParamSpec::Scale::kOneMinusLog: {
      const double low = decayScale(spec.slider_min);
      share = (decayScale(clamped) - low) / (decayScale(spec.slider_max) - low);
      break;
    }
  }
  return static_cast<int>(std::lround(share * kSliderSteps));
}

double sliderValue(const ParamSpec& spec, int position) {
  const double share = std::clamp(position, 0, kSliderSteps) / static_cast<double>(kSliderSteps);
  switch (spec.scale) {
    case ParamSpec::Scale::kLinear: {
      const double value = spec.slider_min + share * (spec.slider_max - spec.slider_min);
      if (spec.whole) return std::round(value);
      return spec.id == "power" ? snapped(value) : rounded(value, 3);
    }
    case ParamSpec::Scale::kLog: {
      if (position <= 0) return spec.slider_min;
      const double start = logStart(spec);
      const double value = start * std::pow(spec.slider_max / start, share);
      return spec.whole ? std::round(rounded(value, 2)) : rounded(value, 2);
    }
    case ParamSpec::Scale::kOneMinusLog: {
      const double low = decayScale(spec.slider_min);
      const double scale = low + share * (decayScale(spec.slider_max) - low);
      const double rest = rounded(std::pow(10.0, -scale), 2);
      const double digits = std::pow(10.0, std::ceil(scale) + 2.0);
      return std::round((1.0 - rest) * digits) / digits;
    }
  }
  return spec.initial;
}

}  // namespace emascope::ui
