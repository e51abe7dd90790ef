// SPDX-License-Identifier: Apache-2.0
//
// What is told of the weights of raw and averages without changing them: losses between the two, a
// file, and how the last and the best of them do on samples that nothing was chosen by.
#pragma once

#include "core/models/model.h"
#include "core/protocol/events.h"
#include "core/train/evaluator.h"
#include "core/train/model_state.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace emascope {

/// All tensors of `model`, parameters first.
[[nodiscard]] std::vector<NamedTensor> tensorsOf(const Model& model);

/// Copies the tensors of `from` into `to`, of its kind.
void copyTensors(const Model& from, Model& to);

/// (1 - share) raw + share average, taken in double; counters are raw's. `spare`, another model of
/// their kind, is overwritten.
[[nodiscard]] std::vector<Evaluation> scanSegment(const Model& raw, const Model& average,
                                                  const std::vector<double>& shares, Model& spare,
                                                  Evaluator& evaluator);

/// Refuses an ending that is none of safetensors files', nor, if `entry` can write such a program,
/// of TorchScript files.
[[nodiscard]] Status checkWeightsPath(const ModelEntry& entry, const std::string& path);

/// Writes a safetensors file under the tensors' names, or by its ending a TorchScript file; its
/// length in bytes. What was there stays if anything fails.
[[nodiscard]] Result<std::int64_t> saveWeights(const Model& model, const ModelEntry& entry,
                                               const std::string& path, const std::string& about);

/// The weights with the lowest validation loss so far, copied when they were met.
class BestWeights {
 public:
  void offer(const Model& model, double loss, std::int64_t step, const std::string& label);

  [[nodiscard]] bool any() const { return !tensors_.empty(); }
  [[nodiscard]] std::int64_t step() const { return step_; }
  [[nodiscard]] const std::string& label() const { return label_; }
  /// Copies them into `model`, of their kind.
  void putInto(Model& model) const;

 private:
  double loss_ = std::numeric_limits<double>::infinity();
  std::int64_t step_ = 0;
  std::string label_ = {};
  std::vector<at::Tensor> tensors_ = {};
};

}  // namespace emascope
