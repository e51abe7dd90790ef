// SPDX-License-Identifier: GPL-3.0-or-later
//
// Icons of theme.h: SVGs in the colors of the theme, drawn at the size that is asked for, so that
// they are sharp at every zoom and on every screen.
#include "ui/theme/theme.h"

#include <algorithm>
#include <utility>

#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QPixmapCache>
#include <QSvgRenderer>

namespace emascope::ui {
namespace {

/// The icons are square; in a wider place they are at its left.
QSize square(const QSize& size) {
  const int side = std::min(size.width(), size.height());
  return {side, side};
}

QPixmap drawn(const QString& name, const QColor& color, const QSize& pixels) {
  const QString key = QStringLiteral("emascope %1 %2 %3 %4")
                          .arg(name, color.name(QColor::HexArgb))
                          .arg(pixels.width())
                          .arg(pixels.height());
  QPixmap pixmap;
  if (QPixmapCache::find(key, &pixmap)) return pixmap;
  pixmap = QPixmap(pixels);
  pixmap.fill(Qt::transparent);
  QSvgRenderer svg(QStringLiteral(":/icons/%1.svg").arg(name));
  QPainter painter(&pixmap);
  const QSize side = square(pixels);
  svg.render(&painter, QRectF(QPointF(0, (pixels.height() - side.height()) / 2.0), QSizeF(side)));
  painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
  painter.fillRect(pixmap.rect(), color);
  painter.end();
  QPixmapCache::insert(key, pixmap);
  return pixmap;
}

class IconEngine final : public QIconEngine {
 public:
  IconEngine(QString name, const QColor& color) : name_(std::move(name)), color_(color) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override {
    const qreal ratio = painter->device()->devicePixelRatio();
    painter->drawPixmap(rect, scaledPixmap(rect.size() * ratio, mode, state, ratio));
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    Q_UNUSED(state);
    QColor color = color_;
    if (mode == QIcon::Disabled) color.setAlphaF(0.4F);
    return size.isEmpty() ? QPixmap() : drawn(name_, color, size);
  }
  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                       qreal scale) override {
    Q_UNUSED(scale);  // `size` is in device pixels
    return pixmap(size, mode, state);
  }
  QSize actualSize(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    Q_UNUSED(mode);
    Q_UNUSED(state);
    return square(size);
  }
  [[nodiscard]] QIconEngine* clone() const override { return new IconEngine(*this); }

 private:
  QString name_;
  QColor color_;
};

}  // namespace

QIcon icon(const QString& name, const QColor& color) {
  return QIcon(new IconEngine(name, color.isValid() ? color : theme().text));
}

}  // namespace emascope::ui
