// SPDX-License-Identifier: Apache-2.0
#include "core/rules/posthoc/power_snapshots.h"

#include "core/base/numbers.h"
#include "core/rules/posthoc/least_squares.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace emascope {
namespace {

/// The integral over time of the product of two profiles.
double innerProduct(const PowerSnapshot& a, const PowerSnapshot& b) {
  const PowerSnapshot& early = a.step < b.step ? a : b;
  const PowerSnapshot& late = a.step < b.step ? b : a;
  return (a.gamma + 1.0) * (b.gamma + 1.0) / (a.gamma + b.gamma + 1.0) *
         std::pow(early.step / late.step, late.gamma) / late.step;
}

Status checkPowers(std::span<const PowerSnapshot> snapshots, double wanted,
                   std::string_view where) {
  if (snapshots.size() > kMostPowerSnapshots) {
    return Error{std::string(where), "there are " + std::to_string(snapshots.size()) + " snapshots",
                 "at most " + std::to_string(kMostPowerSnapshots)};
  }
  const auto allowed = [](double gamma) { return gamma >= 0.0 && gamma <= kLargestPowerGamma; };
  const std::string allowed_text = "0 to " + formatNumber(kLargestPowerGamma);
  for (std::size_t i = 0; i < snapshots.size(); ++i) {
    if (allowed(snapshots[i].gamma)) continue;
    return Error{std::string(where),
                 "snapshot " + std::to_string(i + 1) + " has the exponent " +
                     formatNumber(snapshots[i].gamma),
                 allowed_text};
  }
  if (allowed(wanted)) return Ok{};
  return Error{std::string(where), "an exponent cannot be " + formatNumber(wanted), allowed_text};
}

/// The coefficients of the snapshots in `used`. Each profile is scaled to length 1 first.
std::vector<double> closest(std::span<const PowerSnapshot> snapshots,
                            const std::vector<std::size_t>& used, const PowerSnapshot& wanted) {
  std::vector<double> lengths;
  std::vector<double> right;
  for (const std::size_t i : used) {
    lengths.push_back(std::sqrt(innerProduct(snapshots[i], snapshots[i])));
    right.push_back(innerProduct(snapshots[i], wanted) / lengths.back());
  }
  LeastSquares solver(used.size(), used.size());
  std::vector<double> column(used.size());
  for (std::size_t j = 0; j < used.size(); ++j) {
    for (std::size_t i = 0; i < used.size(); ++i) {
      column[i] = innerProduct(snapshots[used[i]], snapshots[used[j]]) / (lengths[i] * lengths[j]);
    }
    solver.set(j, column);
  }
  while (!solver.advance()) continue;
  std::vector<double> found = solver.solve(right);
  for (std::size_t i = 0; i < found.size(); ++i) found[i] /= lengths[i];
  return found;
}

}  // namespace

Result<Synthesis> synthesizePowers(std::span<const PowerSnapshot> snapshots, double gamma,
                                   const TargetProfile& target, double at,
                                   const SynthesisOptions& options, std::string_view where) {
  if (auto status = checkPowers(snapshots, gamma, where); !status) return status.error();
  std::vector<SnapshotLabel> labels;
  for (const PowerSnapshot& snapshot : snapshots) labels.push_back({.step = snapshot.step});
  const auto used = usableSnapshots(labels, {}, at, where, options.unit);
  if (!used) return used.error();
  std::vector<double> steps;
  for (const std::size_t i : *used) steps.push_back(snapshots[i].step);
  const ProfileGrid grid(0.0, at, steps);
  std::vector<std::vector<double>> columns;
  for (const std::size_t i : *used) {
    columns.push_back(grid.shares([&snapshot = snapshots[i]](double step) {
      return std::pow(std::min(step / snapshot.step, 1.0), snapshot.gamma + 1.0);
    }));
  }
  return evaluateCandidate(
      {grid, target, labels, *used, columns, closest(snapshots, *used, {at, gamma})}, options,
      where);
}

}  // namespace emascope
