// SPDX-License-Identifier: Apache-2.0
//
// A network with its loss, as the trainer sees it: tensors that can be laid into an arena, one
// gradient pass, one evaluation. Each built-in model is one file in catalogue/, which defines
// `void registerModel<Name>(ModelRegistry&)`.
#pragma once

#include "core/base/result.h"
#include "core/protocol/catalog.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

class CounterRandom;  // core/data/counter_random.h

struct NamedTensor {
  std::string name = {};
  at::Tensor tensor = {};  ///< a handle: set_data() on it moves the model's tensor
};

/// Samples along dimension 0; `targets` are classes (int64) or 0/1 labels (float).
struct Batch {
  at::Tensor inputs = {};
  at::Tensor targets = {};
};

/// Sums over a batch, 0-d float64 on the model's device; nothing is read back here.
struct EvalSums {
  at::Tensor loss = {};
  at::Tensor correct = {};
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

  /// One forward and backward pass in training mode. Adds the gradient of the batch's mean loss to
  /// each parameter's grad(), which is defined and zeroed by the caller; updates buffers. Returns
  /// the mean loss, 0-d float32 on the device, detached.
  [[nodiscard]] virtual at::Tensor lossAndGradients(const Batch& batch) = 0;

  /// Running statistics of normalisation (BatchNorm) from training batches alone, as
  /// torch.optim.swa_utils.update_bn makes them: batch `number` of them, from 1, in their order.
  /// After the last, each buffer holds the mean over the batches of their mean or unbiased
  /// variance, and each counter how many there were. Weights are read only. A model without such
  /// buffers does nothing.
  virtual void estimateBuffers(const Batch& batch, std::int64_t number);

  /// One forward pass in evaluation mode; the caller holds an InferenceMode guard. Writes nothing.
  [[nodiscard]] virtual EvalSums evaluate(const Batch& batch) const = 0;
};

inline void Model::estimateBuffers(const Batch& /*batch*/, std::int64_t /*number*/) {}

/// Everything resident, float32 inputs, on the CPU.
struct TaskData {
  Batch train = {};
  Batch validation = {};
};

struct ModelEntry {
  ModelInfo info = {};
  /// Freshly initialised from `seed` alone (PyTorch's default initialisation), on the CPU.
  std::unique_ptr<Model> (*make)(std::uint64_t seed) = nullptr;
  TaskData (*data)(std::uint64_t seed) = nullptr;
  /// Changes a training batch (shifts, flips) with draws from `random` only; null = none.
  Batch (*augment)(const Batch& batch, CounterRandom& random) = nullptr;
};

using ModelRegistry = std::map<std::string, ModelEntry, std::less<>>;
[[nodiscard]] const ModelRegistry& models();

}  // namespace emascope
