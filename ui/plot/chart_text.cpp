// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/chart_text.h"

#include "ui/theme/theme.h"

#include <cmath>

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

namespace emascope::ui {
namespace {

constexpr ScaledLength kOutline = {3.0};  // half of it outside the letters

}  // namespace

QFont labelFont(bool strong) { return textFont(12, strong ? QFont::DemiBold : QFont::Medium); }

QFont captionFont() { return textFont(11, QFont::Medium); }

double textWidth(const QString& text, const QFont& font) {
  return std::ceil(QFontMetricsF(font).horizontalAdvance(text)) + 1.0;
}

void drawOutlined(QPainter& painter, const QRectF& at, const QString& text, const QFont& font,
                  const QColor& color) {
  const QFontMetricsF metrics(font);
  // On whole pixels, so that outline and letters are as crisp wherever the text stands.
  const QRectF box(std::round(at.left()), std::round(at.top()), at.width(), at.height());
  const double base = std::round(box.center().y() + (metrics.ascent() - metrics.descent()) / 2.0);
  QPainterPath letters;
  letters.addText(QPointF(box.left(), base), font, text);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().card, kOutline, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(letters);
  painter.setFont(font);
  painter.setPen(color);
  painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

void drawOutlinedRight(QPainter& painter, double right, double top, double most,
                       const QString& text, const QFont& font, const QColor& color) {
  if (text.isEmpty() || most < 30.0) return;
  const QString fitting = QFontMetricsF(font).elidedText(text, Qt::ElideRight, most);
  const double width = textWidth(fitting, font);
  drawOutlined(painter, QRectF(right - width, top, width, kTextRow - 1.0), fitting, font, color);
}

}  // namespace emascope::ui
