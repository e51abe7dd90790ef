// SPDX-License-Identifier: Apache-2.0
#include "core/models/sample_results.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/sigmoid.h>
#include <ATen/ops/softmax.h>
#include <ATen/ops/where.h>

namespace emascope {
namespace sample_results {

using Loss = Objective::Loss;

at::Tensor here(const at::Tensor& values, at::ScalarType type) {
  return values.to(at::kCPU, type).contiguous();
}

SampleResults classResults(const at::Tensor& outputs, const at::Tensor& targets) {
  const at::Tensor logits = outputs.reshape({-1, outputs.size(-1)});
  const at::Tensor truth = targets.reshape({-1});
  const at::Tensor top = logits.argmax(1);
  const at::Tensor given = at::softmax(logits, 1).gather(1, truth.unsqueeze(1)).squeeze(1);
  return {.truth = here(truth, at::kInt),
          .top = here(top, at::kInt),
          .right = here(top.eq(truth), at::kBool),
          .given = here(given, at::kFloat)};
}

SampleResults binaryResults(const at::Tensor& outputs, const at::Tensor& targets) {
  const at::Tensor logits = outputs.reshape_as(targets).reshape({-1});
  const at::Tensor truth = targets.reshape({-1}).gt(0.5);
  const at::Tensor top = logits.gt(0.0);
  // Of the right class; sigmoid(-x) is exact where 1 - sigmoid(x) is not.
  const at::Tensor given = at::sigmoid(at::where(truth, logits, -logits));
  return {.truth = here(truth, at::kInt),
          .top = here(top, at::kInt),
          .right = here(top.eq(truth), at::kBool),
          .given = here(given, at::kFloat)};
}

SampleResults numberResults(const Objective& objective, const at::Tensor& outputs,
                            const at::Tensor& targets) {
  const std::int64_t samples = targets.size(0);
  const at::Tensor predicted = outputs.reshape_as(targets).reshape({samples, -1});
  const at::Tensor truth = targets.reshape({samples, -1});
  const at::Tensor error = predicted - truth;
  const at::Tensor losses = objective.loss == Loss::kSquared ? error.square() : error.abs();
  SampleResults results{.loss = here(losses.mean(1), at::kFloat)};
  if (truth.size(1) == 1) {
    results.truth = here(truth.squeeze(1), at::kFloat);
    results.prediction = here(predicted.squeeze(1), at::kFloat);
  }
  return results;
}

bool hasNumbers(const Objective& objective) {
  return objective.loss == Loss::kSquared || objective.loss == Loss::kAbsolute;
}

}  // namespace sample_results

std::int64_t resultsPerSample(const Objective& objective, const at::Tensor& targets) {
  if (sample_results::hasNumbers(objective) || targets.size(0) == 0) return 1;
  return targets.numel() / targets.size(0);
}

SampleResults sampleResults(const Objective& objective, const at::Tensor& outputs,
                            const at::Tensor& targets) {
  if (sample_results::hasNumbers(objective)) {
    return sample_results::numberResults(objective, outputs, targets);
  }
  if (objective.loss == Objective::Loss::kBinary) {
    return sample_results::binaryResults(outputs, targets);
  }
  return sample_results::classResults(outputs, targets);
}

}  // namespace emascope
