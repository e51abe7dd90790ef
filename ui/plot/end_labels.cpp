// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/end_labels.h"

#include "ui/plot/chart_text.h"
#include "ui/plot/label_layout.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QPainter>

namespace emascope::ui {
namespace {

constexpr ScaledLength kApart = {15.0};  // between two labels
constexpr ScaledLength kLead = {15.0};   // from the end of a curve to its label
constexpr ScaledLength kGap = {3.0};     // between the leading line and the label
constexpr ScaledLength kOver = {10.0};   // of the last run's label over its curve

double width(const EndLabel& end) { return textWidth(end.text, labelFont(end.strong)); }

PlacedEnd placedAt(const Canvas& canvas, const EndLabel& end, double height) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  const double wide = width(end);
  const QPointF curve(std::min(canvas.x(end.place), area.right()),
                      std::clamp(canvas.y(Strip::kLoss, end.loss), area.top(), area.bottom()));
  const double beside = canvas.x(end.place) + kLead;
  const double inside = std::min(beside, area.right() - wide - 3.0);
  const bool outside = canvas.name_room > 0.0 && inside < beside;
  const double left = outside ? area.right() + kLead : std::max(inside, area.left());
  PlacedEnd placed{end, QRectF(left, height - kApart / 2.0, wide, kApart), curve, curve};
  if (left - kGap > curve.x() + 1.0) placed.to = QPointF(left - kGap, height);
  return placed;
}

/// The label of the last run over the end of its curve, if it is clear of the others.
bool placeAlone(const Canvas& canvas, const EndLabel& end, PlacedEnds& placed) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  const double height = std::clamp(canvas.y(Strip::kLoss, end.loss) - kOver,
                                   area.top() + kApart / 2.0, area.bottom() - kApart / 2.0);
  PlacedEnd alone = placedAt(canvas, end, height);
  const double right = std::min(canvas.x(end.place), area.right() - kGap);
  alone.box.moveRight(std::max(right, area.left() + alone.box.width()));
  alone.to = alone.from;
  const QRectF around = alone.box.adjusted(-kTextPad, 0, kTextPad, 0);
  for (const PlacedEnd& other : placed.labels) {
    if (other.box.intersects(around)) return false;
  }
  placed.labels.push_back(alone);
  return true;
}

std::vector<double> heightsOf(const Canvas& canvas, const std::vector<EndLabel>& ends, double top,
                              double bottom) {
  std::vector<double> wanted;
  wanted.reserve(ends.size());
  for (const EndLabel& end : ends) {
    wanted.push_back(std::clamp(canvas.y(Strip::kLoss, end.loss), top, bottom));
  }
  return spreadApart(wanted, kApart, top, bottom);
}

}  // namespace

double endLabelWidth(const std::vector<EndLabel>& ends) {
  double widest = 0.0;
  for (const EndLabel& end : ends) {
    if (!end.past) widest = std::max(widest, width(end) + kLead);
  }
  return widest;
}

PlacedEnds placeEnds(const Canvas& canvas, const std::vector<EndLabel>& ends, double above,
                     double below) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  const double top = area.top() + scaled(8.0) + above;
  double bottom = std::max(top, area.bottom() - scaled(8.0) - below);
  const auto count = [&] {
    return static_cast<std::size_t>(std::max((bottom - top) / kApart, 1.0));
  };
  const auto own =
      std::count_if(ends.begin(), ends.end(), [](const auto& end) { return !end.past; });
  // The last row says how many have no room.
  if (static_cast<std::size_t>(own) > count()) bottom = std::max(top, bottom - kTextRow);
  const std::size_t fitting = count();
  PlacedEnds placed;
  std::vector<EndLabel> shown;
  for (const EndLabel& end : ends) {
    if (end.past) continue;
    if (shown.size() < fitting) {
      shown.push_back(end);
    } else {
      ++placed.left_out;
    }
  }
  const std::vector<double> heights = heightsOf(canvas, shown, top, bottom);
  for (std::size_t i = 0; i < shown.size(); ++i) {
    placed.labels.push_back(placedAt(canvas, shown[i], heights[i]));
  }
  for (const EndLabel& end : ends) {
    if (!end.past || placeAlone(canvas, end, placed)) continue;
    // Among the others instead.
    shown.push_back(end);
    if (shown.size() > fitting) continue;
    const std::vector<double> anew = heightsOf(canvas, shown, top, bottom);
    placed.labels.clear();
    for (std::size_t i = 0; i < shown.size(); ++i) {
      placed.labels.push_back(placedAt(canvas, shown[i], anew[i]));
    }
  }
  return placed;
}

void paintEndLabels(QPainter& painter, const Canvas& canvas, const PlacedEnds& placed) {
  for (const PlacedEnd& each : placed.labels) {
    if (each.from == each.to) continue;
    painter.setPen(QPen(each.label.line_color, scaled(1.0)));
    painter.drawLine(each.from, each.to);
  }
  for (const PlacedEnd& each : placed.labels) {
    drawOutlined(painter, each.box, each.label.text, labelFont(each.label.strong),
                 each.label.text_color);
  }
  if (placed.left_out == 0) return;
  const QRectF& area = canvas.rect(Strip::kLoss);
  drawOutlinedRight(painter, area.right() - 4, area.bottom() - kTextRow, area.width(),
                    QCoreApplication::translate("LossPlot", "and %1 more").arg(placed.left_out),
                    captionFont(), theme().secondary);
}

}  // namespace emascope::ui
