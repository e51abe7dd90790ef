// SPDX-License-Identifier: Apache-2.0
#include "core/rules/posthoc/profile_grid.h"

#include <algorithm>
#include <cmath>

namespace emascope {
namespace {

// Edges of all segments, newest first. A cell's width is `growth` times its age, at least one step.
std::vector<double> edgesBackwards(std::span<const double> ends, double growth) {
  std::vector<double> edges;
  for (std::size_t i = ends.size() - 1; i > 0; --i) {
    double age = 0.0;
    const double length = ends[i] - ends[i - 1];
    while (age < length) {
      edges.push_back(ends[i] - age);
      age += std::max(1.0, std::floor(growth * age));
    }
  }
  edges.push_back(ends.front());
  return edges;
}

}  // namespace

ProfileGrid::ProfileGrid(double first, double at, std::span<const double> times, std::size_t most) {
  std::vector<double> ends = {first, at};
  for (const double time : times) {
    if (time > first && time < at) ends.push_back(time);
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  double growth = at - first <= static_cast<double>(most) ? 0.0 : 1.0 / 64.0;
  edges_ = edgesBackwards(ends, growth);
  // A growth of 8 gives at most a dozen cells between any two times that a double can count.
  while (edges_.size() > most + 1 && growth > 0.0 && growth < 8.0) {
    growth *= 1.5;
    edges_ = edgesBackwards(ends, growth);
  }
  std::reverse(edges_.begin(), edges_.end());
}

std::vector<double> ProfileGrid::shares(const std::function<double(double step)>& up_to) const {
  std::vector<double> shares;
  shares.reserve(cells());
  double before = up_to(edges_.front());
  for (std::size_t j = 1; j < edges_.size(); ++j) {
    const double now = up_to(edges_[j]);
    shares.push_back(now - before);
    before = now;
  }
  return shares;
}

std::vector<double> ProfileGrid::shares(const TargetProfile& target) const {
  return shares([&](double step) { return target.upTo(step, at()); });
}

double ProfileGrid::meanAge(const std::vector<double>& shares) const {
  double sum = 0.0;
  for (std::size_t j = 0; j < shares.size(); ++j) sum += shares[j] * (at() - edges_[j + 1]);
  return sum;
}

}  // namespace emascope
