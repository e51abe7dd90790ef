// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/annotations.h"

#include "ui/plot/label_layout.h"
#include "ui/plot/ticks.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>

namespace emascope::ui {
namespace {

constexpr double kRow = 17.0;
constexpr int kMostRows = 4;
constexpr double kPad = 7.0;

QString tr(const char* text) { return QCoreApplication::translate("LossPlot", text); }

QFont labelFont(bool strong = false) {
  return textFont(12, strong ? QFont::DemiBold : QFont::Medium);
}
QFont captionFont() { return textFont(11, QFont::Medium); }

/// Text on a translucent background in the card's color, readable on top of a curve.
void drawText(QPainter& painter, const QRectF& box, const QString& text, const QFont& font,
              const QColor& color) {
  QColor veil = theme().card;
  veil.setAlphaF(0.78F);
  painter.setPen(Qt::NoPen);
  painter.setBrush(veil);
  painter.drawRoundedRect(box.adjusted(-3, 0, 3, 0), 3, 3);
  painter.setFont(font);
  painter.setPen(color);
  painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
}

double widthOf(const QString& text, const QFont& font) {
  return std::ceil(QFontMetricsF(font).horizontalAdvance(text)) + 1.0;
}

/// Right-aligned text that ends at `right`, at most `most` pixels wide.
void drawRight(QPainter& painter, double right, double top, double most, const QString& text,
               const QFont& font, const QColor& color) {
  if (text.isEmpty() || most < 30.0) return;
  const QString fitting = QFontMetricsF(font).elidedText(text, Qt::ElideRight, most);
  const double width = widthOf(fitting, font);
  drawText(painter, QRectF(right - width, top, width, kRow - 1.0), fitting, font, color);
}

bool within(const Range& range, double step) { return step >= range.lower && step <= range.upper; }

/// Positions of the end labels, and the number of those that do not fit.
struct PlacedEnds {
  std::vector<std::pair<QRectF, EndLabel>> labels;
  std::size_t left_out = 0;
};

PlacedEnds placeEnds(const Canvas& canvas, const Notes& notes) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  // Leave the right corners to the counts of hidden points.
  const double top = area.top() + 8 + (notes.hidden.isEmpty() ? 0.0 : kRow + 2.0);
  const double bottom = area.bottom() - 8 - (notes.hidden_below.isEmpty() ? 0.0 : kRow + 2.0);
  const auto fitting = static_cast<std::size_t>(std::max((bottom - top) / (kRow - 2.0), 1.0));
  PlacedEnds placed;
  const std::size_t count = std::min(notes.ends.size(), fitting);
  placed.left_out = notes.ends.size() - count;
  std::vector<double> wanted;
  for (std::size_t i = 0; i < count; ++i) {
    wanted.push_back(
        std::clamp(canvas.y(Strip::kLoss, notes.ends[i].loss), top, std::max(top, bottom)));
  }
  const std::vector<double> heights = spreadApart(wanted, kRow - 2.0, top, std::max(top, bottom));
  for (std::size_t i = 0; i < count; ++i) {
    const EndLabel& end = notes.ends[i];
    const double width = widthOf(end.text, labelFont(end.strong));
    const double beside = canvas.x(end.step) + kPad;
    const double inside = std::min(beside, area.right() - width - 3.0);
    const bool outside = canvas.name_room > 0.0 && inside < beside;
    const double left = outside ? area.right() + kPad : std::max(inside, area.left());
    placed.labels.emplace_back(QRectF(left, heights[i] - 7.5, width, 15.0), end);
  }
  return placed;
}

void paintEndLabels(QPainter& painter, const Canvas& canvas, const PlacedEnds& placed) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  for (const auto& [place, end] : placed.labels) {
    drawText(painter, place, end.text, labelFont(end.strong), end.color);
  }
  if (placed.left_out > 0) {
    drawRight(painter, area.right() - 4, area.bottom() - kRow, area.width(),
              tr("and %1 more").arg(placed.left_out), captionFont(), theme().secondary);
  }
}

/// Rows for mark labels, from the top, that exclude the space of the end labels.
TextRows rowsBeside(const QRectF& area, const PlacedEnds& placed) {
  TextRows rows;
  for (int row = 0; row < kMostRows; ++row) {
    const double top = area.top() + 6.0 + row * kRow;
    for (const auto& [place, end] : placed.labels) {
      if (place.top() < top + kRow && place.bottom() > top) {
        rows.block(row, place.left() - kPad, place.right() + kPad);
      }
    }
  }
  return rows;
}

void paintMarkLabels(QPainter& painter, const Canvas& canvas, const Notes& notes,
                     const PlacedEnds& placed) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  TextRows rows = rowsBeside(area, placed);
  if (!notes.hidden.isEmpty()) {
    const double width = widthOf(notes.hidden, captionFont()) + 2 * kPad;
    rows.block(0, area.right() - width, area.right());
  }
  const QString settling = tr("settling, 3 half-lives");
  for (auto each = notes.marks.rbegin(); each != notes.marks.rend(); ++each) {  // newest first
    const Mark& mark = *each;
    const auto at = static_cast<double>(mark.step);
    if (!within(canvas.steps, at)) continue;
    const double x = canvas.x(at);
    const double width = widthOf(mark.text, labelFont(true));
    double left = x + kPad;
    if (left + width > area.right()) left = std::max(x - kPad - width, area.left() + 2.0);
    const int row = rows.place(left - kPad, left + width + kPad, kMostRows);
    if (row < 0) continue;
    const double top = area.top() + 6.0 + row * kRow;
    drawText(painter, QRectF(left, top, width, kRow - 1.0), mark.text, labelFont(true),
             theme().accent_text);
    const double small = widthOf(settling, captionFont());
    const bool last = &mark == &notes.marks.back();
    if (!last || mark.settled <= at || mark.acts > at || area.height() < 260 ||
        x + kPad + small >= area.right())
      continue;
    if (rows.place(x, x + kPad + small, row + 2) != row + 1) continue;
    drawText(painter, QRectF(x + kPad, top + kRow + 3.0, small, kRow - 1.0), settling,
             captionFont(), theme().secondary);
  }
}

void paintGlyphs(QPainter& painter, const Canvas& canvas, const Notes& notes) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().worse);
  double last = -1e9;
  for (const double step : notes.non_finite) {
    const double x = canvas.x(step);
    if (!within(canvas.steps, step) || x - last < 1.0) continue;
    last = x;
    const QPointF glyph[] = {{x - 4.5, area.top() + 8}, {x + 4.5, area.top() + 8}, {x, area.top()}};
    painter.drawPolygon(glyph, 3);
  }
  painter.setPen(QPen(theme().worse, 1.6));
  last = -1e9;
  for (const double step : notes.skipped) {
    const double x = canvas.x(step);
    if (!within(canvas.steps, step) || x - last < 1.0) continue;
    last = x;
    painter.drawLine(QPointF(x - 3, area.top() + 1), QPointF(x + 3, area.top() + 7));
    painter.drawLine(QPointF(x - 3, area.top() + 7), QPointF(x + 3, area.top() + 1));
  }
  painter.setPen(Qt::NoPen);
  for (const Dot& dot : notes.isolated) {
    const QPointF at(canvas.x(dot.step), canvas.y(Strip::kLoss, dot.loss));
    if (!area.adjusted(-3, -3, 3, 3).contains(at)) continue;
    painter.setBrush(dot.color);
    painter.drawEllipse(at, 2.6, 2.6);
  }
}

/// Paints the verdict in the margin above its strip, or above the loss if the strip is folded.
void paintVerdictAbove(QPainter& painter, const QRectF& strip, const Notes& notes) {
  if (notes.verdict.isEmpty()) return;
  const QFont font = labelFont(true);
  const double room = strip.width() - 2 * kPad;
  const QString fitting = QFontMetricsF(font).elidedText(notes.verdict, Qt::ElideRight, room);
  drawText(painter,
           QRectF(strip.left() + 3.0, strip.top() - kRow - 1.0, widthOf(fitting, font), kRow - 1.0),
           fitting, font, notes.verdict_color);
}

void paintCaptions(QPainter& painter, const Canvas& canvas, const Notes& notes) {
  const QRectF& loss = canvas.rect(Strip::kLoss);
  const double room = loss.width() - 2 * kPad;
  drawRight(painter, loss.right() - kPad, loss.top() + 6, room, notes.hidden, captionFont(),
            theme().worse_text);
  drawRight(painter, loss.right() - kPad, loss.bottom() - kRow - 2, room, notes.hidden_below,
            captionFont(), theme().worse_text);
  const QRectF& difference = canvas.rect(Strip::kDifference);
  if (difference.isEmpty()) return paintVerdictAbove(painter, loss, notes);
  paintVerdictAbove(painter, difference, notes);
  const double right = difference.right() - kPad;
  const double verdict =
      notes.verdict.isEmpty() ? 0.0 : widthOf(notes.verdict, labelFont(true)) + 2 * kPad;
  drawRight(painter, right, difference.top() - kRow - 1.0, room - verdict, notes.difference_caption,
            captionFont(), theme().secondary);
  const QRectF& decay = canvas.rect(Strip::kDecay);
  QString caption = notes.decay_caption;
  const bool ghost = !notes.ghost_caption.isEmpty() && !caption.isEmpty();
  if (ghost)
    caption += QStringLiteral("          ") + notes.ghost_caption;  // the dash goes in between
  const double top = decay.top() - kRow - 1.0;
  drawRight(painter, right, top, room, caption, captionFont(), theme().secondary);
  const double name = widthOf(notes.ghost_caption, captionFont());
  if (!ghost || widthOf(caption, captionFont()) > room) return;
  QPen dash(theme().secondary, 1);
  dash.setDashPattern({4, 3});
  painter.setPen(dash);
  const double y = std::round(top + kRow / 2) + 0.5;
  painter.drawLine(QPointF(right - name - 24, y), QPointF(right - name - 5, y));
}

QRectF hoverBox(const Canvas& canvas, double x, QSizeF size) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  double left = x + 12;
  if (left + size.width() > area.right()) left = x - 12 - size.width();
  left = std::clamp(left, 2.0, std::max(area.right() - size.width(), 2.0));
  return {QPointF(left, area.top() + 28), size};
}

}  // namespace

double endLabelWidth(const std::vector<EndLabel>& ends) {
  double width = 0.0;
  for (const EndLabel& end : ends)
    width = std::max(width, widthOf(end.text, labelFont(end.strong)));
  return width;
}

void paintBands(QPainter& painter, const Canvas& canvas, const Notes& notes) {
  QColor shade = theme().accent;
  shade.setAlphaF(theme().dark ? 0.11F : 0.08F);
  for (std::size_t i = 0; i < notes.marks.size(); ++i) {
    const Mark& mark = notes.marks[i];
    double end = mark.settled;
    // A later change starts a new band.
    for (std::size_t later = i + 1; later < notes.marks.size(); ++later) {
      const Mark& next = notes.marks[later];
      if (next.settled > next.acts && next.settled > mark.acts) end = std::min(end, next.acts);
    }
    const double from = std::max(mark.acts, canvas.steps.lower);
    end = std::min(end, canvas.steps.upper);
    if (end <= from) continue;
    for (const QRectF& strip : canvas.strips) {
      if (strip.isEmpty()) continue;
      painter.fillRect(
          QRectF(canvas.x(from), strip.top(), canvas.x(end) - canvas.x(from), strip.height()),
          shade);
    }
  }
}

void paintNotes(QPainter& painter, const Canvas& canvas, const Notes& notes) {
  painter.setRenderHint(QPainter::Antialiasing, true);
  for (const Mark& mark : notes.marks) {
    if (!within(canvas.steps, static_cast<double>(mark.step))) continue;
    const double x = std::round(canvas.x(static_cast<double>(mark.step)));
    for (const QRectF& strip : canvas.strips) {
      if (strip.isEmpty()) continue;
      painter.fillRect(QRectF(x - 0.75, strip.top(), 1.5, strip.height()), theme().accent);
    }
  }
  paintGlyphs(painter, canvas, notes);
  const PlacedEnds ends = placeEnds(canvas, notes);
  paintMarkLabels(painter, canvas, notes, ends);
  paintEndLabels(painter, canvas, ends);
  paintCaptions(painter, canvas, notes);
  if (notes.empty_text.isEmpty()) return;
  painter.setFont(textFont(13));
  painter.setPen(theme().secondary);
  painter.drawText(canvas.rect(Strip::kLoss), Qt::AlignCenter | Qt::TextWordWrap, notes.empty_text);
}

void paintHover(QPainter& painter, const Canvas& canvas, const Hover& hover) {
  if (!within(canvas.steps, hover.step)) return;
  const double x = std::round(canvas.x(hover.step)) + 0.5;
  painter.setRenderHint(QPainter::Antialiasing, true);
  painter.setPen(QPen(theme().secondary, 1, Qt::DotLine));
  for (const QRectF& strip : canvas.strips) {
    if (!strip.isEmpty()) painter.drawLine(QPointF(x, strip.top()), QPointF(x, strip.bottom()));
  }
  const QRectF& area = canvas.rect(Strip::kLoss);
  painter.setPen(QPen(theme().card, 1.5));
  for (const Dot& dot : hover.dots) {
    const QPointF at(canvas.x(dot.step), canvas.y(Strip::kLoss, dot.loss));
    if (!area.contains(at)) continue;
    painter.setBrush(dot.color);
    painter.drawEllipse(at, 4, 4);
  }
  const QFont names = textFont(11);
  const QFont values = textFont(11, QFont::DemiBold);
  double name_width = 0.0;
  double value_width = 0.0;
  for (const HoverRow& row : hover.rows) {
    name_width = std::max(name_width, widthOf(row.name, names));
    value_width = std::max(value_width, widthOf(row.value, values));
  }
  const QSizeF size(name_width + value_width + 46,
                    kRow * static_cast<double>(hover.rows.size()) + 14);
  const QRectF box = hoverBox(canvas, x, size);
  painter.setPen(QPen(theme().border, 1));
  painter.setBrush(theme().card);
  painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
  double top = box.top() + 7;
  for (const HoverRow& row : hover.rows) {
    const double middle = top + kRow / 2;
    if (row.color.isValid()) {
      painter.setPen(QPen(row.color, 2.5));
      painter.drawLine(QPointF(box.left() + 10, middle), QPointF(box.left() + 18, middle));
    }
    painter.setFont(names);
    painter.setPen(theme().secondary);
    painter.drawText(QRectF(box.left() + 24, top, name_width, kRow),
                     Qt::AlignVCenter | Qt::AlignLeft, row.name);
    painter.setFont(values);
    painter.setPen(theme().text);
    painter.drawText(QRectF(box.right() - 10 - value_width, top, value_width, kRow),
                     Qt::AlignVCenter | Qt::AlignRight, row.value);
    top += kRow;
  }
}

std::optional<std::size_t> markAt(const Canvas& canvas, const Notes& notes, double x,
                                  double tolerance) {
  std::optional<std::size_t> found;
  double nearest = tolerance;
  for (std::size_t i = 0; i < notes.marks.size(); ++i) {
    const double distance = std::abs(canvas.x(static_cast<double>(notes.marks[i].step)) - x);
    if (distance > nearest) continue;
    nearest = distance;
    found = i;
  }
  return found;
}

}  // namespace emascope::ui
