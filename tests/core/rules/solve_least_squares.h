// SPDX-License-Identifier: Apache-2.0
//
// LeastSquares for one target.
#pragma once

#include "core/rules/posthoc/least_squares.h"

#include <cstddef>
#include <vector>

namespace emascope {

/// x for A with these columns and b = `target`. @pre all have the same length, at least 1
inline std::vector<double> solveLeastSquares(const std::vector<std::vector<double>>& columns,
                                             const std::vector<double>& target) {
  LeastSquares solver(target.size(), columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) solver.set(i, columns[i]);
  while (!solver.advance()) continue;
  return solver.solve(target);
}

}  // namespace emascope
