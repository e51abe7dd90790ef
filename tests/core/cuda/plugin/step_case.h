// SPDX-License-Identifier: Apache-2.0
//
// Weights, moments and gradients for the tests of the optimizers' kernels, and the same step by the
// loops of core/train, which are compiled without contraction; SGD's, which LibTorch has there, is
// written out. Lists the optimizers with values of each setting.
#pragma once

#include "core/base/half.h"
#include "core/cuda/plugin/emascope_cuda.h"
#include "core/train/optimizer_loops.h"
#include "tests/core/cuda/plugin/placed.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <ostream>

namespace emascope {

inline EmascopeCudaSettings usualSettings() {
  EmascopeCudaSettings s = {};
  s.rate = 0.03;
  s.momentum = 0.9;
  s.alpha = 0.99;
  s.beta1 = 0.9;
  s.beta2 = 0.999;
  s.eps = 1e-8;
  s.weight_decay = 0.1;
  s.gradient_scale = 1.0;
  return s;
}

inline EmascopeCudaProgress beginning() {
  EmascopeCudaProgress progress = {};
  progress.skip = progress.bad_weight = EMASCOPE_CUDA_NONE_BAD;
  return progress;
}

struct StepRule {
  const char* name;
  int optimizer;
  int nesterov;
  int moments;
};

inline void PrintTo(const StepRule& rule, std::ostream* out) { *out << rule.name; }

inline constexpr StepRule kStepRules[] = {{"Sgd", EMASCOPE_CUDA_SGD, 0, 0},
                                          {"Momentum", EMASCOPE_CUDA_SGD, 0, 1},
                                          {"Nesterov", EMASCOPE_CUDA_SGD, 1, 1},
                                          {"Adam", EMASCOPE_CUDA_ADAM, 0, 2},
                                          {"AdamW", EMASCOPE_CUDA_ADAMW, 0, 2},
                                          {"Rmsprop", EMASCOPE_CUDA_RMSPROP, 0, 1},
                                          {"HeavyRmsprop", EMASCOPE_CUDA_RMSPROP, 0, 2},
                                          {"Lion", EMASCOPE_CUDA_LION, 0, 1}};

struct StepShape {
  StepRule rule = kStepRules[0];
  int type = EMASCOPE_CUDA_FLOAT32;  ///< of the gradients
  std::size_t count = 0;
  std::size_t gradient_offset = 0;  ///< elements from a multiple of 16 bytes
  std::size_t weight_offset = 0;
  std::size_t moment_offset = 0;  ///< of the last moment
  unsigned blocks = 0;
};

class StepCase {
 public:
  explicit StepCase(const StepShape& shape)
      : shape_(shape),
        gradients_(shape.type == EMASCOPE_CUDA_FLOAT32 ? shape.count : 0, shape.gradient_offset,
                   777.0F),
        halves_(shape.type == EMASCOPE_CUDA_FLOAT32 ? 0 : shape.count, shape.gradient_offset,
                0x4242),
        values_(shape.count) {
    for (int k = 0; k <= shape.rule.moments; ++k) {
      const std::size_t moment = k == shape.rule.moments ? shape.moment_offset : 0;
      arrays_.emplace_back(shape.count, k == 0 ? shape.weight_offset : moment, 12345.0F);
      for (std::size_t i = 0; i < shape.count; ++i)
        arrays_.back().data()[i] =
            k == 0 ? static_cast<float>(std::sin(0.2 + 0.41 * static_cast<double>(i))) : 0.0F;
    }
    scratch.assign(emascopeCudaScratchBytes(shape.count, 1) / sizeof(double) + 1, -7.0);
    newGradients(1);
  }

  /// Of step `step`.
  void newGradients(int step) {
    for (std::size_t i = 0; i < shape_.count; ++i)
      setGradient(i, i % 11 == 3 ? 0.0 : 0.4 * std::sin(0.7 * step + 0.3 * static_cast<double>(i)));
  }

  /// Rounds to the type.
  void setGradient(std::size_t index, double value) {
    if (shape_.type == EMASCOPE_CUDA_FLOAT32) {
      values_[index] = static_cast<float>(value);
      gradients_.data()[index] = values_[index];
    } else if (shape_.type == EMASCOPE_CUDA_BFLOAT16) {
      halves_.data()[index] = doubleToBfloat16(value);
      values_[index] = static_cast<float>(bfloat16ToDouble(halves_.data()[index]));
    } else {
      halves_.data()[index] = doubleToFloat16(value);
      values_[index] = static_cast<float>(float16ToDouble(halves_.data()[index]));
    }
  }
  /// As rounded to the type.
  [[nodiscard]] double gradient(std::size_t index) const { return values_[index]; }

  [[nodiscard]] const void* gradients() const {
    if (shape_.type == EMASCOPE_CUDA_FLOAT32) return gradients_.data();
    return halves_.data();
  }
  [[nodiscard]] float* array(std::size_t k) {
    return k < arrays_.size() ? arrays_[k].data() : nullptr;
  }

  [[nodiscard]] EmascopeCudaDecision decision() {
    EmascopeCudaDecision d = {};
    d.gradients = gradients();
    d.gradients_type = shape_.type;
    d.count = shape_.count;
    d.settings = &settings;
    d.progress = &progress;
    d.scratch = scratch.data();
    d.blocks = shape_.blocks;
    return d;
  }

  [[nodiscard]] EmascopeCudaStep step() {
    EmascopeCudaStep s = {};
    s.optimizer = shape_.rule.optimizer;
    s.nesterov = shape_.rule.nesterov;
    s.weights = array(0);
    s.gradients = gradients();
    s.gradients_type = shape_.type;
    s.count = shape_.count;
    s.first = array(1);
    s.second = array(2);
    s.limit = std::numeric_limits<float>::infinity();
    s.progress = &progress;
    s.blocks = shape_.blocks;
    return s;
  }

  /// Decides and takes the step. @return the first code that is not OK
  int run() {
    const EmascopeCudaDecision d = decision();
    const EmascopeCudaStep s = step();
    const int code = emascopeCudaDecideStep(&d, nullptr);
    return code == EMASCOPE_CUDA_OK ? emascopeCudaTakeStep(&s, nullptr) : code;
  }

  /// Of the weights and the moments, in a row.
  [[nodiscard]] std::vector<std::uint32_t> bits() const {
    std::vector<std::uint32_t> all;
    for (const auto& array : arrays_) {
      for (std::size_t i = 0; i < shape_.count; ++i)
        all.push_back(std::bit_cast<std::uint32_t>(array.data()[i]));
    }
    return all;
  }

  /// What step `number` on the CPU makes of the weights and moments.
  [[nodiscard]] std::vector<std::uint32_t> expected(int number) const {
    StepCase copy = *this;
    copy.stepOnTheCpu(number);
    return copy.bits();
  }

  [[nodiscard]] bool guardsStand() const {
    bool stand = gradients_.guardsStand() && halves_.guardsStand() && scratch.back() == -7.0;
    for (const auto& array : arrays_) stand = stand && array.guardsStand();
    return stand;
  }

  EmascopeCudaSettings settings = usualSettings();
  EmascopeCudaProgress progress = beginning();
  std::vector<double> scratch = {};

 private:
  /// As core/train/gradient_pass.cpp clips, with the norm in double.
  [[nodiscard]] std::vector<float> clipped() const {
    std::vector<float> all = values_;
    double squares = 0.0;
    for (float& g : all) {
      g *= static_cast<float>(settings.gradient_scale);
      const auto most = static_cast<float>(settings.clip_value);
      if (most > 0.0F) g = std::clamp(g, -most, most);
      squares += static_cast<double>(g) * static_cast<double>(g);
    }
    const double share = settings.clip_norm / (std::sqrt(squares) + 1e-6);
    if (settings.clip_norm > 0.0 && share < 1.0) {
      for (float& g : all) g *= static_cast<float>(share);
    }
    return all;
  }

  void stepOnTheCpu(int number) {
    const std::vector<float> g = clipped();
    switch (shape_.rule.optimizer) {
      case EMASCOPE_CUDA_SGD:
        return sgd(g);
      case EMASCOPE_CUDA_RMSPROP:
        return optimizerLoops().rmsprop(
            {.rate = static_cast<float>(settings.rate),
             .alpha = static_cast<float>(settings.alpha),
             .one_minus_alpha = static_cast<float>(1.0 - settings.alpha),
             .momentum = static_cast<float>(settings.momentum),
             .eps = static_cast<float>(settings.eps),
             .weight_decay = static_cast<float>(settings.weight_decay)},
            array(0), g.data(), array(1), array(2), g.size());
      case EMASCOPE_CUDA_LION:
        return optimizerLoops().lion(
            {.rate = static_cast<float>(settings.rate),
             .keep = static_cast<float>(1.0 - settings.rate * settings.weight_decay),
             .beta1 = static_cast<float>(settings.beta1),
             .one_minus_beta1 = static_cast<float>(1.0 - settings.beta1),
             .beta2 = static_cast<float>(settings.beta2),
             .one_minus_beta2 = static_cast<float>(1.0 - settings.beta2)},
            array(0), g.data(), array(1), g.size());
      default:
        return adam(g, number);
    }
  }

  void sgd(const std::vector<float>& gradients) {
    const auto rate = static_cast<float>(settings.rate);
    const auto momentum = static_cast<float>(settings.momentum);
    const auto weight_decay = static_cast<float>(settings.weight_decay);
    for (std::size_t i = 0; i < gradients.size(); ++i) {
      float& weight = array(0)[i];
      const float g = gradients[i] + weight_decay * weight;
      float direction = g;
      if (shape_.rule.moments > 0) {
        float& velocity = array(1)[i];
        velocity = momentum * velocity + g;
        direction = shape_.rule.nesterov != 0 ? g + momentum * velocity : velocity;
      }
      weight -= rate * direction;
    }
  }

  void adam(const std::vector<float>& gradients, int number) {
    const EmascopeCudaSettings& s = settings;
    const bool decoupled = shape_.rule.optimizer == EMASCOPE_CUDA_ADAMW;
    optimizerLoops().adam(
        {.rate = static_cast<float>(s.rate / (1.0 - std::pow(s.beta1, number))),
         .keep = decoupled ? static_cast<float>(1.0 - s.rate * s.weight_decay) : 1.0F,
         .one_minus_beta1 = static_cast<float>(1.0 - s.beta1),
         .beta2 = static_cast<float>(s.beta2),
         .one_minus_beta2 = static_cast<float>(1.0 - s.beta2),
         .correction2 = static_cast<float>(1.0 / std::sqrt(1.0 - std::pow(s.beta2, number))),
         .eps = static_cast<float>(s.eps),
         .weight_decay = decoupled ? 0.0F : static_cast<float>(s.weight_decay)},
        array(0), gradients.data(), array(1), array(2), gradients.size());
  }

  StepShape shape_;
  Placed<float> gradients_;
  Placed<std::uint16_t> halves_;
  std::vector<float> values_;
  std::vector<Placed<float>> arrays_ = {};
};

}  // namespace emascope
