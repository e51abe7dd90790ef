// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the curves of a run are drawn: width, dashes and symbols, in logical pixels. Chart, table and
// legend draw from this table, so that a curve looks the same everywhere. Colors are in theme.h.
#pragma once

#include "ui/theme/interface_scale.h"

#include <cstddef>
#include <vector>

class QColor;
class QPainter;
class QPointF;
class QRectF;

namespace emascope::ui {

/// Marks along a curve, for tracks from number 9 on; the circle is for curves that are drawn solid
/// instead of dashed.
enum class Symbol { kNone, kSquare, kDiamond, kUp, kDown, kLeft, kPlus, kCross, kCircle };
inline constexpr std::size_t kSymbolsOfTracks = 8;  ///< the first ones: as many as 64 tracks need
/// Pixels between two symbols of a curve.
inline constexpr ScaledLength kSymbolSpacing = {60.0};

/// In pixels in the scale of the interface in force.
struct LineStyle {
  double width = 1.0;
  std::vector<double> dashes = {};  ///< pixels drawn and left out in turn; empty: solid
  Symbol symbol = Symbol::kNone;
  friend bool operator==(const LineStyle&, const LineStyle&) = default;
};

[[nodiscard]] LineStyle rawLineStyle();
/// The main track of the last run.
[[nodiscard]] LineStyle lastRunLineStyle();
/// The style of the line with that number, see track_looks.h (0 = main).
[[nodiscard]] LineStyle trackLineStyle(std::size_t number);
/// The same for a curve that is too long for its dashes (chart_line.h): solid, with circles unless
/// it has symbols of its own. A style without dashes stays.
[[nodiscard]] LineStyle solidInstead(LineStyle style);

void paintSymbol(QPainter& painter, const QPointF& at, Symbol symbol, const QColor& color);
/// A short piece of the line across the middle of `area`.
void paintSample(QPainter& painter, const QRectF& area, const LineStyle& style,
                 const QColor& color);

}  // namespace emascope::ui
