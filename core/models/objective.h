// SPDX-License-Identifier: Apache-2.0
//
// What outputs are trained for: a loss as PyTorch defines it, and the task's metric beside it. The
// outputs are logits for the two that classify. Refuses outputs whose shape does not fit the
// targets before the first step.
#pragma once

#include "core/base/result.h"
#include "core/models/model.h"

#include <cstdint>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

struct Objective {
  enum class Loss {
    kCrossEntropy,  ///< outputs [n, …, classes], targets [n, …] int64; torch.nn.CrossEntropyLoss
    kBinary,        ///< outputs [n] or [n, 1], targets [n] of 0 and 1, of any type;
                    ///< torch.nn.BCEWithLogitsLoss
    kSquared,       ///< outputs and targets of as many numbers; torch.nn.MSELoss
    kAbsolute,      ///< the same; torch.nn.L1Loss
  } loss = Loss::kCrossEntropy;
  double label_smoothing = 0.0;  ///< of the training loss with cross-entropy: 0 to below 1
  /// With cross-entropy, how many there are; 0: not said, and outputs are not checked while
  /// training.
  std::int64_t classes = 0;
  bool perplexity = false;  ///< with cross-entropy: the metric, instead of accuracy
  /// What a target of 1 means in its own unit, one for each output or none: an RMSE is in that
  /// unit.
  std::vector<float> unit = {};
};

/// "cross-entropy", "bce", "mse", "mae": how a loss is spelled.
[[nodiscard]] std::string lossText(Objective::Loss loss);
[[nodiscard]] Result<Objective::Loss> parseLoss(const std::string& text, const std::string& where);

/// "accuracy", "perplexity" or "rmse".
[[nodiscard]] std::string metricName(const Objective& objective);
[[nodiscard]] MetricTransform metricTransform(const Objective& objective);

/// Mean over the batch, 0-d.
[[nodiscard]] at::Tensor trainingLoss(const Objective& objective, const at::Tensor& outputs,
                                      const at::Tensor& targets);

/// Sums over the samples, each the mean over what it has several of (tokens, outputs); without
/// label smoothing.
[[nodiscard]] EvalSums evaluationSums(const Objective& objective, const at::Tensor& outputs,
                                      const at::Tensor& targets);

/// Whether `outputs` of a first pass fit: "gives 3 numbers a sample" where 10 classes are wanted.
/// `classes`: as many as labels can name; 0 where there are none.
[[nodiscard]] Status checkOutputs(const Objective& objective, const at::Tensor& outputs,
                                  const at::Tensor& targets, std::int64_t classes,
                                  const std::string& where);

}  // namespace emascope
