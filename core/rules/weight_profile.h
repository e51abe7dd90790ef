// SPDX-License-Identifier: Apache-2.0
//
// What an average is made of: the exact weight of each update call in it, for any history of skips,
// copies and blends, so for any live edit. Appended to call by call; answers for the present and
// for any past call. Weights are (1 - beta_k) prod_{j>k} beta_j; the products are kept as running
// sums of logarithms in double-double, so neither a million steps nor decays next to 0 or 1 lose
// digits or underflow. Holds 16 bytes a call.
#pragma once

#include "core/rules/schedule.h"

#include <cstdint>
#include <span>
#include <vector>

namespace emascope {

/// What the average held before its first call, which is call 0.
enum class ProfileStart {
  kWeights,  ///< the raw weights at construction
  kZero,     ///< zeros, divided out by the bias correction: call 0 never has a weight
};

struct ProfileBin {
  std::int64_t first = 0;  ///< calls first..last, both included
  std::int64_t last = 0;
  double weight = 0.0;  ///< exact sum of theirs
  friend bool operator==(const ProfileBin&, const ProfileBin&) = default;
};

/// Calls are numbered from 1; ages are counted in calls, skipped ones included, the newest has 0.
/// `at` asks for the profile as it was after that call. @pre 0 <= at <= calls()
class WeightProfile {
 public:
  explicit WeightProfile(ProfileStart start = ProfileStart::kWeights);

  /// The next call. A blend with 0 is a copy, with 1 a skip. @pre beta in [0, 1]
  void append(ActionKind kind, double beta);
  void append(const EmaAction& action) { append(action.kind, action.beta); }

  /// The average has become a copy of the newest call's state by hand: a re-seeding.
  void restart();

  [[nodiscard]] std::int64_t calls() const { return static_cast<std::int64_t>(log_.size()) - 1; }

  /// The call that all older weight was thrown away at: the last copy, or 0.
  [[nodiscard]] std::int64_t origin() const { return origin(calls()); }
  [[nodiscard]] std::int64_t origin(std::int64_t at) const;

  /// Sum of all weights: 1, or 0 while a zero-initialized average has seen nothing.
  [[nodiscard]] double total() const { return mass_ > 0.0 ? 1.0 : 0.0; }

  /// Weight of one call. 0 for calls outside [0, at].
  [[nodiscard]] double weight(std::int64_t call) const { return weight(call, calls()); }
  [[nodiscard]] double weight(std::int64_t call, std::int64_t at) const;

  /// Sum of the weights of the calls after < k <= upto. -1 < 0 includes call 0.
  [[nodiscard]] double share(std::int64_t after, std::int64_t upto) const {
    return share(after, upto, calls());
  }
  [[nodiscard]] double share(std::int64_t after, std::int64_t upto, std::int64_t at) const;

  /// Weights of the calls 0..calls().
  [[nodiscard]] std::vector<double> weights() const;

  /// The calls first..last in `count` bins as equal as whole calls allow, fewer if there are fewer
  /// calls. @pre 0 <= first <= last <= calls(), count >= 1
  [[nodiscard]] std::vector<ProfileBin> bins(std::int64_t first, std::int64_t last,
                                             std::int64_t count) const;

  /// sum_k w_k (calls - k).
  [[nodiscard]] double meanAge() const { return mass_ > 0.0 ? moment_ / mass_ : 0.0; }
  /// The same after call `at`; takes time proportional to its distance from origin(at).
  [[nodiscard]] double meanAge(std::int64_t at) const;

  /// 1 / sum_k w_k^2: the plain mean over that many independent updates is as quiet. 0 while
  /// total() is 0.
  [[nodiscard]] double effectiveSamples() const;

  /// The smallest age such that calls of that age or less hold at least `share` of the weight.
  /// @pre 0 < share <= 1
  [[nodiscard]] std::int64_t ageQuantile(double share) const;

  /// Weight that is still on the copy at origin(): on the warm-up's last copy, on a re-seeding, or
  /// on the weights at construction. 0 if there is neither.
  [[nodiscard]] double copyShare() const { return weight(origin()); }

 private:
  // sum of ln beta_j, j = 1..k, without the copies' -infinity
  struct LogProduct {
    double high = 0.0;
    double low = 0.0;
  };
  // ln of prod_{after < j <= upto} beta_j
  [[nodiscard]] double logKept(std::int64_t after, std::int64_t upto) const;
  // What the weights are divided by: 1, or the debias weight.
  [[nodiscard]] double mass(std::int64_t origin_call, std::int64_t at) const;

  ProfileStart start_;
  std::vector<LogProduct> log_ = {LogProduct{}};
  std::vector<std::int64_t> copies_ = {};
  double mass_;          // sum of the weights before the bias correction
  double moment_ = 0.0;  // sum_k w_k (calls - k) before it
  double square_;        // sum_k w_k^2 before it
};

}  // namespace emascope
