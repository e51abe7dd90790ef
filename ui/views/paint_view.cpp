// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/paint_view.h"

#include "ui/theme/theme.h"
#include "ui/views/kinds.h"

#include <cmath>
#include <map>
#include <string>

#include <QPainterPath>

namespace emascope::ui {
namespace {

constexpr double kHeightToWidth = 0.76;
constexpr double kCorner = 5.0;

using Paint = void (*)(const ViewCanvas&);

Paint painterOf(const std::string& kind) {
  static const std::map<std::string, Paint> painters = {
      {"surface", paintSurface}, {"curve", paintCurve},     {"bars", paintBars},
      {"point", paintPoint},     {"samples", paintSamples}, {"mistakes", paintMistakes},
      {"text", paintText}};
  const auto found = painters.find(kind);
  return found == painters.end() ? nullptr : found->second;
}

}  // namespace

void paintView(QPainter& painter, const QRectF& area, const TaskView& view, const TaskView& beside,
               const QColor& color) {
  const Paint paint = painterOf(view.kind);
  if (!paint) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath frame;
  frame.addRoundedRect(area, kCorner, kCorner);
  painter.fillPath(frame, theme().window);
  painter.setClipPath(frame);
  paint({painter, area, view, beside, color});
  painter.restore();
}

int viewHeight(const TaskView& view, int width) {
  return isWide(view) ? textHeight(view, width)
                      : static_cast<int>(std::lround(kHeightToWidth * width));
}

bool isWide(const TaskView& view) { return view.kind == "text"; }

}  // namespace emascope::ui
