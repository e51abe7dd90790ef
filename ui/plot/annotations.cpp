// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/annotations.h"

#include "ui/plot/chart_text.h"
#include "ui/plot/label_layout.h"
#include "ui/plot/ticks.h"
#include "ui/run/said.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

namespace emascope::ui {
namespace {

constexpr int kMostRows = 4;
constexpr ScaledLength kBracket = {6.0};  // height with its ends
constexpr ScaledLength kHoverPad = {7.0};
constexpr double kEdge = 2.0;  // least distance of the hover card from the edges

/// From the strip to the top of the words.
double verdictRow() { return kBracket + kTextRow + 1.0; }

bool within(const Range& range, double place) {
  return place >= range.lower && place <= range.upper;
}

/// Rows for mark labels, from the top, that exclude the space of the end labels.
TextRows rowsBeside(const QRectF& area, const PlacedEnds& placed) {
  TextRows rows;
  for (int row = 0; row < kMostRows; ++row) {
    const double top = area.top() + scaled(6.0) + row * kTextRow;
    for (const PlacedEnd& end : placed.labels) {
      if (end.box.top() < top + kTextRow && end.box.bottom() > top) {
        rows.block(row, end.box.left() - kTextPad, end.box.right() + kTextPad);
      }
    }
  }
  return rows;
}

void paintMarkLabels(QPainter& painter, const Canvas& canvas, const Notes& notes, TextRows& rows) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  if (!notes.hidden.isEmpty()) {
    const double width = textWidth(notes.hidden, captionFont()) + 2 * kTextPad;
    rows.block(0, area.right() - width, area.right());
  }
  const QString settling = tr("settling, 3 half-lives");
  for (auto each = notes.marks.rbegin(); each != notes.marks.rend(); ++each) {  // newest first
    const PlacedMark& mark = *each;
    if (!within(canvas.span, mark.at)) continue;
    const double x = canvas.x(mark.at);
    const double width = textWidth(mark.text, labelFont(true));
    double left = x + kTextPad;
    if (left + width > area.right()) left = std::max(x - kTextPad - width, area.left() + 2.0);
    const int row = rows.place(left - kTextPad, left + width + kTextPad, kMostRows);
    if (row < 0) continue;
    const double top = area.top() + scaled(6.0) + row * kTextRow;
    drawOutlined(painter, QRectF(left, top, width, kTextRow - 1.0), mark.text, labelFont(true),
                 theme().accent_text);
    const double small = textWidth(settling, captionFont());
    const bool last = &mark == &notes.marks.back();
    if (!last || mark.settled <= mark.at || mark.acts > mark.at || area.height() < scaled(260.0) ||
        x + kTextPad + small >= area.right())
      continue;
    if (rows.place(x, x + kTextPad + small, row + 2) != row + 1) continue;
    drawOutlined(painter, QRectF(x + kTextPad, top + kTextRow + 3.0, small, kTextRow - 1.0),
                 settling, captionFont(), theme().secondary);
  }
}

void paintGlyphs(QPainter& painter, const Canvas& canvas, const Notes& notes) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().worse);
  double last = -1e9;
  for (const double step : notes.non_finite) {
    const double x = canvas.x(step);
    if (!within(canvas.span, step) || x - last < 1.0) continue;
    last = x;
    const double half = scaled(4.5);
    const double below = area.top() + scaled(8.0);
    const QPointF glyph[] = {{x - half, below}, {x + half, below}, {x, area.top()}};
    painter.drawPolygon(glyph, 3);
  }
  painter.setPen(QPen(theme().worse, scaled(1.6)));
  const double arm = scaled(3.0);
  const double top = area.top() + scaled(1.0);
  const double bottom = area.top() + scaled(7.0);
  last = -1e9;
  for (const double step : notes.skipped) {
    const double x = canvas.x(step);
    if (!within(canvas.span, step) || x - last < 1.0) continue;
    last = x;
    painter.drawLine(QPointF(x - arm, top), QPointF(x + arm, bottom));
    painter.drawLine(QPointF(x - arm, bottom), QPointF(x + arm, top));
  }
  painter.setPen(Qt::NoPen);
  for (const Dot& dot : notes.isolated) {
    const QPointF at(canvas.x(dot.place), canvas.y(Strip::kLoss, dot.loss));
    if (!area.adjusted(-3, -3, 3, 3).contains(at)) continue;
    painter.setBrush(dot.color);
    painter.drawEllipse(at, scaled(2.6), scaled(2.6));
  }
}

void paintSymbols(QPainter& painter, const Canvas& canvas, const Notes& notes) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  for (const CurveSymbol& each : notes.symbols) {
    const QPointF at(canvas.x(each.place), canvas.y(Strip::kLoss, each.loss));
    if (area.contains(at)) paintSymbol(painter, at, each.symbol, each.color);
  }
}

/// The longest text of the verdict that has room above the strip; elided if none has.
QString fittingVerdict(const QRectF& strip, const Notes& notes) {
  if (notes.verdict.isEmpty()) return {};
  const QFont font = labelFont(true);
  const double room = strip.width() - 2 * kTextPad;
  for (const QString& text : notes.verdict) {
    if (textWidth(text, font) <= room) return text;
  }
  return QFontMetricsF(font).elidedText(notes.verdict.last(), Qt::ElideRight, room);
}

/// Paints the verdict in the margin above its strip, or above the loss if the strip is folded.
void paintVerdictAbove(QPainter& painter, const QRectF& strip, const QString& verdict,
                       const QColor& color) {
  if (verdict.isEmpty()) return;
  const QFont font = labelFont(true);
  drawOutlined(painter,
               QRectF(strip.left() + 3.0, strip.top() - verdictRow(), textWidth(verdict, font),
                      kTextRow - 1.0),
               verdict, font, color);
}

/// A bracket just above the strip, over the evaluations that the verdict compares. Open where the
/// view cuts it.
void paintCompared(QPainter& painter, const Canvas& canvas, const QRectF& strip,
                   const Notes& notes) {
  if (!notes.compared) return;
  const double from = std::max(notes.compared->lower, canvas.span.lower);
  const double to = std::min(notes.compared->upper, canvas.span.upper);
  if (to <= from) return;
  const QColor& ink = theme().secondary;
  // QCustomPlot moves what is antialiased by half a pixel.
  const double left = std::round(canvas.x(from)) - 0.5;
  const double right = std::round(canvas.x(to)) - 0.5;
  const double top = strip.top() - kBracket - 0.5;
  const double pen = scaled(1.5);
  painter.fillRect(QRectF(left, top, right - left, pen), ink);
  if (from == notes.compared->lower) painter.fillRect(QRectF(left, top, pen, kBracket - 1), ink);
  if (to == notes.compared->upper) {
    painter.fillRect(QRectF(right - pen, top, pen, kBracket - 1), ink);
  }
}

void paintCaptions(QPainter& painter, const Canvas& canvas, const Notes& notes) {
  const QRectF& loss = canvas.rect(Strip::kLoss);
  // Beside the number 0 in the left corner.
  drawOutlinedRight(painter, loss.left() - scaled(8.0), canvas.bottom() + scaled(5.0),
                    loss.left() - scaled(12.0), notes.axis_caption, captionFont(),
                    theme().secondary);
  const double room = loss.width() - 2 * kTextPad;
  drawOutlinedRight(painter, loss.right() - kTextPad, loss.top() + scaled(6.0), room, notes.hidden,
                    captionFont(), theme().worse_text);
  drawOutlinedRight(painter, loss.right() - kTextPad, loss.bottom() - kTextRow - 2, room,
                    notes.hidden_below, captionFont(), theme().worse_text);
  const QRectF& difference = canvas.rect(Strip::kDifference);
  const QRectF& judged = difference.isEmpty() ? loss : difference;
  const QString verdict = fittingVerdict(judged, notes);
  if (!difference.isEmpty() || !notes.verdict_elsewhere) {
    paintVerdictAbove(painter, judged, verdict, notes.verdict_color);
    paintCompared(painter, canvas, judged, notes);
  }
  if (difference.isEmpty()) return;
  const double right = difference.right() - kTextPad;
  const double taken = verdict.isEmpty() ? 0.0 : textWidth(verdict, labelFont(true)) + 2 * kTextPad;
  drawOutlinedRight(painter, right, difference.top() - verdictRow(), room - taken,
                    notes.difference_caption, captionFont(), theme().secondary);
  const QRectF& decay = canvas.rect(Strip::kDecay);
  if (decay.isEmpty()) return;
  QString caption = notes.decay_caption;
  const bool ghost = !notes.ghost_caption.isEmpty() && !caption.isEmpty();
  if (ghost)
    caption += QStringLiteral("          ") + notes.ghost_caption;  // the dash goes in between
  const double top = decay.top() - kTextRow - 1.0;
  drawOutlinedRight(painter, right, top, room, caption, captionFont(), theme().secondary);
  const double name = textWidth(notes.ghost_caption, captionFont());
  if (!ghost || textWidth(caption, captionFont()) > room) return;
  QPen dash(theme().secondary, scaled(1.0));
  dash.setDashPattern({4, 3});
  painter.setPen(dash);
  const double y = std::round(top + kTextRow / 2) + 0.5;
  painter.drawLine(QPointF(right - name - scaled(24.0), y), QPointF(right - name - scaled(5.0), y));
}

/// The boxes of the end labels and of the counts of hidden points.
std::vector<QRectF> takenBy(const Canvas& canvas, const Notes& notes, const PlacedEnds& ends) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  std::vector<QRectF> taken;
  for (const PlacedEnd& end : ends.labels) taken.push_back(end.box);
  const auto corner = [&](const QString& text, double top) {
    if (text.isEmpty()) return;
    const double width = textWidth(text, captionFont()) + 2 * kTextPad;
    taken.emplace_back(area.right() - width, top, width, kTextRow);
  };
  corner(notes.hidden, area.top() + scaled(6.0));
  corner(notes.hidden_below, area.bottom() - kTextRow - 2);
  return taken;
}

/// Where the hover card ends at the latest: it may hide the numbers of the horizontal axis.
double hoverBottom(const Canvas& canvas) { return canvas.bottom() + kTextRow; }

QRectF hoverBox(const Canvas& canvas, double x, QSizeF size) {
  const QRectF& area = canvas.rect(Strip::kLoss);
  const double beside = scaled(12.0);
  double left = x + beside;
  if (left + size.width() > area.right()) left = x - beside - size.width();
  left = std::clamp(left, kEdge, std::max(area.right() - size.width(), kEdge));
  const double top = std::min(area.top() + scaled(28.0), hoverBottom(canvas) - size.height());
  return {QPointF(left, std::max(top, kEdge)), size};
}

/// The first of the rows, as many as have room; then, how many have not.
std::vector<HoverRow> fittingRows(const Canvas& canvas, std::vector<HoverRow> rows) {
  const double room = hoverBottom(canvas) - kEdge - 2 * kHoverPad;
  const auto fitting = static_cast<std::size_t>(std::max(room / kTextRow, 2.0));
  if (rows.size() <= fitting) return rows;
  const std::size_t left_out = rows.size() - (fitting - 1);
  rows.resize(fitting - 1);
  rows.push_back({tr("and %1 more").arg(left_out), {}, {}});
  return rows;
}

}  // namespace

void paintBands(QPainter& painter, const Canvas& canvas, const Notes& notes) {
  QColor shade = theme().accent;
  shade.setAlphaF(theme().dark ? 0.11F : 0.08F);
  for (std::size_t i = 0; i < notes.marks.size(); ++i) {
    const PlacedMark& mark = notes.marks[i];
    double end = mark.settled;
    // A later change starts a new band.
    for (std::size_t later = i + 1; later < notes.marks.size(); ++later) {
      const PlacedMark& next = notes.marks[later];
      if (next.settled > next.acts && next.settled > mark.acts) end = std::min(end, next.acts);
    }
    const double from = std::max(mark.acts, canvas.span.lower);
    end = std::min(end, canvas.span.upper);
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
  for (const PlacedMark& mark : notes.marks) {
    if (!within(canvas.span, mark.at)) continue;
    const double x = std::round(canvas.x(mark.at));
    for (const QRectF& strip : canvas.strips) {
      if (strip.isEmpty()) continue;
      painter.fillRect(QRectF(x - scaled(0.75), strip.top(), scaled(1.5), strip.height()),
                       theme().accent);
    }
  }
  paintCheckpoints(painter, canvas, notes.checkpoints);
  paintSymbols(painter, canvas, notes);
  paintGlyphs(painter, canvas, notes);
  // The right corners belong to the counts of hidden points.
  const double above = notes.hidden.isEmpty() ? 0.0 : kTextRow + 2.0;
  const double below = notes.hidden_below.isEmpty() ? 0.0 : kTextRow + 2.0;
  const PlacedEnds ends = placeEnds(canvas, notes.ends, above, below);
  paintLines(painter, canvas, notes.lines, takenBy(canvas, notes, ends));
  TextRows rows = rowsBeside(canvas.rect(Strip::kLoss), ends);
  paintMarkLabels(painter, canvas, notes, rows);
  paintStepNotes(painter, canvas, notes.remarks, rows, kMostRows);
  paintEndLabels(painter, canvas, ends);
  paintCaptions(painter, canvas, notes);
  if (notes.empty_text.isEmpty()) return;
  painter.setFont(textFont(13));
  painter.setPen(theme().secondary);
  painter.drawText(canvas.rect(Strip::kLoss), Qt::AlignCenter | Qt::TextWordWrap, notes.empty_text);
}

void paintHover(QPainter& painter, const Canvas& canvas, const Hover& hover) {
  if (!within(canvas.span, hover.place)) return;
  const double x = std::round(canvas.x(hover.place)) + 0.5;
  painter.setRenderHint(QPainter::Antialiasing, true);
  painter.setPen(QPen(theme().secondary, scaled(1.0), Qt::DotLine));
  for (const QRectF& strip : canvas.strips) {
    if (!strip.isEmpty()) painter.drawLine(QPointF(x, strip.top()), QPointF(x, strip.bottom()));
  }
  const QRectF& area = canvas.rect(Strip::kLoss);
  painter.setPen(QPen(theme().card, scaled(1.5)));
  for (const Dot& dot : hover.dots) {
    const QPointF at(canvas.x(dot.place), canvas.y(Strip::kLoss, dot.loss));
    if (!area.contains(at)) continue;
    painter.setBrush(dot.color);
    painter.drawEllipse(at, scaled(4.0), scaled(4.0));
  }
  const QFont names = textFont(11);
  const QFont values = textFont(11, QFont::DemiBold);
  double name_width = 0.0;
  double value_width = 0.0;
  const std::vector<HoverRow> rows = fittingRows(canvas, hover.rows);
  for (const HoverRow& row : rows) {
    name_width = std::max(name_width, textWidth(row.name, names));
    value_width = std::max(value_width, textWidth(row.value, values));
  }
  const QSizeF size(name_width + value_width + scaled(46.0),
                    kTextRow * static_cast<double>(rows.size()) + 2 * kHoverPad);
  const QRectF box = hoverBox(canvas, x, size);
  painter.setPen(QPen(theme().border, scaled(1.0)));
  painter.setBrush(theme().card);
  painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), scaled(6.0), scaled(6.0));
  double top = box.top() + kHoverPad;
  for (const HoverRow& row : rows) {
    const double middle = top + kTextRow / 2;
    if (row.color.isValid()) {
      painter.setPen(QPen(row.color, scaled(2.5)));
      painter.drawLine(QPointF(box.left() + scaled(10.0), middle),
                       QPointF(box.left() + scaled(18.0), middle));
    }
    painter.setFont(names);
    painter.setPen(theme().secondary);
    painter.drawText(QRectF(box.left() + scaled(24.0), top, name_width, kTextRow),
                     Qt::AlignVCenter | Qt::AlignLeft, row.name);
    painter.setFont(values);
    painter.setPen(theme().text);
    painter.drawText(QRectF(box.right() - scaled(10.0) - value_width, top, value_width, kTextRow),
                     Qt::AlignVCenter | Qt::AlignRight, row.value);
    top += kTextRow;
  }
}

std::optional<std::size_t> markAt(const Canvas& canvas, const Notes& notes, double x,
                                  double tolerance) {
  std::optional<std::size_t> found;
  double nearest = tolerance;
  for (std::size_t i = 0; i < notes.marks.size(); ++i) {
    const double distance = std::abs(canvas.x(notes.marks[i].at) - x);
    if (distance > nearest) continue;
    nearest = distance;
    found = i;
  }
  return found;
}

}  // namespace emascope::ui
