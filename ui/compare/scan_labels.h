// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the texts of the chart between raw and an average are written: beside their marks, on no
// mark and on no other text, and, where there is room, not on the line.
#pragma once

#include <vector>

#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <QSizeF>

namespace emascope::ui {

/// A text that belongs to a mark.
struct ScanLabel {
  QRectF mark = {};
  QSizeF size = {};   ///< of the text
  bool left = false;  ///< rather at the left of the mark than at its right
};

/// The place of each text, in the order of `labels`; earlier ones choose first. `marks`: what no
/// text may cover. `line`: what it had better not cover. All lie in `room` if they are not larger.
/// `gap`: pixels between a text and its mark.
[[nodiscard]] std::vector<QRectF> placeScanLabels(const std::vector<ScanLabel>& labels,
                                                  const std::vector<QRectF>& marks,
                                                  const QPolygonF& line, const QRectF& room,
                                                  double gap);

}  // namespace emascope::ui
