// SPDX-License-Identifier: Apache-2.0
//
// The linear problem of post-hoc averaging, in double: x minimizing |A x - b|^2, and of several
// such x the one with minimum norm. Snapshots taken close together give nearly equal columns, so
// every column is scaled first, and directions below 1e-10 of the largest are dropped. A is
// decomposed once for any number of b, one column at a time, so that the caller can do other work
// in between. The only user of Eigen.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace emascope {

/// A complete orthogonal decomposition (which does not square the condition number), in pieces.
class LeastSquares {
 public:
  /// A is zero at first. @pre rows >= 1, columns >= 1
  LeastSquares(std::size_t rows, std::size_t columns);
  ~LeastSquares();
  /// The one that is moved from can only be destroyed or assigned to.
  LeastSquares(LeastSquares&&) noexcept;
  /// As the constructor.
  LeastSquares& operator=(LeastSquares&&) noexcept;

  /// Sets a column of A. @pre column < columns, values has one value per row; before advance()
  void set(std::size_t column, const std::vector<double>& values);
  /// Decomposes another column. Returns true when all of A is decomposed.
  [[nodiscard]] bool advance();
  /// x for b = `target`. @pre advance() has returned true, target has one value per row
  [[nodiscard]] std::vector<double> solve(const std::vector<double>& target) const;

  /// One of the solutions of solveWithout().
  struct Solution {
    std::vector<double> x = {};  ///< one number per column
    double left = 0.0;           ///< |A x - b|
  };
  /// For each of `cuts` an x that is zero for the columns that depend on others up to that part of
  /// the largest: a little farther from b, but of smaller numbers. @pre as solve()
  [[nodiscard]] std::vector<Solution> solveWithout(std::span<const double> cuts,
                                                   const std::vector<double>& target) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace emascope
