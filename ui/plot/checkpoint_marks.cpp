// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/checkpoint_marks.h"

#include "ui/plot/loss_plot.h"
#include "ui/run/said.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

namespace emascope::ui {
namespace {

constexpr double kHalfWidth = 4.0;  // scaled pixels
constexpr double kHeight = 7.0;
constexpr double kReach = 8.0;  // above and below the axis, for a tool tip

}  // namespace

QString checkpointText(const RunRecord& record, const event::CheckpointWritten& checkpoint) {
  QString text = LossPlot::tr("Checkpoint after step %1, %2")
                     .arg(grouped(checkpoint.step), said(checkpointReasonText(checkpoint.reason)));
  const auto after = std::ranges::upper_bound(record.points, checkpoint.step, {}, &EvalPoint::step);
  if (after != record.points.begin()) {
    text += LossPlot::tr(" · raw loss %1").arg(shortNumber((after - 1)->raw.loss));
  }
  if (checkpoint.pinned) text += LossPlot::tr(" · pinned");
  return text;
}

void paintCheckpoints(QPainter& painter, const Canvas& canvas,
                      const std::vector<PlacedCheckpoint>& checkpoints) {
  const double axis = canvas.bottom();
  const double half = scaled(kHalfWidth);
  const double height = scaled(kHeight);
  painter.setPen(QPen(theme().card, scaled(1.0)));
  for (const PlacedCheckpoint& each : checkpoints) {
    if (each.place < canvas.span.lower || each.place > canvas.span.upper) continue;
    const double x = std::round(canvas.x(each.place)) + 0.5;
    painter.setBrush(each.pinned ? theme().accent : theme().secondary);
    if (each.pinned) {
      const QPointF diamond[] = {{x, axis - height - half},
                                 {x + half, axis - height / 2 - half / 2},
                                 {x, axis},
                                 {x - half, axis - height / 2 - half / 2}};
      painter.drawPolygon(diamond, 4);
    } else {
      const QPointF triangle[] = {{x - half, axis}, {x + half, axis}, {x, axis - height}};
      painter.drawPolygon(triangle, 3);
    }
  }
}

std::optional<std::size_t> checkpointAt(const Canvas& canvas,
                                        const std::vector<PlacedCheckpoint>& checkpoints, double x,
                                        double tolerance) {
  std::optional<std::size_t> found;
  double least = tolerance;
  for (std::size_t i = 0; i < checkpoints.size(); ++i) {
    const double distance = std::abs(canvas.x(checkpoints[i].place) - x);
    if (!(distance <= least)) continue;
    least = distance;
    found = i;
  }
  return found;
}

bool isAtCheckpoints(const Canvas& canvas, const QPointF& at) {
  const double axis = canvas.bottom();
  return at.y() >= axis - scaled(kHeight + kReach) && at.y() <= axis + scaled(kReach);
}

}  // namespace emascope::ui
