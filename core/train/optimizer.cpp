// SPDX-License-Identifier: Apache-2.0
#include "core/train/optimizer.h"

#include "core/train/optimizer_loops.h"

#include <cmath>
#include <utility>

#include <ATen/Parallel.h>
#include <ATen/ops/_fused_adam.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/ops/_fused_sgd.h>
#include <ATen/ops/zeros.h>

namespace emascope {
namespace {

using Kind = OptimizerSettings::Kind;

constexpr std::int64_t kWorthThread = 32768;  ///< floats

float* data(const at::Tensor& array, std::int64_t from) {
  return array.defined() ? array.mutable_data_ptr<float>() + from : nullptr;
}

/// Calls part(from, count) for all of `weights`, on the run's threads. @pre on the CPU
template <typename Part>
void inParts(const at::Tensor& weights, const Part& part) {
  at::parallel_for(0, weights.numel(), kWorthThread, [&](std::int64_t from, std::int64_t to) {
    part(from, static_cast<std::size_t>(to - from));
  });
}

}  // namespace

int momentsOf(const OptimizerSettings& settings) {
  const int momentum = settings.momentum == 0.0 ? 0 : 1;
  switch (settings.kind) {
    case Kind::kSgd:
      return momentum;
    case Kind::kRmsprop:
      return 1 + momentum;
    case Kind::kLion:
      return 1;
    case Kind::kAdam:
    case Kind::kAdamW:
      break;
  }
  return 2;
}

FlatOptimizer::FlatOptimizer(OptimizerSettings settings, Arrays arrays, Way way)
    : settings_(settings),
      arrays_(std::move(arrays)),
      own_loops_(way == Way::kByPlace && arrays_.weights.is_cpu()),
      step_number_(at::zeros({}, arrays_.weights.options())) {}

void FlatOptimizer::step(double factor) {
  ++steps_;
  const double rate = settings_.lr * factor;
  switch (settings_.kind) {
    case Kind::kSgd:
      return stepSgd(rate);
    case Kind::kAdam:
    case Kind::kAdamW:
      return stepAdam(rate);
    case Kind::kRmsprop:
      return stepRmsprop(rate);
    case Kind::kLion:
      return stepLion(rate);
  }
}

void FlatOptimizer::stepSgd(double rate) {
  // With a zero momentum array the first step equals torch.optim.SGD's, which copies the gradient.
  const at::TensorList moments =
      arrays_.first.defined() ? at::TensorList(arrays_.first) : at::TensorList();
  at::_fused_sgd_(arrays_.weights, arrays_.gradients, moments, settings_.weight_decay,
                  settings_.momentum, rate, /*dampening=*/0.0, settings_.nesterov,
                  /*maximize=*/false, /*is_first_step=*/false);
}

void FlatOptimizer::stepAdam(double rate) {
  if (own_loops_) return stepAdamInOnePass(rate);
  if (step_number_.is_cpu()) {
    *step_number_.mutable_data_ptr<float>() = static_cast<float>(steps_);
  } else {
    step_number_.fill_(static_cast<double>(steps_));
  }
  const OptimizerSettings& s = settings_;
  if (s.kind == Kind::kAdam) {
    at::_fused_adam_(arrays_.weights, arrays_.gradients, arrays_.first, arrays_.second, {},
                     step_number_, rate, s.beta1, s.beta2, s.weight_decay, s.eps,
                     /*amsgrad=*/false, /*maximize=*/false);
  } else {
    at::_fused_adamw_(arrays_.weights, arrays_.gradients, arrays_.first, arrays_.second, {},
                      step_number_, rate, s.beta1, s.beta2, s.weight_decay, s.eps,
                      /*amsgrad=*/false, /*maximize=*/false);
  }
}

void FlatOptimizer::stepAdamInOnePass(double rate) {
  const OptimizerSettings& s = settings_;
  const bool decoupled = s.kind == Kind::kAdamW;
  const auto steps = static_cast<double>(steps_);
  const AdamStep step{
      .rate = static_cast<float>(rate / (1.0 - std::pow(s.beta1, steps))),
      .keep = decoupled ? static_cast<float>(1.0 - rate * s.weight_decay) : 1.0F,
      .one_minus_beta1 = static_cast<float>(1.0 - s.beta1),
      .beta2 = static_cast<float>(s.beta2),
      .one_minus_beta2 = static_cast<float>(1.0 - s.beta2),
      .correction2 = static_cast<float>(1.0 / std::sqrt(1.0 - std::pow(s.beta2, steps))),
      .eps = static_cast<float>(s.eps),
      .weight_decay = decoupled ? 0.0F : static_cast<float>(s.weight_decay)};
  inParts(arrays_.weights, [&](std::int64_t from, std::size_t count) {
    optimizerLoops().adam(step, data(arrays_.weights, from), data(arrays_.gradients, from),
                          data(arrays_.first, from), data(arrays_.second, from), count);
  });
}

void FlatOptimizer::stepRmsprop(double rate) {
  const OptimizerSettings& s = settings_;
  const at::Tensor& weights = arrays_.weights;
  const at::Tensor& squares = arrays_.first;
  const at::Tensor& velocity = arrays_.second;
  if (!own_loops_) {
    const at::Tensor g = arrays_.gradients.add(weights, s.weight_decay);
    squares.mul_(s.alpha).addcmul_(g, g, 1.0 - s.alpha);
    const at::Tensor divisor = squares.sqrt().add_(s.eps);
    if (velocity.defined()) {
      velocity.mul_(s.momentum).addcdiv_(g, divisor);
      weights.add_(velocity, -rate);
    } else {
      weights.addcdiv_(g, divisor, -rate);
    }
    return;
  }
  const RmspropStep step{.rate = static_cast<float>(rate),
                         .alpha = static_cast<float>(s.alpha),
                         .one_minus_alpha = static_cast<float>(1.0 - s.alpha),
                         .momentum = static_cast<float>(s.momentum),
                         .eps = static_cast<float>(s.eps),
                         .weight_decay = static_cast<float>(s.weight_decay)};
  inParts(weights, [&](std::int64_t from, std::size_t count) {
    optimizerLoops().rmsprop(step, data(weights, from), data(arrays_.gradients, from),
                             data(squares, from), data(velocity, from), count);
  });
}

void FlatOptimizer::stepLion(double rate) {
  const OptimizerSettings& s = settings_;
  const at::Tensor& weights = arrays_.weights;
  const at::Tensor& momentum = arrays_.first;
  const double keep = 1.0 - rate * s.weight_decay;
  if (!own_loops_) {
    const at::Tensor mixed = momentum.mul(s.beta1).add_(arrays_.gradients, 1.0 - s.beta1);
    weights.mul_(keep).add_(mixed.sign_(), -rate);
    momentum.mul_(s.beta2).add_(arrays_.gradients, 1.0 - s.beta2);
    return;
  }
  const LionStep step{.rate = static_cast<float>(rate),
                      .keep = static_cast<float>(keep),
                      .beta1 = static_cast<float>(s.beta1),
                      .one_minus_beta1 = static_cast<float>(1.0 - s.beta1),
                      .beta2 = static_cast<float>(s.beta2),
                      .one_minus_beta2 = static_cast<float>(1.0 - s.beta2)};
  inParts(weights, [&](std::int64_t from, std::size_t count) {
    optimizerLoops().lion(step, data(weights, from), data(arrays_.gradients, from),
                          data(momentum, from), count);
  });
}

}  // namespace emascope
