// SPDX-License-Identifier: Apache-2.0
#include "core/rules/posthoc/projection.h"

#include "core/rules/posthoc/least_squares.h"

#include <cmath>

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

}  // namespace

Result<Synthesis> synthesize(std::span<const ResponseSnapshot> snapshots, std::string_view run,
                             const TargetProfile& target, std::int64_t at,
                             const SynthesisOptions& options, std::string_view where) {
  std::vector<SnapshotLabel> labels;
  for (const ResponseSnapshot& snapshot : snapshots) {
    if (snapshot.call < 0 || snapshot.call > snapshot.history->calls()) {
      return Error{std::string(where),
                   "snapshot " + std::to_string(labels.size() + 1) + " is from update call " +
                       std::to_string(snapshot.call) + ", but its track's history ends at " +
                       std::to_string(snapshot.history->calls()),
                   "the history of the snapshot's own track"};
    }
    labels.push_back({snapshot.run, static_cast<double>(snapshot.began + snapshot.call)});
  }
  const auto step = static_cast<double>(at);
  const auto usable = usableSnapshots(labels, run, step, where);
  if (!usable) return usable.error();
  const std::vector<std::size_t>& used = *usable;

  std::vector<double> times;
  for (const std::size_t i : used) times.push_back(labels[i].step);
  // Step 0, the initial weights, is a separate cell.
  const ProfileGrid grid(-1.0, step, times);
  std::vector<std::vector<double>> columns;
  for (const std::size_t i : used) columns.push_back(response(snapshots[i], grid));

  // A wide cell's weight is spread over its steps: sum of squares = weight^2 / width.
  const auto perStep = [&](std::vector<double> shares) {
    for (std::size_t j = 0; j < shares.size(); ++j) {
      shares[j] /= std::sqrt(grid.edges()[j + 1] - grid.edges()[j]);
    }
    return shares;
  };
  std::vector<std::vector<double>> rows;
  for (const auto& column : columns) rows.push_back(perStep(column));
  std::vector<double> found = solveLeastSquares(rows, perStep(grid.shares(target)));
  return evaluateCandidate({grid, target, labels, used, columns, std::move(found)}, options, where);
}

}  // namespace emascope
