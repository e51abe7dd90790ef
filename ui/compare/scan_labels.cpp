// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/scan_labels.h"

#include <algorithm>
#include <cmath>

#include <QLineF>

namespace emascope::ui {
namespace {

constexpr double kOnMark = 1e6;
constexpr double kOnLine = 1e3;
constexpr int kRows = 3;  // above and below the mark that are tried

double overlap(const QRectF& a, const QRectF& b) {
  const QRectF both = a & b;
  return both.isEmpty() ? 0.0 : both.width() * both.height();
}

bool crosses(const QRectF& place, const QPolygonF& line) {
  const QLineF sides[] = {{place.topLeft(), place.bottomRight()},
                          {place.bottomLeft(), place.topRight()}};
  for (qsizetype i = 1; i < line.size(); ++i) {
    const QLineF part(line[i - 1], line[i]);
    if (place.contains(part.p1()) || place.contains(part.p2())) return true;
    for (const QLineF& side : sides) {
      if (part.intersects(side, nullptr) == QLineF::BoundedIntersection) return true;
    }
  }
  return false;
}

QRectF within(QRectF place, const QRectF& room) {
  const double most_left = std::max(room.left(), room.right() - place.width());
  const double most_top = std::max(room.top(), room.bottom() - place.height());
  place.moveLeft(std::clamp(place.left(), room.left(), most_left));
  place.moveTop(std::clamp(place.top(), room.top(), most_top));
  return place;
}

/// Beside, above and below the mark, the best first.
std::vector<QRectF> candidates(const ScanLabel& label, const QRectF& room, double gap) {
  const QRectF& mark = label.mark;
  const QSizeF& size = label.size;
  const double right = mark.right() + gap;
  const double left = mark.left() - gap - size.width();
  const double middle = mark.center().x() - size.width() / 2;
  const double beside[] = {label.left ? left : right, label.left ? right : left, middle};
  std::vector<QRectF> all;
  const auto add = [&](double x, double y) {
    all.push_back(within(QRectF(QPointF(x, y), size), room));
  };
  add(beside[0], mark.center().y() - size.height() / 2);
  add(beside[1], mark.center().y() - size.height() / 2);
  for (int row = 0; row < kRows; ++row) {
    const double away = row * size.height();
    for (const double x : beside) add(x, mark.top() - size.height() - away);
    for (const double x : beside) add(x, mark.bottom() + away);
  }
  return all;
}

}  // namespace

std::vector<QRectF> placeScanLabels(const std::vector<ScanLabel>& labels,
                                    const std::vector<QRectF>& marks, const QPolygonF& line,
                                    const QRectF& room, double gap) {
  std::vector<QRectF> places;
  for (const ScanLabel& label : labels) {
    double least = HUGE_VAL;
    QRectF best;
    double order = 0.0;
    for (const QRectF& place : candidates(label, room, gap)) {
      double cost = order++;
      for (const QRectF& mark : marks) cost += kOnMark * overlap(place, mark);
      for (const QRectF& other : places) cost += kOnMark * overlap(place, other);
      if (crosses(place, line)) cost += kOnLine;
      if (cost >= least) continue;
      least = cost;
      best = place;
    }
    places.push_back(best);
  }
  return places;
}

}  // namespace emascope::ui
