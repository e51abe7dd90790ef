// SPDX-License-Identifier: GPL-3.0-or-later
//
// The checkpoints of a run as small marks on the horizontal axis of the chart, and their tool tips.
#pragma once

#include "core/protocol/record/run_record.h"
#include "ui/plot/chart.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <QPointF>
#include <QString>

class QPainter;

namespace emascope::ui {

struct PlacedCheckpoint {
  double place = 0.0;  ///< on the horizontal axis
  std::int64_t step = 0;
  bool pinned = false;
};

/// "Checkpoint after step 4 200, every few minutes · raw loss 0.123 · pinned"; the loss is that of
/// the last evaluation before.
[[nodiscard]] QString checkpointText(const RunRecord& record,
                                     const event::CheckpointWritten& checkpoint);

/// Triangles that stand on the axis; diamonds for pinned ones.
void paintCheckpoints(QPainter& painter, const Canvas& canvas,
                      const std::vector<PlacedCheckpoint>& checkpoints);

/// Index of the nearest one within `tolerance` pixels of `x`.
[[nodiscard]] std::optional<std::size_t> checkpointAt(
    const Canvas& canvas, const std::vector<PlacedCheckpoint>& checkpoints, double x,
    double tolerance);
/// Whether `at` is where the marks are.
[[nodiscard]] bool isAtCheckpoints(const Canvas& canvas, const QPointF& at);

}  // namespace emascope::ui
