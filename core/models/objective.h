// SPDX-License-Identifier: Apache-2.0
//
// What a network is trained for: a loss as defined by PyTorch, and the task's metric. Outputs are
// logits for the two classification losses. Refuses outputs whose shape does not fit the targets
// before the first step.
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
    kSquared,       ///< outputs and targets with equal numbers of elements; torch.nn.MSELoss
    kAbsolute,      ///< likewise; torch.nn.L1Loss
  } loss = Loss::kCrossEntropy;
  double label_smoothing = 0.0;  ///< training loss, cross-entropy only; in [0, 1)
  /// Number of classes with cross-entropy. 0: unknown; outputs are not checked during training.
  std::int64_t classes = 0;
  bool perplexity = false;  ///< metric for cross-entropy, instead of accuracy
  /// Size of a target of 1 in the data's unit, one per output; empty: none. The RMSE is reported in
  /// that unit.
  std::vector<float> unit = {};
};

/// Name of a loss: "cross-entropy", "bce", "mse" or "mae".
[[nodiscard]] std::string lossText(Objective::Loss loss);
[[nodiscard]] Result<Objective::Loss> parseLoss(const std::string& text, const std::string& where);

/// "accuracy", "perplexity" or "rmse".
[[nodiscard]] std::string metricName(const Objective& objective);
[[nodiscard]] MetricTransform metricTransform(const Objective& objective);

/// Mean over the batch, 0-d.
[[nodiscard]] at::Tensor trainingLoss(const Objective& objective, const at::Tensor& outputs,
                                      const at::Tensor& targets);

/// Sums over the samples; a sample with several tokens or outputs counts their mean. Without label
/// smoothing.
[[nodiscard]] EvalSums evaluationSums(const Objective& objective, const at::Tensor& outputs,
                                      const at::Tensor& targets);

/// Checks the shape of `outputs` from a first pass: "gives 3 numbers a sample" where the data has
/// 10 classes. `classes`: number of classes; 0 if there are none.
[[nodiscard]] Status checkOutputs(const Objective& objective, const at::Tensor& outputs,
                                  const at::Tensor& targets, std::int64_t classes,
                                  const std::string& where);

}  // namespace emascope
