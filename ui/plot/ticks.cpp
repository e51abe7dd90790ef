// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/ticks.h"

#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace emascope::ui {
namespace {

constexpr double kMostTicks = 200.0;

double niceStep(double at_least) {
  const double power = std::pow(10.0, std::floor(std::log10(at_least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= at_least * (1.0 - 1e-9)) return factor * power;
  }
  return 10.0 * power;
}

std::vector<double> decadeTicks(const Range& range, const std::vector<double>& mantissas) {
  std::vector<double> ticks;
  const int first = static_cast<int>(std::floor(std::log10(range.lower)));
  const int last = static_cast<int>(std::ceil(std::log10(range.upper)));
  for (int decade = first; decade <= last; ++decade) {
    for (const double mantissa : mantissas) {
      const double tick = mantissa * std::pow(10.0, decade);
      if (tick >= range.lower && tick <= range.upper) ticks.push_back(tick);
    }
  }
  return ticks;
}

double closest(const std::vector<double>& ticks, double pixels_per_decade) {
  double least = 1e9;
  for (std::size_t i = 1; i < ticks.size(); ++i) {
    least = std::min(least, std::log10(ticks[i] / ticks[i - 1]) * pixels_per_decade);
  }
  return least;
}

}  // namespace

std::vector<double> linearTicks(const Range& range, double pixels, double spacing) {
  std::vector<double> ticks;
  const double size = range.size();
  if (!(size > 0.0) || !std::isfinite(size) || pixels < spacing) return ticks;
  const double step = niceStep(size * spacing / pixels);
  const double first = std::ceil(range.lower / step - 1e-9);
  const double count = std::min(std::floor(range.upper / step + 1e-9) - first, kMostTicks);
  for (double i = 0.0; i <= count; i += 1.0) ticks.push_back((first + i) * step);
  return ticks;
}

std::vector<double> logTicks(const Range& range, double pixels, double spacing) {
  if (!(range.lower > 0.0) || !(range.upper > range.lower)) return {};
  const double decades = std::log10(range.upper / range.lower);
  if (decades < 0.3) return linearTicks(range, pixels, 1.5 * spacing);
  const double per_decade = pixels / decades;
  static const std::array<std::vector<double>, 5> sets = {
      {{1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 1.5, 2, 3, 5, 8}, {1, 2, 5}, {1, 3}, {1}}};
  for (const auto& mantissas : sets) {
    std::vector<double> ticks = decadeTicks(range, mantissas);
    if (closest(ticks, per_decade) >= spacing && ticks.size() >= 2) return ticks;
  }
  std::vector<double> powers;
  const int stride = std::max(1, static_cast<int>(std::ceil(spacing / per_decade)));
  for (int e = static_cast<int>(std::ceil(std::log10(range.lower)));
       e <= static_cast<int>(std::floor(std::log10(range.upper))); ++e) {
    if (e % stride == 0) powers.push_back(std::pow(10.0, e));
  }
  return powers;
}

std::vector<double> decayTicks(const Range& range, double pixels) {
  constexpr ScaledLength kSpacing = {16.0};
  constexpr double kMostNines = 12.0;
  const double first = std::max(std::ceil(range.lower), 0.0);
  const double last = std::min(std::floor(range.upper), kMostNines);
  if (!(range.size() > 0.0) || last < first) return {};
  const double per_nine = std::max(pixels / range.size(), 0.1);
  const double stride = std::max(std::ceil(kSpacing / per_nine), 1.0);
  std::vector<double> ticks;
  // Start at the highest, because the decay ends there.
  for (double nines = last; nines >= first; nines -= stride) ticks.insert(ticks.begin(), nines);
  if (ticks.size() < 2 && last > first) ticks = {first, last};
  return ticks;
}

QString decayTickText(double nines) {
  const int count = static_cast<int>(std::lround(nines));
  return count == 0 ? QStringLiteral("0") : QStringLiteral("0.") + QString(count, QLatin1Char('9'));
}

QString tickText(double tick, const std::vector<double>& ticks) {
  double least = std::abs(tick);
  for (std::size_t i = 1; i < ticks.size(); ++i)
    least = std::min(least, std::abs(ticks[i] - ticks[i - 1]));
  const double size = std::abs(tick);
  if (size < 1e-12 * std::max(1.0, least)) return QStringLiteral("0");
  if (size >= 1e6 || size < 1e-4) {
    const int exponent = static_cast<int>(std::floor(std::log10(size) + 1e-9));
    const QString mantissa = QString::number(tick / std::pow(10.0, exponent), 'g', 3);
    return QStringLiteral("%1e%2").arg(mantissa).arg(exponent);
  }
  // As many decimals as the tick needs: two for 0.15, one for 0.1.
  for (int decimals = 0; decimals < 9; ++decimals) {
    const double scaled = tick * std::pow(10.0, decimals);
    if (std::abs(scaled - std::round(scaled)) < 1e-6 * std::max(1.0, std::abs(scaled))) {
      QString text = QString::number(tick, 'f', decimals);
      return text.replace(QLatin1Char('-'), QChar(0x2212));
    }
  }
  return shortNumber(tick, 6);
}

QString stepText(double step) { return grouped(static_cast<qint64>(std::llround(step))); }

}  // namespace emascope::ui
