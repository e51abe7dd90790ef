// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/chart_text.h"

#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

namespace emascope::ui {
namespace {

constexpr ScaledLength kOutline = {3.0};  // half of it outside the letters
constexpr double kPi = 3.14159265358979323846;

/// One line of text whose letters are shaped once, however often it is drawn.
class TextLine {
 public:
  TextLine(const QString& text, const QFont& font, QPaintDevice* device)
      : layout_(text, font, device) {
    layout_.setCacheEnabled(true);
    layout_.beginLayout();
    const QTextLine line = layout_.createLine();
    layout_.endLayout();
    ascent_ = line.ascent();
  }
  void draw(QPainter& painter, const QPointF& base) const {
    layout_.draw(&painter, QPointF(base.x(), base.y() - ascent_));
  }

 private:
  QTextLayout layout_;
  double ascent_ = 0.0;
};

/// The outline as copies of the letters all around. Letters are cached by the font engine, which
/// makes this ten times as fast as a stroke along their paths.
void drawCopies(QPainter& painter, const QPointF& base, const TextLine& line, double radius) {
  // So that no gap between two copies is wider than a pixel; a little more, because letters stand
  // on whole pixels.
  const double reach = radius + 0.1;
  const int copies = std::max(12, 4 * static_cast<int>(std::ceil(kPi * reach / 2.0)));
  for (int i = 0; i < copies; ++i) {
    const double angle = 2.0 * kPi * i / copies;
    line.draw(painter, base + QPointF(reach * std::cos(angle), reach * std::sin(angle)));
  }
}

[[nodiscard]] bool paintsPixels(const QPainter& painter) {
  const QPaintEngine* engine = painter.paintEngine();
  return engine != nullptr && engine->type() == QPaintEngine::Raster;
}

}  // namespace

QFont labelFont(bool strong) { return textFont(12, strong ? QFont::DemiBold : QFont::Medium); }

QFont captionFont() { return textFont(11, QFont::Medium); }

double textWidth(const QString& text, const QFont& font) {
  return std::ceil(QFontMetricsF(font).horizontalAdvance(text)) + 1.0;
}

void drawOutline(QPainter& painter, const QPointF& base, const QString& text, const QFont& font,
                 double radius) {
  if (paintsPixels(painter)) {
    painter.setPen(theme().card);
    return drawCopies(painter, base, TextLine(text, font, painter.device()), radius);
  }
  QPainterPath letters;
  letters.addText(base, font, text);
  painter.strokePath(letters,
                     QPen(theme().card, 2.0 * radius, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void drawOutlined(QPainter& painter, const QRectF& at, const QString& text, const QFont& font,
                  const QColor& color) {
  const QFontMetricsF metrics(font);
  // On whole pixels, so that outline and letters are as crisp wherever the text stands.
  const QRectF box(std::round(at.left()), std::round(at.top()), at.width(), at.height());
  const double base = std::round(box.center().y() + (metrics.ascent() - metrics.descent()) / 2.0);
  const QPointF left(box.left(), base);
  if (paintsPixels(painter)) {
    const TextLine line(text, font, painter.device());
    painter.setPen(theme().card);
    drawCopies(painter, left, line, kOutline / 2.0);
    painter.setPen(color);
    return line.draw(painter, left);
  }
  drawOutline(painter, left, text, font, kOutline / 2.0);
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
