// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/chart_line.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <qcustomplot.h>

namespace emascope::ui {
namespace {

/// Width that avoids a cosmetic pen: QCustomPlot draws width 1 as one device pixel at any scale.
constexpr double kNotCosmetic = 1.01;

constexpr float kBandAlpha = 0.3F;

/// A dashed curve goes up and down by at most this, in heights of the plot.
constexpr double kLongestDashed = 8.0;

/// How far the line goes up and down, in units of `height`.
double lengthOf(const std::vector<PlotPoint>& points, double height) {
  double length = 0.0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const double up = points[i].y - points[i - 1].y;
    if (std::isfinite(up)) length += std::abs(up);
  }
  return length / height;
}

QVector<QCPGraphData> dataOf(const std::vector<PlotPoint>& points) {
  QVector<QCPGraphData> data;
  data.reserve(static_cast<qsizetype>(points.size()));
  for (const PlotPoint& point : points) data.append(QCPGraphData(point.x, point.y));
  return data;
}

}  // namespace

bool antialiased(double width, double ratio) { return width > 1.0 || ratio > 1.0; }

double penWidth(double width, double ratio) { return ratio > 1.0 ? width * kNotCosmetic : width; }

ChartLine::ChartLine(LineStyle style, QCPGraph* band, QCPGraph* line)
    : style_(std::move(style)), band_(band), line_(line) {}

void ChartLine::remove() {
  for (QCPGraph** graph : {&band_, &line_}) {
    if (*graph != nullptr) (*graph)->parentPlot()->removeGraph(*graph);
    *graph = nullptr;
  }
}

void ChartLine::setColor(const QColor& color) {
  if (line_ == nullptr) return;
  QPen pen = line_->pen();
  pen.setColor(color);
  pen.setJoinStyle(Qt::RoundJoin);
  line_->setPen(pen);
  QColor pale = color;
  pale.setAlphaF(kBandAlpha);
  band_->setPen(QPen(pale, 1.0));
}

void ChartLine::setPens(bool dashed, bool merged, double ratio) {
  const double width = penWidth(style_.width, ratio);
  QPen pen = line_->pen();
  pen.setWidthF(width);
  pen.setStyle(Qt::SolidLine);
  // A solid line is drawn piece by piece. Pieces as short as a pixel must not overlap, or their
  // edges add up.
  pen.setCapStyle(merged ? Qt::FlatCap : Qt::SquareCap);
  if (dashed) {
    QList<qreal> pattern;
    for (const double dash : style_.dashes) pattern.append(dash / width);
    pen.setDashPattern(pattern);
    pen.setCapStyle(Qt::FlatCap);
  }
  line_->setPen(pen);
  line_->setAntialiased(antialiased(style_.width, ratio));
  QPen strokes = band_->pen();
  strokes.setWidthF(penWidth(1.0, ratio));  // of a column, which is a logical pixel at every zoom
  band_->setPen(strokes);
  band_->setAntialiased(antialiased(1.0, ratio));
}

bool ChartLine::set(const std::vector<PlotPoint>& line, const std::vector<PlotPoint>& band,
                    double ratio) {
  if (line_ == nullptr) return true;
  const double height = std::abs(line_->valueAxis()->range().size());
  const bool short_enough = style_.dashes.empty() || lengthOf(line, height) <= kLongestDashed;
  setPens(!style_.dashes.empty() && short_enough, !band.empty(), ratio);
  line_->data()->set(dataOf(line), true);
  band_->data()->set(dataOf(band), true);
  return short_enough;
}

}  // namespace emascope::ui
