// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/paint_picture.h"

#include "ui/pictures/kinds.h"
#include "ui/theme/theme.h"

#include <cmath>
#include <map>
#include <string>

#include <QPainterPath>

namespace emascope::ui {
namespace {

constexpr double kHeightToWidth = 0.76;
constexpr double kCorner = 5.0;

using Paint = void (*)(const PictureCanvas&);

Paint painterOf(const std::string& kind) {
  static const std::map<std::string, Paint> painters = {
      {"surface", paintSurface}, {"curve", paintCurve},         {"bars", paintBars},
      {"point", paintPoint},     {"samples", paintSamples},     {"mistakes", paintMistakes},
      {"text", paintText},       {"confusion", paintConfusion}, {"scatter", paintScatter}};
  const auto found = painters.find(kind);
  return found == painters.end() ? nullptr : found->second;
}

}  // namespace

void paintPicture(QPainter& painter, const QRectF& area, const TaskPicture& picture,
                  const TaskPicture& beside, const QColor& color, const PictureSizes& sizes) {
  const Paint paint = painterOf(picture.kind);
  if (!paint) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath frame;
  const double corner = kCorner * sizes.scale;
  frame.addRoundedRect(area, corner, corner);
  painter.fillPath(frame, theme().window);
  painter.setClipPath(frame, Qt::IntersectClip);
  paint({painter, area, picture, beside, color, sizes});
  painter.restore();
}

int pictureHeight(const TaskPicture& picture, int width, const PictureSizes& sizes) {
  return isWide(picture) ? textHeight(picture, width, sizes)
                         : static_cast<int>(std::lround(kHeightToWidth * width));
}

bool isWide(const TaskPicture& picture) { return picture.kind == "text"; }

}  // namespace emascope::ui
