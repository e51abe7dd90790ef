// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/paint_losses.h"

#include "ui/theme/line_style.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QPainter>
#include <QPolygonF>

namespace emascope::ui {
namespace {

constexpr double kOutside = 0.005;  // share of the values that may lie beyond each edge
constexpr double kThinner = 0.75;   // than in the chart, which is ten times as large

/// The scale of both curves.
struct Scale {
  bool logarithmic = true;
  double least = 0.0;
  double most = 1.0;

  explicit Scale(const Recording& recording) {
    std::vector<double> values;
    for (const auto* curve : {&recording.raw, &recording.ema}) {
      for (const double value : *curve) {
        if (!std::isfinite(value)) continue;
        values.push_back(value);
        logarithmic = logarithmic && value > 0.0;
      }
    }
    if (values.empty()) return;
    std::sort(values.begin(), values.end());
    const auto beyond = static_cast<std::size_t>(kOutside * static_cast<double>(values.size()));
    least = on(values[beyond]);
    most = on(values[values.size() - 1 - beyond]);
    if (!(most > least)) most = least + 1.0;
  }
  [[nodiscard]] double on(double value) const { return logarithmic ? std::log(value) : value; }
  /// 0 at the bottom, 1 at the top.
  [[nodiscard]] double at(double value) const {
    return std::clamp((on(value) - least) / (most - least), 0.0, 1.0);
  }
};

void paintCurve(QPainter& painter, const QRectF& area, const Recording& recording,
                const std::vector<double>& curve, const Scale& scale) {
  const double first = recording.steps.front();
  const double span = recording.steps.back() - first;
  QPolygonF line;
  for (std::size_t i = 0; i < curve.size(); ++i) {
    if (!std::isfinite(curve[i])) {
      painter.drawPolyline(line);
      line.clear();
      continue;
    }
    line << QPointF(area.left() + area.width() * (recording.steps[i] - first) / span,
                    area.bottom() - area.height() * scale.at(curve[i]));
  }
  painter.drawPolyline(line);
}

}  // namespace

void paintLosses(QPainter& painter, const QRectF& area, const Recording& recording) {
  const Scale scale(recording);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().raw, rawLineStyle().width));
  paintCurve(painter, area, recording, recording.raw, scale);
  painter.setPen(QPen(theme().ema, kThinner * trackLineStyle(0).width, Qt::SolidLine, Qt::RoundCap,
                      Qt::RoundJoin));
  paintCurve(painter, area, recording, recording.ema, scale);
  painter.restore();
}

}  // namespace emascope::ui
