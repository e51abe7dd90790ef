// SPDX-License-Identifier: Apache-2.0
//
// A small module with parameters and buffers, and what the tests of Ema do with it.
#pragma once

#include "core/ema/ema.h"

#include <ATen/core/grad_mode.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/linear.h>

namespace emascope {

inline torch::nn::Sequential smallNet() {
  return torch::nn::Sequential(torch::nn::Linear(2, 3), torch::nn::BatchNorm1d(3),
                               torch::nn::Linear(3, 1));
}

/// One average with the schedule "constant".
inline EmaOptions constant(double beta) { return {.rules = {{"constant", {{"beta", beta}}}}}; }

/// Adds `by` to each parameter, as a step of an optimizer would.
inline void shift(torch::nn::Module& module, double by) {
  const at::NoGradGuard no_grad;
  for (at::Tensor& parameter : module.parameters()) parameter.add_(by);
}

}  // namespace emascope
