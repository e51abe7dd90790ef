// SPDX-License-Identifier: Apache-2.0
//
// Read-only reports on raw and averaged weights: losses along the line between them, saving to a
// file, and test-set results of the last and the best weights.
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

/// Copies the tensors of `from` into `to`, a model of the same kind.
void copyTensors(const Model& from, Model& to);

/// Makes `mix` (1 - share) raw + share average, computed in double; counters are raw's. A share of
/// 1 copies the average. All are models of one kind.
void mixTensors(const Model& raw, const Model& average, double share, Model& mix);

/// Evaluates (1 - share) raw + share average, computed in double; counters are raw's. Overwrites
/// `spare`, another model of the same kind.
[[nodiscard]] std::vector<Evaluation> scanSegment(const Model& raw, const Model& average,
                                                  const std::vector<double>& shares, Model& spare,
                                                  Evaluator& evaluator);

/// Refuses a file name extension that is neither safetensors nor, if `entry` can write TorchScript,
/// TorchScript.
[[nodiscard]] Status checkWeightsPath(const ModelEntry& entry, const std::string& path);

/// Writes a safetensors file with the tensors' names or, depending on the extension, a TorchScript
/// file. Returns its length in bytes. If writing fails, an existing file stays unchanged.
[[nodiscard]] Result<std::int64_t> saveWeights(const Model& model, const ModelEntry& entry,
                                               const std::string& path, const std::string& about);

/// A copy of the weights with the lowest validation loss so far.
class BestWeights {
 public:
  void offer(const Model& model, double loss, std::int64_t step, const std::string& label);

  [[nodiscard]] bool any() const { return !tensors_.empty(); }
  [[nodiscard]] std::int64_t step() const { return step_; }
  [[nodiscard]] const std::string& label() const { return label_; }
  /// Copies the weights into `model`, of the same kind.
  void putInto(Model& model) const;

  /// The lowest loss; infinite if there is none yet.
  [[nodiscard]] double loss() const { return loss_; }
  /// The weights, in the order of tensorsOf(); not copies.
  [[nodiscard]] const std::vector<at::Tensor>& tensors() const { return tensors_; }
  /// Continues with what the others have returned.
  void restore(double loss, std::int64_t step, std::string label, std::vector<at::Tensor> tensors);

 private:
  double loss_ = std::numeric_limits<double>::infinity();
  std::int64_t step_ = 0;
  std::string label_ = {};
  std::vector<at::Tensor> tensors_ = {};
};

}  // namespace emascope
