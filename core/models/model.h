// SPDX-License-Identifier: Apache-2.0
//
// A network with its loss, as the trainer sees it: tensors that can be moved into an arena, a
// gradient pass, an evaluation pass, and the source of its samples. Each built-in model is one file
// in catalog/, which defines `void registerModel<Name>(ModelRegistry&)`.
#pragma once

#include "core/base/result.h"
#include "core/models/sample_view.h"
#include "core/protocol/spec/catalog.h"
#include "core/protocol/task_picture.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

class CounterRandom;  // core/random/counter_random.h
struct Objective;     // core/models/objective.h

struct NamedTensor {
  std::string name = {};
  at::Tensor tensor = {};  ///< a handle: set_data() on it moves the model's tensor
};

/// Samples along dimension 0; `targets` are classes (int64), 0/1 labels or numbers (float32).
struct Batch {
  at::Tensor inputs = {};
  at::Tensor targets = {};
};

/// Sums over a batch, 0-d float64 on the model's device. Not copied to the CPU here.
struct EvalSums {
  at::Tensor loss = {};
  at::Tensor metric = {};  ///< the task's MetricTransform turns its mean into the metric
};

/// Turns the mean of EvalSums::metric over the samples of a set into the set's metric.
enum class MetricTransform {
  kMean,      ///< the mean itself; accuracy from correct predictions
  kRootMean,  ///< square root; RMSE from squared errors
  kExponent,  ///< exponential; perplexity from negative log-likelihoods
};

/// [trainer-thread] only.
class Model {
 public:
  Model() = default;
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;
  virtual ~Model() = default;

  /// Float32, contiguous, in a fixed order; a shared tensor is listed once.
  [[nodiscard]] virtual std::vector<NamedTensor> parameters() const = 0;
  /// Float32 running statistics and int64 counters; may be empty.
  [[nodiscard]] virtual std::vector<NamedTensor> buffers() const = 0;
  /// Frozen tensors, which are neither parameters nor buffers. A complete set of saved weights
  /// includes them.
  [[nodiscard]] virtual std::vector<NamedTensor> constants() const { return {}; }

  /// Enables mixed precision: training forward passes run in bfloat16 where that is safe. Weights,
  /// gradients and evaluation stay float32. Returns false, without effect, if the model uses its
  /// own kernels.
  [[nodiscard]] virtual bool trainInBfloat16() { return false; }

  /// One forward and backward pass in training mode. Adds the gradient of the batch's mean loss to
  /// each parameter's grad(), which the caller has defined and zeroed. Updates buffers. Returns the
  /// mean loss, 0-d float32 on the device, detached.
  [[nodiscard]] virtual at::Tensor lossAndGradients(const Batch& batch) = 0;

  /// Number of gradient passes so far, if the next one depends on it (dropout, layers that start
  /// frozen); 0 for other models. With the tensors, all that a model carries from pass to pass.
  [[nodiscard]] virtual std::int64_t gradientPasses() const { return 0; }
  /// Continues as after `passes` gradient passes.
  virtual void setGradientPasses(std::int64_t /*passes*/) {}

  /// Re-estimates the running statistics of normalization layers (BatchNorm) from training batches,
  /// like torch.optim.swa_utils.update_bn. Call once per batch, with `number` counting from 1.
  /// Afterward each buffer holds the average of the batches' means or unbiased variances, and each
  /// counter the number of batches. Weights do not change. Does nothing for a model without such
  /// buffers.
  virtual void estimateBuffers(const Batch& batch, std::int64_t number);

  /// The outputs that evaluate() scores, one row per sample, in evaluation mode: logits or
  /// predicted values. Undefined for a model without useful outputs. The caller holds an
  /// InferenceMode guard.
  [[nodiscard]] virtual at::Tensor outputs(const at::Tensor& inputs) const;

  /// By what outputs() are scored, for results of single samples; null: they have none.
  [[nodiscard]] virtual const Objective* objective() const { return nullptr; }

  /// One forward pass in evaluation mode. The caller holds an InferenceMode guard. Writes nothing:
  /// several threads may evaluate at once, even the same model.
  [[nodiscard]] virtual EvalSums evaluate(const Batch& batch) const = 0;
};

inline at::Tensor Model::outputs(const at::Tensor& /*inputs*/) const { return {}; }
inline void Model::estimateBuffers(const Batch& /*batch*/, std::int64_t /*number*/) {}

/// Training batches of a fixed size by step number. A step's batch depends on the seed and the step
/// alone. [trainer-thread] only.
class BatchSource {
 public:
  BatchSource() = default;
  BatchSource(const BatchSource&) = delete;
  BatchSource& operator=(const BatchSource&) = delete;
  virtual ~BatchSource() = default;

  /// The batch of `step` (1-based), valid until the next call. Throws InputError if a sample cannot
  /// be read.
  [[nodiscard]] virtual const Batch& draw(std::int64_t step) = 0;
};

/// Purpose of batches. Batches for one purpose do not depend on those drawn for another.
enum class BatchPurpose { kTraining, kStatistics };

struct BatchRequest {
  std::int64_t size = 1;
  std::uint64_t seed = 1;
  BatchPurpose purpose = BatchPurpose::kTraining;
  at::Device device = at::kCPU;  ///< target device
};

/// Tensors on the CPU. An undefined tensor means that the set is absent.
struct TaskData {
  Batch train = {};  ///< all training samples, unless `batches` provides them
  Batch validation = {};
  Batch test = {};
  /// Makes a source of training batches, instead of `train`. Sources own their data or share it.
  std::function<std::unique_ptr<BatchSource>(const BatchRequest&)> batches = {};
};

/// Computes a task picture in pieces, one per call, so that training can continue in between. A
/// demo's piece takes a few milliseconds on the CPU. Returns the picture with the last piece and
/// nothing before. The caller holds an InferenceMode guard.
using PictureWork = std::function<std::optional<TaskPicture>()>;

struct ModelEntry {
  ModelInfo info = {};
  /// Makes a model on the CPU, initialized from `seed` alone (PyTorch's default initialization).
  std::function<std::unique_ptr<Model>(std::uint64_t seed)> make = {};
  std::function<TaskData(std::uint64_t seed)> data = {};
  /// Augments a training batch (shifts, flips) with random numbers from `random` only; null: none.
  Batch (*augment)(const Batch& batch, CounterRandom& random) = nullptr;
  bool bfloat16 = false;  ///< models support mixed precision
  MetricTransform metric_transform = MetricTransform::kMean;
  /// Writes a TorchScript file with these weights to `path`; null: not available.
  std::function<Status(const std::vector<NamedTensor>& tensors, const std::string& path)>
      save_script = {};
  SampleView view = {};  ///< of the validation set
  /// Starts a task picture of `model`, which this entry made, on TaskData's `validation`. Both are
  /// on the same device and outlive the work. Deterministic for given weights and seed. Null: no
  /// task picture.
  PictureWork (*picture)(const Model& model, const Batch& validation, std::uint64_t seed) = nullptr;
};

using ModelRegistry = std::map<std::string, ModelEntry, std::less<>>;
[[nodiscard]] const ModelRegistry& models();

}  // namespace emascope
