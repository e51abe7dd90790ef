// SPDX-License-Identifier: Apache-2.0
//
// The two linear problems of post-hoc averaging, in double. Snapshots taken close together are
// nearly the same column, so both scale every unknown by its own size first, and fall back to
// leaving out what cannot be told apart. The one place that sees Eigen.
#pragma once

#include <vector>

namespace emascope {

/// x with A x = b. `matrix` is symmetric and positive definite, row by row, b.size()^2 numbers.
/// LDL^T; where a pivot is under 1e-13 of the largest, the solution of least norm after leaving
/// out directions under 1e-12 of the largest.
[[nodiscard]] std::vector<double> solveSymmetric(const std::vector<double>& matrix,
                                                 const std::vector<double>& b);

/// x that makes sum_i x_i columns[i] closest to `target` in the sum of squares: a complete
/// orthogonal decomposition, so without squaring the condition; directions under 1e-10 of the
/// largest are left out, and x is the shortest that remains. @pre all columns as long as `target`
[[nodiscard]] std::vector<double> solveLeastSquares(const std::vector<std::vector<double>>& columns,
                                                    const std::vector<double>& target);

}  // namespace emascope
