// SPDX-License-Identifier: GPL-3.0-or-later
//
// The words in HalfLifePlot that say what its shaded range is, where there is room for them.
#include "ui/panels/half_life_plot.h"
#include "ui/plot/chart_text.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

namespace emascope::ui {
namespace {

constexpr ScaledLength kGap = {6.0};        // between the words and what is beside them
constexpr ScaledLength kAroundDot = {8.0};  // half the width of a dot with its ring
constexpr ScaledLength kPiece = {10.0};     // of the line

QStringList words() {
  return HalfLifePlot::tr("within the noise\nof the best").split(QLatin1Char('\n'));
}

double widest(const QStringList& rows, const QFont& font) {
  double width = 0.0;
  for (const QString& row : rows) width = std::max(width, textWidth(row, font));
  return width;
}

}  // namespace

/// Dots with their bars, the line, raw and the level of the best.
std::vector<QRectF> HalfLifePlot::obstacles() const {
  const QRectF box = area();
  const double row = QFontMetricsF(textFont(11)).height();
  std::vector<QRectF> taken;
  const HalfLifeDot* before = nullptr;
  for (const HalfLifeDot& dot : picture_.dots) {
    const QPointF at(xOf(dot.half_life), yOf(dot.mean));
    if (dot.best) taken.emplace_back(box.left(), at.y() - 2, box.width(), 4);
    if (dot.kind != HalfLifeDot::Kind::kLine) {
      const double top = std::min(yOf(dot.mean + dot.half_width), at.y() - kAroundDot);
      const double bottom = std::max(yOf(dot.mean - dot.half_width), at.y() + kAroundDot);
      taken.emplace_back(at.x() - kAroundDot, top, 2.0 * kAroundDot, bottom - top);
    }
    if (!dot.on_line) continue;
    if (before != nullptr && joined(*before, dot)) {
      const QPointF from(xOf(before->half_life), yOf(before->mean));
      const int pieces = std::max(static_cast<int>((at.x() - from.x()) / kPiece), 1);
      for (int i = 0; i < pieces; ++i) {
        const QPointF a = from + (at - from) * (static_cast<double>(i) / pieces);
        const QPointF b = from + (at - from) * (static_cast<double>(i + 1) / pieces);
        taken.push_back(QRectF(a, b).normalized().adjusted(-2, -2, 2, 2));
      }
    }
    before = &dot;
  }
  if (picture_.raw) {
    const double y = std::clamp(yOf(*picture_.raw), box.top(), box.bottom());
    taken.emplace_back(box.left(), y - row - 2, box.width(), 2 * row + 4);  // with its name
  }
  return taken;
}

std::optional<QRectF> HalfLifePlot::flatWords() const {
  if (!picture_.flat) return std::nullopt;
  const QFont font = textFont(11);
  const QStringList rows = words();
  const double row = QFontMetricsF(font).height();
  const QSizeF size(widest(rows, font), row * static_cast<double>(rows.size()));
  const QRectF box = area();
  const double left = picture_.flat_open_below ? box.left() : xOf(picture_.flat->lower);
  const double right = picture_.flat_open_above ? box.right() : xOf(picture_.flat->upper);
  const std::array<double, 3> places = {right + kGap, left - kGap - size.width(),
                                        (left + right - size.width()) / 2.0};
  const std::vector<QRectF> taken = obstacles();
  for (const double x : places) {
    if (x < box.left() + 2 || x + size.width() > box.right()) continue;
    for (double y = box.top() + 2; y + size.height() <= box.bottom() - 2; y += row / 2.0) {
      const QRectF here(QPointF(x, y), size);
      const bool free = std::none_of(taken.begin(), taken.end(),
                                     [&](const QRectF& other) { return other.intersects(here); });
      if (free) return here;
    }
  }
  return std::nullopt;
}

void HalfLifePlot::paintFlatWords(QPainter& painter) const {
  const auto place = flatWords();
  if (!place) return;
  const QStringList rows = words();
  const double row = place->height() / static_cast<double>(rows.size());
  for (qsizetype i = 0; i < rows.size(); ++i) {
    const QRectF at(place->left(), place->top() + row * static_cast<double>(i), place->width(),
                    row);
    drawOutlined(painter, at, rows[i], textFont(11), theme().secondary);
  }
}

}  // namespace emascope::ui
