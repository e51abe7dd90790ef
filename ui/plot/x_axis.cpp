// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/x_axis.h"

#include "ui/plot/loss_plot.h"
#include "ui/plot/ticks.h"
#include "ui/run/epochs.h"
#include "ui/run/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace emascope::ui {
namespace {

constexpr double kUnknownPace = 1e-3;  // seconds per step, before the first evaluation
constexpr double kLeastPace = 1e-9;
constexpr double kMinute = 60.0;
constexpr double kHour = 3600.0;

/// The value at `x` of the line through the points, which starts at (0, 0) and goes on with
/// `slope`. @pre `xs` ascending
double along(const std::vector<double>& xs, const std::vector<double>& ys, double x, double slope) {
  if (xs.empty()) return x * slope;
  const auto after = std::lower_bound(xs.begin(), xs.end(), x);
  if (after == xs.end()) return ys.back() + (x - xs.back()) * slope;
  const auto i = static_cast<std::size_t>(after - xs.begin());
  const double x0 = i == 0 ? std::min(0.0, xs[0]) : xs[i - 1];
  const double y0 = i == 0 ? std::min(0.0, ys[0]) : ys[i - 1];
  const double width = xs[i] - x0;
  return width > 0.0 ? y0 + (ys[i] - y0) * (x - x0) / width : ys[i];
}

}  // namespace

void XAxis::restart(XQuantity wanted, const RunRecord* record) {
  steps_.clear();
  places_.clear();
  quantity_ = wanted;
  rate_ = 1.0;
  if (wanted == XQuantity::kEpoch) {
    const auto rate = record == nullptr ? std::nullopt : epochsPerStep(*record);
    if (!rate) quantity_ = XQuantity::kStep;
    rate_ = rate.value_or(1.0);
  } else if (wanted == XQuantity::kTime) {
    const double speed = record == nullptr ? 0.0 : record->config.speed;
    rate_ = speed > 0.0 ? std::max(1.0 / speed, kLeastPace) : kUnknownPace;
  }
}

void XAxis::add(const EvalPoint& point) {
  const auto step = static_cast<double>(point.step);
  double place = step * rate_;
  if (quantity_ == XQuantity::kTime) {
    const double before = places_.empty() ? 0.0 : places_.back();
    place = point.seconds > before ? point.seconds : before;  // an engine's clock may be anything
    if (!std::isfinite(place)) place = before;
  }
  steps_.push_back(step);
  places_.push_back(place);
}

double XAxis::pace() const {
  if (quantity_ != XQuantity::kTime || steps_.empty()) return rate_;
  // Over the last quarter.
  const std::size_t last = steps_.size() - 1;
  const std::size_t first = last - std::min(last, std::max<std::size_t>(2, last / 4));
  const double from_step = first == 0 ? 0.0 : steps_[first];
  const double from_place = first == 0 ? 0.0 : places_[first];
  const double steps = steps_[last] - from_step;
  const double pace = steps > 0.0 ? (places_[last] - from_place) / steps : rate_;
  return std::max(pace, kLeastPace);
}

double XAxis::place(double step) const {
  if (quantity_ != XQuantity::kTime) return step * rate_;
  return along(steps_, places_, step, pace());
}

double XAxis::stepAt(double place) const {
  if (quantity_ != XQuantity::kTime) return place / rate_;
  return along(places_, steps_, place, 1.0 / pace());
}

QString XAxis::text(double step) const {
  switch (quantity_) {
    case XQuantity::kEpoch:
      return LossPlot::tr("epoch %1").arg(plainNumber(place(step), 4));
    case XQuantity::kTime:
      return timeText(place(step));
    case XQuantity::kStep:
      break;
  }
  return stepText(step);
}

std::vector<double> xTicks(XQuantity quantity, const Range& range, double pixels, double spacing) {
  // Up to 10 s and from 100 h on, powers of ten are as good as any.
  constexpr std::array<double, 16> kRound = {10,           15,          30,           kMinute,
                                             2 * kMinute,  5 * kMinute, 10 * kMinute, 15 * kMinute,
                                             30 * kMinute, kHour,       2 * kHour,    3 * kHour,
                                             6 * kHour,    12 * kHour,  24 * kHour,   48 * kHour};
  const double least = range.size() * spacing / std::max(pixels, 1.0);
  if (quantity != XQuantity::kTime || !(least > 5.0) || least > kRound.back() || pixels < spacing) {
    return linearTicks(range, pixels, spacing);
  }
  const double step = *std::lower_bound(kRound.begin(), kRound.end(), least);
  std::vector<double> ticks;
  for (double i = std::ceil(range.lower / step - 1e-9); i * step <= range.upper * (1 + 1e-12);
       ++i) {
    ticks.push_back(i * step);
  }
  return ticks;
}

QString timeText(double seconds) {
  if (std::abs(seconds) < 1e-9) return QStringLiteral("0");
  if (!std::isfinite(seconds) || seconds < 0.0) return shortNumber(seconds);
  if (seconds < 59.95) return LossPlot::tr("%1 s").arg(plainNumber(seconds));
  const auto whole = static_cast<qint64>(std::llround(std::min(seconds, 1e15)));
  const auto both = [](qint64 large, const QString& first, qint64 small, const QString& second) {
    const QString text = first.arg(grouped(large));
    return small == 0 ? text : text + QLatin1Char(' ') + second.arg(small);
  };
  const QString minutes = LossPlot::tr("%1 min");
  if (whole < 3600) return both(whole / 60, minutes, whole % 60, LossPlot::tr("%1 s"));
  return both(whole / 3600, LossPlot::tr("%1 h"), whole % 3600 / 60, minutes);
}

QString xTickText(XQuantity quantity, double tick, const std::vector<double>& ticks) {
  switch (quantity) {
    case XQuantity::kEpoch:
      return tickText(tick, ticks);
    case XQuantity::kTime:
      return timeText(tick);
    case XQuantity::kStep:
      break;
  }
  return stepText(tick);
}

}  // namespace emascope::ui
