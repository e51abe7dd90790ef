// SPDX-License-Identifier: Apache-2.0
//
// A network with its loss, as the trainer sees it: tensors that can be laid into an arena, one
// gradient pass, one evaluation; and where its samples come from. Each built-in model is one file
// in catalog/, which defines `void registerModel<Name>(ModelRegistry&)`.
#pragma once

#include "core/base/result.h"
#include "core/protocol/catalog.h"
#include "core/protocol/task_view.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

class CounterRandom;  // core/data/counter_random.h

struct NamedTensor {
  std::string name = {};
  at::Tensor tensor = {};  ///< a handle: set_data() on it moves the model's tensor
};

/// Samples along dimension 0; `targets` are classes (int64), 0/1 labels or numbers (float32).
struct Batch {
  at::Tensor inputs = {};
  at::Tensor targets = {};
};

/// Sums over a batch, 0-d float64 on the model's device; nothing is read back here.
struct EvalSums {
  at::Tensor loss = {};
  at::Tensor metric = {};  ///< of what the task's MetricTransform makes the metric of
};

/// How the metric of a set follows from the mean over its samples of EvalSums::metric.
enum class MetricTransform {
  kMean,      ///< the mean: an accuracy, of what is right
  kRootMean,  ///< its square root: an RMSE, of squared errors
  kExponent,  ///< e to its power: a perplexity, of negative log-likelihoods
};

/// [trainer-thread] only.
class Model {
 public:
  Model() = default;
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;
  virtual ~Model() = default;

  /// Float32, contiguous, in a fixed order; the same tensor is listed once.
  [[nodiscard]] virtual std::vector<NamedTensor> parameters() const = 0;
  /// Float32 running statistics and int64 counters; may be empty.
  [[nodiscard]] virtual std::vector<NamedTensor> buffers() const = 0;
  /// What is frozen, and so neither of these: saved weights are not whole without it.
  [[nodiscard]] virtual std::vector<NamedTensor> constants() const { return {}; }

  /// From now on the forward passes of training are made in bfloat16 where that is safe: mixed
  /// precision. Weights, gradients and evaluation stay float32. False: it has loops of its own,
  /// and nothing has changed.
  [[nodiscard]] virtual bool trainInBfloat16() { return false; }

  /// One forward and backward pass in training mode. Adds the gradient of the batch's mean loss to
  /// each parameter's grad(), which is defined and zeroed by the caller; updates buffers. Returns
  /// the mean loss, 0-d float32 on the device, detached.
  [[nodiscard]] virtual at::Tensor lossAndGradients(const Batch& batch) = 0;

  /// Running statistics of normalization (BatchNorm) from training batches alone, as
  /// torch.optim.swa_utils.update_bn makes them: batch `number` of them, from 1, in their order.
  /// After the last, each buffer holds the mean over the batches of their mean or unbiased
  /// variance, and each counter how many there were. Weights are read only. A model without such
  /// buffers does nothing.
  virtual void estimateBuffers(const Batch& batch, std::int64_t number);

  /// What evaluate() judges, one row a sample, in evaluation mode: logits or numbers. Undefined
  /// from a model whose outputs are of no use to anyone. The caller holds an InferenceMode guard.
  [[nodiscard]] virtual at::Tensor outputs(const at::Tensor& inputs) const;

  /// One forward pass in evaluation mode; the caller holds an InferenceMode guard. Writes nothing.
  /// Several threads may evaluate at once, the same model too.
  [[nodiscard]] virtual EvalSums evaluate(const Batch& batch) const = 0;
};

inline at::Tensor Model::outputs(const at::Tensor& /*inputs*/) const { return {}; }
inline void Model::estimateBuffers(const Batch& /*batch*/, std::int64_t /*number*/) {}

/// Training batches of one size by step number: what a step gets is a function of the seed and the
/// step alone. [trainer-thread] only.
class BatchSource {
 public:
  BatchSource() = default;
  BatchSource(const BatchSource&) = delete;
  BatchSource& operator=(const BatchSource&) = delete;
  virtual ~BatchSource() = default;

  /// The batch of `step` (1-based), valid until the next call. Throws InputError for a sample that
  /// cannot be read.
  [[nodiscard]] virtual const Batch& draw(std::int64_t step) = 0;
};

/// What batches are for: those of one purpose do not depend on what is drawn for another.
enum class BatchPurpose { kTraining, kStatistics };

struct BatchRequest {
  std::int64_t size = 1;
  std::uint64_t seed = 1;
  BatchPurpose purpose = BatchPurpose::kTraining;
  at::Device device = at::kCPU;  ///< where they are wanted
};

/// On the CPU. Undefined tensors: there are none.
struct TaskData {
  Batch train = {};  ///< all of them, unless `batches` makes them
  Batch validation = {};
  Batch test = {};
  /// Instead of `train`; owns what it reads from, or shares it with the other sources it has made.
  std::function<std::unique_ptr<BatchSource>(const BatchRequest&)> batches = {};
};

/// Makes a task view a piece at a call, each of a few milliseconds on the CPU for the demos, so
/// that training can go on between them: the view with the last piece, nothing before. The caller
/// holds an InferenceMode guard.
using ViewWork = std::function<std::optional<TaskView>()>;

struct ModelEntry {
  ModelInfo info = {};
  /// Freshly initialized from `seed` alone (PyTorch's default initialization), on the CPU.
  std::function<std::unique_ptr<Model>(std::uint64_t seed)> make = {};
  std::function<TaskData(std::uint64_t seed)> data = {};
  /// Changes a training batch (shifts, flips) with draws from `random` only; null = none.
  Batch (*augment)(const Batch& batch, CounterRandom& random) = nullptr;
  bool bfloat16 = false;  ///< its models can train in it
  MetricTransform metric_transform = MetricTransform::kMean;
  /// Writes a TorchScript file with these weights to a path; null: there is no such program.
  std::function<Status(const std::vector<NamedTensor>& tensors, const std::string& path)>
      save_script = {};
  /// Begins on what there is to see of `model`, which is of this entry, where `validation`,
  /// TaskData's, is, and outlives the work. The same for the same weights and seed. Null: nothing.
  ViewWork (*view)(const Model& model, const Batch& validation, std::uint64_t seed) = nullptr;
};

using ModelRegistry = std::map<std::string, ModelEntry, std::less<>>;
[[nodiscard]] const ModelRegistry& models();

}  // namespace emascope
