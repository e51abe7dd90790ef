// SPDX-License-Identifier: Apache-2.0
#include "core/rules/posthoc/synthesis.h"

#include "core/base/numbers.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

namespace emascope {
namespace {

// A target this much shorter than the shortest snapshot still counts as equal, by rounding.
constexpr double kAgeSlack = 0.01;

std::string timeText(double at, SnapshotUnit unit) {
  return unit == SnapshotUnit::kSteps ? "step " + formatNumber(at)
                                      : formatNumber(std::floor(at)) + " kimg";
}

std::string spanText(double span, SnapshotUnit unit) {
  return formatShort(span, 3) + (unit == SnapshotUnit::kSteps ? " steps" : " kimg");
}

Status checkNotShorter(const Candidate& candidate, const std::vector<double>& wanted,
                       std::string_view where, SnapshotUnit unit) {
  double shortest = std::numeric_limits<double>::infinity();
  double last = 0.0;
  for (std::size_t i = 0; i < candidate.used.size(); ++i) {
    shortest = std::min(shortest, candidate.grid.meanAge(candidate.columns[i]));
    last = std::max(last, candidate.snapshots[candidate.used[i]].step);
  }
  const double age = candidate.grid.meanAge(wanted);
  if (age >= shortest * (1.0 - kAgeSlack)) return Ok{};
  return Error{std::string(where),
               candidate.target.text() + " at " + timeText(candidate.grid.at(), unit) +
                   " would have a mean age of " + spanText(age, unit) +
                   ", but no snapshot's is below " + formatShort(shortest, 3) +
                   " there (the last snapshot was taken at " + timeText(last, unit) + ")",
               "a mean age of at least " + spanText(shortest, unit) +
                   (last < candidate.grid.at() ? ", or " + timeText(last, unit) : "")};
}

double l1Distance(const Candidate& candidate, const std::vector<double>& wanted) {
  std::vector<double> left = wanted;
  for (std::size_t i = 0; i < candidate.columns.size(); ++i) {
    for (std::size_t j = 0; j < left.size(); ++j) {
      left[j] -= candidate.found[i] * candidate.columns[i][j];
    }
  }
  return std::accumulate(left.begin(), left.end(), 0.0,
                         [](double sum, double value) { return sum + std::abs(value); });
}

}  // namespace

Result<std::vector<std::size_t>> usableSnapshots(std::span<const SnapshotLabel> snapshots,
                                                 std::string_view run, double at,
                                                 std::string_view where, SnapshotUnit unit) {
  if (!(at >= 1.0 && std::isfinite(at))) {
    return Error{std::string(where), timeText(at, unit) + " is not a valid step", "1 or more"};
  }
  std::vector<std::size_t> used;
  double first = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < snapshots.size(); ++i) {
    const SnapshotLabel& snapshot = snapshots[i];
    const std::string name = "snapshot " + std::to_string(i + 1);
    if (snapshot.run != run) {
      return Error{std::string(where),
                   name + " is from run '" + std::string(snapshot.run) + "', not '" +
                       std::string(run) + "': averages of different runs cannot be combined",
                   "snapshots of one run"};
    }
    if (!(snapshot.step > 0.0 && std::isfinite(snapshot.step))) {
      return Error{std::string(where), name + " was taken at " + timeText(snapshot.step, unit),
                   "steps above 0"};
    }
    first = std::min(first, snapshot.step);
    if (snapshot.step <= at) used.push_back(i);
  }
  if (snapshots.empty()) {
    return Error{std::string(where), "there are no snapshots",
                 "at least one at or before the step"};
  }
  if (used.empty()) {
    return Error{std::string(where), "there is no snapshot at or before " + timeText(at, unit),
                 timeText(first, unit) + " or later"};
  }
  return used;
}

Result<Synthesis> evaluateCandidate(Candidate candidate, const SynthesisOptions& options,
                                    std::string_view where) {
  const std::vector<double> wanted = candidate.grid.shares(candidate.target);
  if (!options.extrapolate) {
    if (const Status status = checkNotShorter(candidate, wanted, where, options.unit); !status) {
      return status.error();
    }
  }
  const double sum = std::accumulate(candidate.found.begin(), candidate.found.end(), 0.0);
  if (options.normalize && sum != 0.0) {
    for (double& x : candidate.found) x /= sum;
  }
  Synthesis result;
  result.used = candidate.used.size();
  result.later = candidate.snapshots.size() - result.used;
  result.coefficients.assign(candidate.snapshots.size(), 0.0);
  double squares = 0.0;
  for (std::size_t i = 0; i < candidate.used.size(); ++i) {
    result.coefficients[candidate.used[i]] = candidate.found[i];
    squares += candidate.found[i] * candidate.found[i];
  }
  result.amplification = std::sqrt(squares);
  result.error = l1Distance(candidate, wanted);
  if (!options.extrapolate && !(result.error <= options.largest_error)) {
    return Error{std::string(where),
                 candidate.target.text() + " at " + timeText(candidate.grid.at(), options.unit) +
                     " cannot be synthesized from " + std::to_string(result.used) +
                     " snapshots: " + formatShort(50.0 * result.error, 2) +
                     " % of its weight would lie on wrong steps",
                 "at most " + formatShort(50.0 * options.largest_error, 2) +
                     " %; take snapshots more often, or add a shorter and a longer track"};
  }
  return result;
}

}  // namespace emascope
