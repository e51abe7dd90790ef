// SPDX-License-Identifier: GPL-3.0-or-later
//
// Icons of theme.h: SVGs in the colors of the theme.
#include "ui/theme/theme.h"

#include <utility>

#include <QFile>
#include <QHash>
#include <QIcon>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace emascope::ui {
namespace {

constexpr int kSize = 16;

QPixmap drawn(const QString& name, const QColor& color, int scale) {
  QPixmap pixmap(kSize * scale, kSize * scale);
  pixmap.fill(Qt::transparent);
  QSvgRenderer svg(QStringLiteral(":/icons/%1.svg").arg(name));
  QPainter painter(&pixmap);
  svg.render(&painter, QRectF(0, 0, kSize * scale, kSize * scale));
  painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
  painter.fillRect(pixmap.rect(), color);
  painter.end();
  pixmap.setDevicePixelRatio(scale);
  return pixmap;
}

}  // namespace

QIcon icon(const QString& name, const QColor& color) {
  const QColor normal = color.isValid() ? color : theme().text;
  // Tables ask for them in each cell that they paint.
  // Few names in the colors of a few themes; never destroyed, because pixmaps must not outlive the
  // application's object.
  static auto& known = *new QHash<std::pair<QString, QRgb>, QIcon>;
  QIcon& result = known[{name, normal.rgba()}];
  if (!result.isNull()) return result;
  QColor disabled = normal;
  disabled.setAlphaF(0.4F);
  for (const int scale : {1, 2, 3}) {
    result.addPixmap(drawn(name, normal, scale), QIcon::Normal);
    result.addPixmap(drawn(name, disabled, scale), QIcon::Disabled);
  }
  return result;
}

}  // namespace emascope::ui
