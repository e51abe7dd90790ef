// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plot/label_layout.h"

#include <algorithm>
#include <numeric>

namespace emascope::ui {
namespace {

/// Adjacent labels, spread around the mean of their wanted heights.
struct Group {
  double sum = 0.0;  // of wanted - gap * index within the group
  double count = 0.0;
  [[nodiscard]] double first() const { return sum / count; }
};

}  // namespace

std::vector<double> spreadApart(const std::vector<double>& wanted, double gap, double top,
                                double bottom) {
  const std::size_t count = wanted.size();
  if (count == 0) return {};
  const double room = bottom - top;
  const double needed = gap * static_cast<double>(count - 1);
  if (count > 1 && needed > room) gap = room / static_cast<double>(count - 1);
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  // Pool adjacent violators of the constraint that labels are at least `gap` apart.
  std::vector<Group> groups;
  for (const std::size_t i : order) {
    groups.push_back({wanted[i], 1.0});
    while (groups.size() > 1) {
      Group& upper = groups[groups.size() - 2];
      const Group& lower = groups.back();
      if (upper.first() + gap * upper.count <= lower.first()) break;
      upper.sum += lower.sum - gap * upper.count * lower.count;
      upper.count += lower.count;
      groups.pop_back();
    }
  }
  std::vector<double> placed;
  for (const Group& group : groups) {
    for (double i = 0.0; i < group.count; i += 1.0) placed.push_back(group.first() + gap * i);
  }
  double least = top;
  for (double& place : placed) {
    place = std::max(place, least);
    least = place + gap;
  }
  double most = bottom;
  for (auto place = placed.rbegin(); place != placed.rend(); ++place) {
    *place = std::min(*place, most);
    most = *place - gap;
  }
  std::vector<double> result(count);
  for (std::size_t i = 0; i < count; ++i) result[order[i]] = placed[i];
  return result;
}

int TextRows::place(double left, double right, int rows) {
  for (int row = 0; row < rows; ++row) {
    if (static_cast<std::size_t>(row) >= taken_.size()) taken_.emplace_back();
    const auto& texts = taken_[static_cast<std::size_t>(row)];
    const bool is_free = std::none_of(texts.begin(), texts.end(), [&](const auto& text) {
      return left < text.second && right > text.first;
    });
    if (!is_free) continue;
    block(row, left, right);
    return row;
  }
  return -1;
}

void TextRows::block(int row, double left, double right) {
  while (static_cast<std::size_t>(row) >= taken_.size()) taken_.emplace_back();
  taken_[static_cast<std::size_t>(row)].emplace_back(left, right);
}

}  // namespace emascope::ui
