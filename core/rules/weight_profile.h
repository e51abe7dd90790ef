// SPDX-License-Identifier: Apache-2.0
//
// What an average is made of: the exact weight of each update call, for any history of skips,
// copies and blends, and therefore for any live edit. Append call by call; query the present or any
// past call. Weights are (1 - beta_k) prod_{j>k} beta_j; the products are kept as running sums of
// logarithms in double-double, so neither a million steps nor decays near 0 or 1 lose digits or
// underflow. Uses 16 bytes per call.
#pragma once

#include "core/rules/schedule.h"

#include <cstdint>
#include <span>
#include <vector>

namespace emascope {

/// Content of the average before its first call; counts as call 0.
enum class ProfileStart {
  kWeights,  ///< the raw weights at construction
  kZero,     ///< zeros, removed by the bias correction: call 0 never has weight
};

/// The weight of consecutive calls.
struct ProfileBin {
  std::int64_t first = 0;  ///< calls first..last, inclusive
  std::int64_t last = 0;   ///< not before `first`
  double weight = 0.0;     ///< exact sum of their weights
  friend bool operator==(const ProfileBin&, const ProfileBin&) = default;
};

/// Calls are numbered from 1. Ages count calls, including skips; the newest call has age 0. An
/// argument `at` selects the profile after that call. @pre 0 <= at <= calls()
class WeightProfile {
 public:
  /// A profile without calls.
  explicit WeightProfile(ProfileStart start = ProfileStart::kWeights);

  /// Appends a call. A blend with beta 0 is a copy, with beta 1 a skip. @pre beta in [0, 1]
  void append(ActionKind kind, double beta);
  /// Appends what RuleClock::next() returned.
  void append(const EmaAction& action) { append(action.kind, action.beta); }

  /// Call when the average has been reset manually to the newest call's state.
  void restart();

  /// The complete profile, to save it.
  struct State {
    ProfileStart start = ProfileStart::kWeights;  ///< as given to the constructor
    std::vector<double> logs = {};                ///< two for each call and for call 0: high, low
    std::vector<std::int64_t> copies = {};        ///< the calls that copied, ascending
    double mass = 1.0;                            ///< sum of the weights before the bias correction
    double moment = 0.0;                          ///< sum of weight times age before it
    double square = 1.0;                          ///< sum of the squared weights before it
  };
  /// What restored() continues with.
  [[nodiscard]] State state() const;
  /// A profile that continues with what state() returned. Fails for what it cannot have returned.
  [[nodiscard]] static Result<WeightProfile> restored(const State& state);

  /// Calls appended so far; restart() does not count.
  [[nodiscard]] std::int64_t calls() const { return static_cast<std::int64_t>(log_.size()) - 1; }

  /// The last call that discarded all older weight: the last copy, or 0.
  [[nodiscard]] std::int64_t origin() const { return origin(calls()); }
  /// The same after call `at`.
  [[nodiscard]] std::int64_t origin(std::int64_t at) const;

  /// Sum of all weights: 1, or 0 while a zero-initialized average has averaged nothing.
  [[nodiscard]] double total() const { return mass_ > 0.0 ? 1.0 : 0.0; }

  /// Weight of one call; 0 for calls outside [0, at].
  [[nodiscard]] double weight(std::int64_t call) const { return weight(call, calls()); }
  /// The same after call `at`.
  [[nodiscard]] double weight(std::int64_t call, std::int64_t at) const;

  /// Sum of the weights of calls k with after < k <= upto. after = -1 includes call 0.
  [[nodiscard]] double share(std::int64_t after, std::int64_t upto) const {
    return share(after, upto, calls());
  }
  /// The same after call `at`.
  [[nodiscard]] double share(std::int64_t after, std::int64_t upto, std::int64_t at) const;

  /// Weights of the calls 0..calls().
  [[nodiscard]] std::vector<double> weights() const;

  /// Calls first..last in `count` bins of nearly equal size, or fewer bins if there are fewer
  /// calls. @pre 0 <= first <= last <= calls(), count >= 1
  [[nodiscard]] std::vector<ProfileBin> bins(std::int64_t first, std::int64_t last,
                                             std::int64_t count) const;

  /// sum_k w_k (calls - k).
  [[nodiscard]] double meanAge() const { return mass_ > 0.0 ? moment_ / mass_ : 0.0; }
  /// The same after call `at`. Takes time proportional to at - origin(at).
  [[nodiscard]] double meanAge(std::int64_t at) const;

  /// 1 / sum_k w_k^2: the number of independent updates whose plain mean has the same noise. 0
  /// while total() is 0.
  [[nodiscard]] double effectiveSamples() const;

  /// The smallest age such that calls up to that age hold at least `share` of the weight.
  /// @pre 0 < share <= 1
  [[nodiscard]] std::int64_t ageQuantile(double share) const;

  /// Weight of the copy at origin(): the warm-up's last copy, a reset, or the weights at
  /// construction. 0 if there is none.
  [[nodiscard]] double copyShare() const { return weight(origin()); }

 private:
  // sum of ln beta_j, j = 1..k, without the -infinity of copies
  struct LogProduct {
    double high = 0.0;
    double low = 0.0;
  };
  // ln of prod_{after < j <= upto} beta_j
  [[nodiscard]] double logKept(std::int64_t after, std::int64_t upto) const;
  // Divisor of the weights: 1, or the accumulated weight with bias correction.
  [[nodiscard]] double mass(std::int64_t origin_call, std::int64_t at) const;

  ProfileStart start_;
  std::vector<LogProduct> log_ = {LogProduct{}};
  std::vector<std::int64_t> copies_ = {};
  double mass_;          // sum of the weights before the bias correction
  double moment_ = 0.0;  // sum_k w_k (calls - k) before it
  double square_;        // sum_k w_k^2 before it
};

}  // namespace emascope
