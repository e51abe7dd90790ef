// SPDX-License-Identifier: Apache-2.0
//
// A model small enough to follow by hand: y = w x + b with three inputs, squared loss, and as
// buffers a running mean of the inputs and a counter. Tests intercept its steps and evaluations
// through hooks.
#pragma once

#include "core/models/model.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace emascope {

/// Results of a gradient pass, for a test to corrupt.
struct ToyPass {
  std::int64_t number = 0;  ///< number of the pass in this model, 1-based
  float& loss;
  std::span<float> weight_gradients;
  std::span<float> running_mean;
};

/// Set by a test, cleared by ToyHooks' destructor. Called on the training thread.
struct ToyHooks {
  std::function<void(const ToyPass&)> after_pass = {};
  std::function<void()> before_evaluation = {};
};

/// The active hooks, and the models created since they were installed: the trained one first, then
/// one per track.
class ToyWorld {
 public:
  explicit ToyWorld(ToyHooks hooks = {});
  ~ToyWorld();
  ToyWorld(const ToyWorld&) = delete;
  ToyWorld& operator=(const ToyWorld&) = delete;

  /// All floats of this thread's index-th living model: weights, bias, running mean.
  [[nodiscard]] static std::vector<float> floatsOf(std::size_t model);
  [[nodiscard]] static std::int64_t counterOf(std::size_t model);
};

[[nodiscard]] const ModelEntry& toyModel();

}  // namespace emascope
