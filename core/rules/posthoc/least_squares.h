// SPDX-License-Identifier: Apache-2.0
//
// The two linear problems of post-hoc averaging, in double. Snapshots taken close together give
// nearly equal columns, so both functions first scale every unknown, and drop directions that
// cannot be distinguished. The only user of Eigen.
#pragma once

#include <vector>

namespace emascope {

/// Solves A x = b. `matrix` is symmetric positive definite, row-major, b.size()^2 numbers. Uses
/// LDL^T; if a pivot is below 1e-13 of the largest, the minimum-norm solution without directions
/// below 1e-12 of the largest.
[[nodiscard]] std::vector<double> solveSymmetric(const std::vector<double>& matrix,
                                                 const std::vector<double>& b);

/// Least squares: x minimizing |sum_i x_i columns[i] - target|^2, by a complete orthogonal
/// decomposition (which does not square the condition number). Directions below 1e-10 of the
/// largest are dropped; x has minimum norm. @pre all columns are as long as `target`
[[nodiscard]] std::vector<double> solveLeastSquares(const std::vector<std::vector<double>>& columns,
                                                    const std::vector<double>& target);

}  // namespace emascope
