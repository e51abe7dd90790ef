// SPDX-License-Identifier: Apache-2.0
#include "core/rules/posthoc/least_squares.h"

#include <Eigen/QR>
#include <cmath>

namespace emascope {
namespace {

constexpr double kLeastSquaresCut = 1e-10;

std::vector<double> toVector(const Eigen::VectorXd& x) { return {x.begin(), x.end()}; }

}  // namespace

std::vector<double> solveLeastSquares(const std::vector<std::vector<double>>& columns,
                                      const std::vector<double>& target) {
  const auto rows = static_cast<Eigen::Index>(target.size());
  Eigen::MatrixXd a(rows, static_cast<Eigen::Index>(columns.size()));
  for (std::size_t i = 0; i < columns.size(); ++i) {
    a.col(static_cast<Eigen::Index>(i)) =
        Eigen::Map<const Eigen::VectorXd>(columns[i].data(), rows);
  }
  Eigen::VectorXd scale = a.colwise().norm();
  for (double& size : scale) size = size > 0.0 ? 1.0 / size : 0.0;
  Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> decomposed;
  decomposed.setThreshold(kLeastSquaresCut);
  decomposed.compute(a * scale.asDiagonal());
  const Eigen::Map<const Eigen::VectorXd> right(target.data(), rows);
  return toVector(scale.cwiseProduct(decomposed.solve(right)));
}

}  // namespace emascope
