// SPDX-License-Identifier: GPL-3.0-or-later
//
// Icons of theme.h: SVGs in the colors of the theme.
#include "ui/theme/theme.h"

#include <QFile>
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
  QIcon result;
  const QColor normal = color.isValid() ? color : theme().text;
  QColor disabled = normal;
  disabled.setAlphaF(0.4F);
  for (const int scale : {1, 2, 3}) {
    result.addPixmap(drawn(name, normal, scale), QIcon::Normal);
    result.addPixmap(drawn(name, disabled, scale), QIcon::Disabled);
  }
  return result;
}

}  // namespace emascope::ui
