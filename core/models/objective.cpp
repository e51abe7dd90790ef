// SPDX-License-Identifier: Apache-2.0
#include "core/models/objective.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/binary_cross_entropy_with_logits.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/l1_loss.h>
#include <ATen/ops/mse_loss.h>
#include <ATen/ops/tensor.h>

namespace emascope {
namespace objectives {

using Loss = Objective::Loss;

struct Spelling {
  Loss loss;
  const char* text;
};
constexpr Spelling kSpellings[] = {{Loss::kCrossEntropy, "cross-entropy"},
                                   {Loss::kBinary, "bce"},
                                   {Loss::kSquared, "mse"},
                                   {Loss::kAbsolute, "mae"}};

/// Reshapes [.., classes] to [n, classes].
at::Tensor classRows(const at::Tensor& outputs) { return outputs.reshape({-1, outputs.size(-1)}); }

std::string shapeText(const at::Tensor& tensor) {
  std::string text;
  for (const std::int64_t size : tensor.sizes().slice(1)) {
    text += (text.empty() ? "" : " x ") + std::to_string(size);
  }
  return text.empty() ? "one number" : text;
}

/// The mean over all but the first dimension.
at::Tensor perSample(const at::Tensor& values, std::int64_t samples) {
  return values.reshape({samples, -1}).mean(1);
}

EvalSums classSums(const Objective& objective, const at::Tensor& outputs,
                   const at::Tensor& targets) {
  const std::int64_t samples = targets.size(0);
  const at::Tensor losses =
      at::cross_entropy_loss(classRows(outputs), targets.reshape({-1}), {}, at::Reduction::None);
  const at::Tensor loss = perSample(losses, samples).sum(at::kDouble);
  if (objective.perplexity) return {loss, loss};
  const at::Tensor right = outputs.argmax(-1).eq(targets).to(at::kFloat);
  return {loss, perSample(right, samples).sum(at::kDouble)};
}

EvalSums numberSums(const Objective& objective, const at::Tensor& outputs,
                    const at::Tensor& targets) {
  const std::int64_t samples = targets.size(0);
  at::Tensor error = (outputs.reshape_as(targets) - targets).reshape({samples, -1});
  const at::Tensor losses = objective.loss == Loss::kSquared ? error.square() : error.abs();
  if (!objective.unit.empty()) error = error * at::tensor(objective.unit).to(error.device());
  return {losses.mean(1).sum(at::kDouble), error.square().mean(1).sum(at::kDouble)};
}

}  // namespace objectives

std::string lossText(Objective::Loss loss) {
  for (const auto& spelling : objectives::kSpellings) {
    if (spelling.loss == loss) return spelling.text;
  }
  return "";
}

Result<Objective::Loss> parseLoss(const std::string& text, const std::string& where) {
  for (const auto& spelling : objectives::kSpellings) {
    if (text == spelling.text) return spelling.loss;
  }
  return Error{where, "'" + text + "' is not known", "cross-entropy, bce, mse, mae"};
}

std::string metricName(const Objective& objective) {
  switch (objective.loss) {
    case Objective::Loss::kSquared:
    case Objective::Loss::kAbsolute:
      return "rmse";
    default:
      return objective.perplexity ? "perplexity" : "accuracy";
  }
}

MetricTransform metricTransform(const Objective& objective) {
  const std::string name = metricName(objective);
  if (name == "rmse") return MetricTransform::kRootMean;
  return name == "perplexity" ? MetricTransform::kExponent : MetricTransform::kMean;
}

at::Tensor trainingLoss(const Objective& objective, const at::Tensor& outputs,
                        const at::Tensor& targets) {
  switch (objective.loss) {
    case Objective::Loss::kBinary:
      return at::binary_cross_entropy_with_logits(outputs.reshape_as(targets),
                                                  targets.to(outputs.scalar_type()));
    case Objective::Loss::kSquared:
      return at::mse_loss(outputs.reshape_as(targets), targets);
    case Objective::Loss::kAbsolute:
      return at::l1_loss(outputs.reshape_as(targets), targets);
    default:
      return at::cross_entropy_loss(objectives::classRows(outputs), targets.reshape({-1}), {},
                                    at::Reduction::Mean, /*ignore_index=*/-100,
                                    objective.label_smoothing);
  }
}

EvalSums evaluationSums(const Objective& objective, const at::Tensor& outputs,
                        const at::Tensor& targets) {
  switch (objective.loss) {
    case Objective::Loss::kBinary: {
      const at::Tensor logits = outputs.reshape_as(targets);
      const at::Tensor losses = at::binary_cross_entropy_with_logits(
          logits, targets.to(logits.scalar_type()), {}, {}, at::Reduction::None);
      return {losses.sum(at::kDouble), logits.gt(0.0).eq(targets.gt(0.5)).sum(at::kDouble)};
    }
    case Objective::Loss::kSquared:
    case Objective::Loss::kAbsolute:
      return objectives::numberSums(objective, outputs, targets);
    default:
      return objectives::classSums(objective, outputs, targets);
  }
}

Status checkOutputs(const Objective& objective, const at::Tensor& outputs,
                    const at::Tensor& targets, std::int64_t classes, const std::string& where) {
  const bool batched = outputs.dim() > 0 && outputs.size(0) == targets.size(0);
  const std::string gives = batched ? "gives " + objectives::shapeText(outputs) + " for each sample"
                                    : "gives an output whose first size is not that of the batch";
  const std::string loss = lossText(objective.loss) + " loss";
  if (objective.loss == Objective::Loss::kCrossEntropy) {
    const bool fits = batched && outputs.dim() == targets.dim() + 1 &&
                      outputs.sizes().slice(0, targets.dim()) == targets.sizes() &&
                      outputs.size(-1) == classes;
    if (fits) return Ok{};
    return Error{where, gives,
                 std::to_string(classes) + " logits, one for each class, for " + loss};
  }
  if (batched && outputs.numel() == targets.numel()) return Ok{};
  const std::int64_t wanted = targets.numel() / targets.size(0);
  return Error{where, gives,
               std::to_string(wanted) + (wanted == 1 ? " number for " : " numbers for ") + loss};
}

}  // namespace emascope
