// SPDX-License-Identifier: Apache-2.0
//
// The linear problem of post-hoc averaging, in double. Snapshots taken close together give nearly
// equal columns, so every unknown is scaled first, and directions that cannot be distinguished are
// dropped. The only user of Eigen.
#pragma once

#include <vector>

namespace emascope {

/// Least squares: x minimizing |sum_i x_i columns[i] - target|^2, by a complete orthogonal
/// decomposition (which does not square the condition number). Directions below 1e-10 of the
/// largest are dropped; x has minimum norm. @pre all columns are as long as `target`
[[nodiscard]] std::vector<double> solveLeastSquares(const std::vector<std::vector<double>>& columns,
                                                    const std::vector<double>& target);

}  // namespace emascope
