// SPDX-License-Identifier: Apache-2.0
//
// A model small enough to follow by hand: y = w x + b in three inputs, squared loss, a running mean
// of the inputs and a counter as buffers. Tests reach into its steps and evaluations through hooks.
#pragma once

#include "core/models/model.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace emascope {

/// What one gradient pass has computed, for a test to spoil.
struct ToyPass {
  std::int64_t number = 0;  ///< 1-based, of this model
  float& loss;
  std::span<float> weight_gradients;
  std::span<float> running_mean;
};

/// Set by a test, cleared by ToyHooks' destructor. Called on the thread that trains.
struct ToyHooks {
  std::function<void(const ToyPass&)> after_pass = {};
  std::function<void()> before_evaluation = {};
};

/// The hooks in force, and the models made since they were installed: the trained one first, then
/// one per track.
class ToyWorld {
 public:
  explicit ToyWorld(ToyHooks hooks = {});
  ~ToyWorld();
  ToyWorld(const ToyWorld&) = delete;
  ToyWorld& operator=(const ToyWorld&) = delete;

  /// All floats of the index-th model of this thread that is alive: weights, bias, running mean.
  [[nodiscard]] static std::vector<float> floatsOf(std::size_t model);
  [[nodiscard]] static std::int64_t counterOf(std::size_t model);
};

[[nodiscard]] const ModelEntry& toyModel();

}  // namespace emascope
