// SPDX-License-Identifier: GPL-3.0-or-later
//
// Texts painted on the chart: their fonts, their sizes, and the outline in the color of the card
// that keeps them readable on top of curves.
#pragma once

#include "ui/theme/interface_scale.h"

#include <QFont>
#include <QRectF>
#include <QString>

class QColor;
class QPainter;
class QPointF;

namespace emascope::ui {

inline constexpr ScaledLength kTextRow = {17.0};  ///< height of a row, pixels
inline constexpr ScaledLength kTextPad = {7.0};   ///< beside a text, pixels

[[nodiscard]] QFont labelFont(bool strong = false);
[[nodiscard]] QFont captionFont();
[[nodiscard]] double textWidth(const QString& text, const QFont& font);

/// The outline of a line of text that begins at `base`, the left end of its base line, so far
/// around its letters; not the letters themselves.
void drawOutline(QPainter& painter, const QPointF& base, const QString& text, const QFont& font,
                 double radius);
/// One line at the left of `box`, in its vertical middle.
void drawOutlined(QPainter& painter, const QRectF& box, const QString& text, const QFont& font,
                  const QColor& color);
/// One line that ends at `right`, at most `most` pixels wide; nothing below 30 pixels.
void drawOutlinedRight(QPainter& painter, double right, double top, double most,
                       const QString& text, const QFont& font, const QColor& color);

}  // namespace emascope::ui
