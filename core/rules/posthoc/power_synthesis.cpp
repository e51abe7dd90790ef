// SPDX-License-Identifier: Apache-2.0
#include "core/rules/posthoc/power_synthesis.h"

#include "core/base/numbers.h"
#include "core/rules/posthoc/least_squares.h"

#include <algorithm>
#include <cmath>

namespace emascope {

double powerInnerProduct(double step_a, double gamma_a, double step_b, double gamma_b) {
  const double ratio =
      step_a < step_b ? std::pow(step_a / step_b, gamma_b) : std::pow(step_b / step_a, gamma_a);
  return (gamma_a + 1.0) * (gamma_b + 1.0) / (gamma_a + gamma_b + 1.0) * ratio /
         std::max(step_a, step_b);
}

Result<Synthesis> synthesizePower(std::span<const PowerSnapshot> snapshots, std::string_view run,
                                  const TargetProfile& target, double at,
                                  const SynthesisOptions& options, std::string_view where) {
  const std::optional<double> gamma = target.powerGamma();
  if (!gamma) {
    return Error{std::string(where), target.text() + " is not a power function",
                 "sigma_rel or gamma; other profiles need projection"};
  }
  std::vector<SnapshotLabel> labels;
  for (const PowerSnapshot& snapshot : snapshots) {
    if (!(snapshot.gamma >= 0.0 && std::isfinite(snapshot.gamma))) {
      return Error{std::string(where),
                   "snapshot " + std::to_string(labels.size() + 1) + " has gamma " +
                       formatNumber(snapshot.gamma),
                   "0 or more"};
    }
    labels.push_back({snapshot.run, snapshot.step});
  }
  const auto usable = usableSnapshots(labels, run, at, where);
  if (!usable) return usable.error();
  const std::vector<std::size_t>& used = *usable;

  std::vector<double> matrix;
  std::vector<double> right;
  std::vector<double> times;
  for (const std::size_t i : used) {
    const PowerSnapshot& a = snapshots[i];
    for (const std::size_t j : used) {
      const PowerSnapshot& b = snapshots[j];
      matrix.push_back(powerInnerProduct(a.step, a.gamma, b.step, b.gamma));
    }
    right.push_back(powerInnerProduct(a.step, a.gamma, at, *gamma));
    times.push_back(a.step);
  }
  const ProfileGrid grid(0.0, at, times);
  std::vector<std::vector<double>> columns;
  for (const std::size_t i : used) {
    const PowerSnapshot& snapshot = snapshots[i];
    columns.push_back(grid.shares([&](double step) {
      return step >= snapshot.step ? 1.0 : std::pow(step / snapshot.step, snapshot.gamma + 1.0);
    }));
  }
  return evaluateCandidate({grid, target, labels, used, columns, solveSymmetric(matrix, right)},
                           options, where);
}

}  // namespace emascope
