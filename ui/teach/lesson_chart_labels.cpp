// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teach/lesson_chart_labels.h"

#include "ui/run/said.h"
#include "ui/teach/teach_look.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <QFontMetricsF>
#include <QPainter>
#include <QTextBoundaryFinder>

namespace emascope::ui {
namespace {

constexpr double kLeaderFrom = 8.0;  // pixels that a label is away from its line's end

bool lieTogether(const LineEnd& a, const LineEnd& b) {
  if (std::abs(a.x - b.x) > kTogether) return false;
  const std::size_t count = std::min(a.heights.size(), b.heights.size());
  for (std::size_t i = 1; i <= count; ++i) {
    const double apart = a.heights[a.heights.size() - i] - b.heights[b.heights.size() - i];
    if (!(std::abs(apart) <= kTogether)) return false;
  }
  return count > 0;
}

/// A row ends before a blank; Chinese has none, and may be broken after each character.
bool mayBreakAfter(const QString& text, qsizetype i) {
  const bool chinese =
      text[i].unicode() >= 0x2E80 && i + 1 < text.size() && text[i + 1].unicode() >= 0x4E00;
  return text[i] == QLatin1Char(' ') || chinese;
}

/// How many letters of `word` fit into `width`, at least the first one with its marks.
qsizetype fittingLetters(const QString& word, const QFontMetricsF& metrics, double width) {
  QTextBoundaryFinder letters(QTextBoundaryFinder::Grapheme, word);
  qsizetype fitting = letters.toNextBoundary();
  for (qsizetype next = fitting; next > 0; next = letters.toNextBoundary()) {
    if (next > fitting && metrics.horizontalAdvance(word.left(next)) > width) break;
    fitting = next;
  }
  return std::max<qsizetype>(fitting, 1);
}

/// What is written beside the lines of `group`, in the rows of a label.
QStringList rowsOf(const std::vector<LineEnd>& ends, const std::vector<std::size_t>& group,
                   double room, const QFont& font) {
  QStringList rows;
  const std::size_t named = group.size() <= kMostNamed ? group.size() : kMostNamed - 1;
  for (std::size_t i = 0; i < named; ++i) {
    const QString& name = ends[group[i]].name;
    rows += brokenText(i + 1 < group.size() ? name + QLatin1Char(',') : name, font, room);
  }
  if (named < group.size()) {
    rows += brokenText(tr("and %1 more,").arg(group.size() - named), font, room);
  }
  if (group.size() > 1) rows += brokenText(tr("overlapping"), font, room);
  return rows;
}

/// Takes out the labels for which `height` has no room. The last line is main's and the first one
/// raw's; they stay longest. @return the lines of those taken out
std::vector<std::size_t> takeOutMost(std::vector<LineLabel>& labels, double height, double row) {
  double all = 0.0;
  for (const LineLabel& label : labels) all += label.place.height();
  if (all <= height) return {};
  std::vector<LineLabel> kept;
  std::vector<std::size_t> left_out;
  double used = row;  // for the number of the others
  if (!labels.empty()) std::rotate(labels.begin(), std::prev(labels.end()), labels.end());
  for (LineLabel& label : labels) {
    if (used + label.place.height() <= height) {
      used += label.place.height();
      kept.push_back(std::move(label));
    } else {
      left_out.insert(left_out.end(), label.lines.begin(), label.lines.end());
    }
  }
  labels = std::move(kept);
  return left_out;
}

}  // namespace

QStringList brokenText(const QString& text, const QFont& font, double width) {
  const QFontMetricsF metrics(font);
  QStringList rows;
  QString row;
  QString word;
  for (qsizetype i = 0; i < text.size(); ++i) {
    word += text[i];
    if (i + 1 < text.size() && !mayBreakAfter(text, i)) continue;
    if (!row.isEmpty() && metrics.horizontalAdvance((row + word).trimmed()) > width) {
      rows << row.trimmed();
      row.clear();
    }
    row += word;
    word.clear();
    while (metrics.horizontalAdvance(row.trimmed()) > width) {
      const qsizetype letters = fittingLetters(row, metrics, width);
      if (letters >= row.size()) break;
      rows << row.left(letters);
      row.remove(0, letters);
    }
  }
  if (!row.trimmed().isEmpty()) rows << row.trimmed();
  return rows;
}

std::vector<std::vector<std::size_t>> together(const std::vector<LineEnd>& ends) {
  std::vector<std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const auto group = std::ranges::find_if(groups, [&](const std::vector<std::size_t>& members) {
      return std::ranges::all_of(members,
                                 [&](std::size_t j) { return lieTogether(ends[j], ends[i]); });
    });
    if (group == groups.end()) {
      groups.push_back({i});
    } else {
      group->push_back(i);
    }
  }
  return groups;
}

std::vector<LineLabel> placeLabels(const std::vector<LineEnd>& ends, const QRectF& area,
                                   double room, const QFont& font) {
  const QFontMetricsF metrics(font);
  const double row = metrics.height();
  std::vector<LineLabel> labels;
  for (const std::vector<std::size_t>& group : together(ends)) {
    LineLabel label{.rows = rowsOf(ends, group, room, font),
                    .color = group.size() > 1 ? theme().text : ends[group.front()].color,
                    .lines = group};
    double width = 0.0;
    for (const QString& text : label.rows) width = std::max(width, metrics.horizontalAdvance(text));
    label.wanted = ends[group.front()].heights.back();
    label.place = {ends[group.front()].x + row / 2, 0.0, width,
                   row * static_cast<double>(label.rows.size())};
    labels.push_back(std::move(label));
  }
  if (const auto others = takeOutMost(labels, area.height(), row);
      !others.empty() && !labels.empty()) {
    const QString text = tr("and %1 more").arg(others.size());
    labels.push_back({.rows = {text},
                      .color = theme().secondary,
                      .lines = others,
                      .place = {area.right() + row / 2, 0.0, metrics.horizontalAdvance(text), row},
                      .wanted = area.bottom() - row / 2});
  }
  std::ranges::stable_sort(labels, {}, &LineLabel::wanted);
  // From the top down, each below the one before; then from the bottom up, back into the area.
  double top = area.top();
  for (LineLabel& label : labels) {
    const double height = label.place.height();
    label.place.moveTop(std::max(top, label.wanted - height / 2));
    top = label.place.bottom();
  }
  double bottom = area.bottom();
  for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
    if (label->place.bottom() > bottom) label->place.moveBottom(bottom);
    bottom = label->place.top();
  }
  return labels;
}

void paintLabels(QPainter& painter, const std::vector<LineLabel>& labels, const QFont& font) {
  const QFontMetricsF metrics(font);
  for (const LineLabel& label : labels) {
    const double first = label.place.top() + metrics.height() / 2;
    const double gap = metrics.height() / 2;
    const double last = label.place.bottom() - metrics.height() / 2;
    const double nearest = std::clamp(label.wanted, first, std::max(first, last));
    if (std::abs(nearest - label.wanted) > kLeaderFrom) {
      painter.setPen(QPen(label.color, 1.2));
      painter.drawLine(QPointF(label.place.left() - gap + 2, label.wanted),
                       QPointF(label.place.left() - 3, nearest));
    }
    double base = label.place.top() + metrics.ascent();
    for (const QString& text : label.rows) {
      drawOutlined(painter, {label.place.left(), base}, text, font, label.color);
      base += metrics.height();
    }
  }
}

}  // namespace emascope::ui
