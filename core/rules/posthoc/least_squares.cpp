// SPDX-License-Identifier: Apache-2.0
//
// The algorithm is that of Eigen::CompleteOrthogonalDecomposition, which cannot be interrupted.
#include "core/rules/posthoc/least_squares.h"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace emascope {
namespace {

using Eigen::Index;

/// A column that is this small a part of the largest one depends on the others.
constexpr double kLeastSquaresCut = 1e-10;

/// When so little of a column's squared norm is left, downdating it has lost its digits.
const double kDowndated = std::sqrt(std::numeric_limits<double>::epsilon());

}  // namespace

struct LeastSquares::Parts {
  Parts(Index rows, Index columns)
      : qr(Eigen::MatrixXd::Zero(rows, columns)),
        scale(Eigen::VectorXd::Zero(columns)),
        left(Eigen::VectorXd::Zero(columns)),
        right(Eigen::VectorXd::Zero(columns)),
        norms(Eigen::VectorXd::Zero(columns)),
        measured(Eigen::VectorXd::Zero(columns)),
        space(std::max(rows, columns)),
        order(static_cast<std::size_t>(columns)) {
    std::iota(order.begin(), order.end(), Index{0});
  }

  void bringLargestTo(Index column);
  void downdateNorms(Index column);
  void foldRest();
  [[nodiscard]] Eigen::VectorXd turned(const std::vector<double>& target) const;
  [[nodiscard]] std::vector<double> inOrder(const Eigen::VectorXd& x) const;

  Eigen::MatrixXd qr;           // R above, the reflections from the left below and from the right
  Eigen::VectorXd scale;        // factor of each column of A
  Eigen::VectorXd left, right;  // coefficients of the reflections
  Eigen::VectorXd norms;        // of what is left of each column, downdated
  Eigen::VectorXd measured;     // the same when it was last measured
  Eigen::MatrixXd triangle;     // R of the independent columns, before the rest is folded in
  Eigen::VectorXd space;        // for Eigen's reflections
  std::vector<Index> order;     // which column of A stands where
  double largest = 0.0;         // pivot
  Index done = 0;
  bool complete = false;
};

/// Of the columns from `column` on.
void LeastSquares::Parts::bringLargestTo(Index column) {
  Index largest_at = 0;
  norms.tail(qr.cols() - column).maxCoeff(&largest_at);
  largest_at += column;
  if (largest_at == column) return;
  qr.col(column).swap(qr.col(largest_at));
  std::swap(norms(column), norms(largest_at));
  std::swap(measured(column), measured(largest_at));
  std::swap(order[static_cast<std::size_t>(column)], order[static_cast<std::size_t>(largest_at)]);
}

/// Without row `column` (LAPACK Working Note 176).
void LeastSquares::Parts::downdateNorms(Index column) {
  for (Index j = column + 1; j < qr.cols(); ++j) {
    if (norms(j) == 0.0) continue;
    const double gone = std::abs(qr(column, j)) / norms(j);
    const double stays = std::max((1.0 + gone) * (1.0 - gone), 0.0);
    const double since = norms(j) / measured(j);
    if (stays * since * since <= kDowndated) {
      norms(j) = measured(j) = qr.col(j).tail(qr.rows() - column - 1).norm();
    } else {
      norms(j) *= std::sqrt(stays);
    }
  }
}

/// Brings what the dependent columns share with the others into the triangle, by reflections from
/// the right, so that the solution with the smallest norm is found.
void LeastSquares::Parts::foldRest() {
  const Index rank = done;
  const Index rest = qr.cols() - rank;
  if (rest == 0) return;
  for (Index k = rank - 1; k >= 0; --k) {
    // The columns that take part stand beside each other for Eigen.
    if (k != rank - 1) qr.col(k).head(k + 1).swap(qr.col(rank - 1).head(k + 1));
    double beta = 0.0;
    qr.row(k).tail(rest + 1).makeHouseholderInPlace(right(k), beta);
    qr(k, rank - 1) = beta;
    if (k > 0) {
      qr.topRightCorner(k, rest + 1)
          .applyHouseholderOnTheRight(qr.row(k).tail(rest).adjoint(), right(k), space.data());
    }
    if (k != rank - 1) qr.col(k).head(k + 1).swap(qr.col(rank - 1).head(k + 1));
  }
}

LeastSquares::LeastSquares(std::size_t rows, std::size_t columns)
    : parts_(std::make_unique<Parts>(static_cast<Index>(rows), static_cast<Index>(columns))) {}
LeastSquares::~LeastSquares() = default;
LeastSquares::LeastSquares(LeastSquares&&) noexcept = default;
LeastSquares& LeastSquares::operator=(LeastSquares&&) noexcept = default;

void LeastSquares::set(std::size_t column, const std::vector<double>& values) {
  const auto at = static_cast<Index>(column);
  Parts& p = *parts_;
  const Eigen::Map<const Eigen::VectorXd> given(values.data(), p.qr.rows());
  const double norm = given.norm();
  p.scale(at) = norm > 0.0 ? 1.0 / norm : 0.0;
  p.qr.col(at) = given * p.scale(at);
  p.norms(at) = p.measured(at) = p.qr.col(at).norm();
}

bool LeastSquares::advance() {
  Parts& p = *parts_;
  if (p.complete) return true;
  const Index k = p.done;
  const Index below = p.qr.rows() - k;
  if (k < std::min(p.qr.rows(), p.qr.cols())) {
    p.bringLargestTo(k);
    double beta = 0.0;
    p.qr.col(k).tail(below).makeHouseholderInPlace(p.left(k), beta);
    p.qr(k, k) = beta;
    if (std::abs(beta) > kLeastSquaresCut * p.largest) {
      p.largest = std::max(p.largest, std::abs(beta));
      p.qr.bottomRightCorner(below, p.qr.cols() - k - 1)
          .applyHouseholderOnTheLeft(p.qr.col(k).tail(below - 1), p.left(k), p.space.data());
      p.downdateNorms(k);
      ++p.done;
      return false;
    }
  }
  p.triangle = p.qr.topLeftCorner(p.done, p.done).triangularView<Eigen::Upper>();
  p.foldRest();
  p.complete = true;
  return true;
}

/// b after the reflections from the left.
Eigen::VectorXd LeastSquares::Parts::turned(const std::vector<double>& target) const {
  Eigen::VectorXd b = Eigen::Map<const Eigen::VectorXd>(target.data(), qr.rows());
  double room = 0.0;
  for (Index k = 0; k < done; ++k) {
    const Index below = qr.rows() - k;
    b.tail(below).applyHouseholderOnTheLeft(qr.col(k).tail(below - 1), left(k), &room);
  }
  return b;
}

/// For the columns of A as they were given.
std::vector<double> LeastSquares::Parts::inOrder(const Eigen::VectorXd& x) const {
  std::vector<double> found(static_cast<std::size_t>(qr.cols()), 0.0);
  for (Index k = 0; k < x.size(); ++k) {
    const Index column = order[static_cast<std::size_t>(k)];
    found[static_cast<std::size_t>(column)] = x(k) * scale(column);
  }
  return found;
}

std::vector<double> LeastSquares::solve(const std::vector<double>& target) const {
  const Parts& p = *parts_;
  const Index rank = p.done;
  const Index rest = p.qr.cols() - rank;
  const Eigen::VectorXd b = p.turned(target);
  Eigen::VectorXd x = Eigen::VectorXd::Zero(p.qr.cols());
  if (rank > 0) {
    x.head(rank) =
        p.qr.topLeftCorner(rank, rank).triangularView<Eigen::Upper>().solve(b.head(rank));
  }
  double room = 0.0;
  for (Index k = 0; rest > 0 && k < rank; ++k) {
    if (k != rank - 1) std::swap(x(k), x(rank - 1));
    x.segment(rank - 1, rest + 1)
        .applyHouseholderOnTheLeft(p.qr.row(k).tail(rest).transpose(), p.right(k), &room);
    if (k != rank - 1) std::swap(x(k), x(rank - 1));
  }
  return p.inOrder(x);
}

std::vector<LeastSquares::Solution> LeastSquares::solveWithout(
    std::span<const double> cuts, const std::vector<double>& target) const {
  const Parts& p = *parts_;
  const Eigen::VectorXd b = p.turned(target);
  std::vector<Solution> solutions;
  for (const double cut : cuts) {
    Index rank = 0;
    while (rank < p.done && std::abs(p.triangle(rank, rank)) > cut * p.largest) ++rank;
    Eigen::VectorXd x(rank);
    if (rank > 0) {
      x = p.triangle.topLeftCorner(rank, rank).triangularView<Eigen::Upper>().solve(b.head(rank));
    }
    solutions.push_back({p.inOrder(x), b.tail(b.size() - rank).norm()});
  }
  return solutions;
}

}  // namespace emascope
