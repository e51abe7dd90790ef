// SPDX-License-Identifier: Apache-2.0
#include "core/rules/posthoc/projection.h"

#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace emascope {
namespace {

std::vector<double> response(const ResponseSnapshot& snapshot, const ProfileGrid& grid) {
  const auto call = [&](double step) { return static_cast<std::int64_t>(step) - snapshot.began; };
  std::vector<double> shares;
  shares.reserve(grid.cells());
  for (std::size_t j = 0; j < grid.cells(); ++j) {
    shares.push_back(
        snapshot.history->share(call(grid.edges()[j]), call(grid.edges()[j + 1]), snapshot.call));
  }
  return shares;
}

std::vector<SnapshotLabel> labelsOf(const std::vector<ResponseSnapshot>& snapshots) {
  std::vector<SnapshotLabel> labels;
  labels.reserve(snapshots.size());
  for (const ResponseSnapshot& snapshot : snapshots) {
    labels.push_back({snapshot.run, static_cast<double>(snapshot.began + snapshot.call)});
  }
  return labels;
}

std::vector<double> chosen(const std::vector<double>& values,
                           const std::vector<std::size_t>& which) {
  std::vector<double> some;
  some.reserve(which.size());
  for (const std::size_t i : which) some.push_back(values[i]);
  return some;
}

/// The solution with the least sum of the profile's error and the amplified rounding errors, both
/// in weight per step.
std::vector<double> calmSolution(const LeastSquares& solver, const std::vector<double>& wanted,
                                 double rounding) {
  constexpr std::array<double, 8> kCuts = {0.0, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2};
  std::vector<double> best;
  double least = std::numeric_limits<double>::infinity();
  for (LeastSquares::Solution& each : solver.solveWithout(kCuts, wanted)) {
    const double squares = std::inner_product(each.x.begin(), each.x.end(), each.x.begin(), 0.0);
    const double sum = each.left + rounding * std::sqrt(squares);
    if (!best.empty() && !(sum < least)) continue;
    least = sum;
    best = std::move(each.x);
  }
  return best;
}

}  // namespace

Result<Projection> Projection::begin(std::vector<ResponseSnapshot> snapshots, std::string_view run,
                                     std::int64_t at, std::string_view where) {
  for (std::size_t i = 0; i < snapshots.size(); ++i) {
    const ResponseSnapshot& snapshot = snapshots[i];
    if (snapshot.call >= 0 && snapshot.call <= snapshot.history->calls()) continue;
    return Error{std::string(where),
                 "snapshot " + std::to_string(i + 1) + " is from update call " +
                     std::to_string(snapshot.call) + ", but its track's history ends at " +
                     std::to_string(snapshot.history->calls()),
                 "the history of the snapshot's own track"};
  }
  auto used = usableSnapshots(labelsOf(snapshots), run, static_cast<double>(at), where);
  if (!used) return used.error();
  std::vector<double> steps;
  for (const SnapshotLabel& label : labelsOf(snapshots)) steps.push_back(label.step);
  return Projection(std::move(snapshots), std::move(steps), std::move(used).value(), at);
}

// Step 0, the initial weights, is a separate cell.
Projection::Projection(std::vector<ResponseSnapshot> snapshots, std::vector<double> steps,
                       std::vector<std::size_t> used, std::int64_t at)
    : snapshots_(std::move(snapshots)),
      steps_(std::move(steps)),
      used_(std::move(used)),
      grid_(-1.0, static_cast<double>(at), chosen(steps_, used_)),
      solver_(grid_.cells(), used_.size()) {}

// A wide cell's weight is spread over its steps: sum of squares = weight^2 / width.
std::vector<double> Projection::perStep(std::vector<double> shares) const {
  for (std::size_t j = 0; j < shares.size(); ++j) {
    shares[j] /= std::sqrt(grid_.edges()[j + 1] - grid_.edges()[j]);
  }
  return shares;
}

bool Projection::advance() {
  if (columns_.size() == used_.size()) return solver_.advance();
  const std::size_t next = columns_.size();
  columns_.push_back(response(snapshots_[used_[next]], grid_));
  solver_.set(next, perStep(columns_.back()));
  return false;
}

Result<Synthesis> Projection::of(const TargetProfile& target, const SynthesisOptions& options,
                                 std::string_view where) const {
  const std::vector<double> wanted = perStep(grid_.shares(target));
  std::vector<double> found = options.rounding > 0.0
                                  ? calmSolution(solver_, wanted, options.rounding)
                                  : solver_.solve(wanted);
  const std::vector<SnapshotLabel> labels = labelsOf(snapshots_);
  return evaluateCandidate({grid_, target, labels, used_, columns_, std::move(found)}, options,
                           where);
}

Result<Synthesis> synthesize(std::span<const ResponseSnapshot> snapshots, std::string_view run,
                             const TargetProfile& target, std::int64_t at,
                             const SynthesisOptions& options, std::string_view where) {
  auto projection = Projection::begin({snapshots.begin(), snapshots.end()}, run, at, where);
  if (!projection) return projection.error();
  while (!projection.value().advance()) continue;
  return projection->of(target, options, where);
}

}  // namespace emascope
