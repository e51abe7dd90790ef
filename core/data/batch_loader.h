// SPDX-License-Identifier: Apache-2.0
//
// Training batches of a Dataset as float32 in host memory, one after the other: gathered from
// memory where all samples fit a stated budget, else read ahead by worker threads into a bounded
// ring. What a batch holds is a function of the seed and the step, not of workers or memory. A
// sample that cannot be read ends the run with an error that names the file; what a worker throws
// is thrown by next(). Knows no LibTorch. torch::data would draw the order from the process's one
// generator, so that a run could not go on in the middle, make tensors of each sample before it
// stacks them, and fill no memory that was pinned beforehand.
#pragma once

#include "core/base/result.h"
#include "core/data/augmentation.h"
#include "core/data/dataset.h"
#include "core/data/epoch_order.h"
#include "core/data/scaling.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace emascope {

/// What is done to a sample between the file and the model, in this order.
struct Preparation {
  Augmentation augmentation = {};  ///< training batches only
  std::optional<Scaling> scaling = {};
  std::uint64_t seed = 1;  ///< of the augmentation
};

struct LoaderOptions {
  std::uint64_t resident_budget = std::uint64_t{1} << 30U;  ///< bytes all samples may take
  bool may_be_resident = true;  ///< false: read anew for each batch, for who asks for few
  std::uint32_t workers = 1;    ///< 0: next() reads itself
  std::uint32_t prefetch = 4;   ///< batches in the ring when streaming, at least 2
  /// Gives memory for so many floats that outlives the loader, such as pinned memory; empty: the
  /// loader's own.
  std::function<std::span<float>(std::size_t)> memory = {};
};

struct LoadedBatch {
  std::uint64_t step = 0;
  std::uint64_t epoch = 0;
  std::vector<std::uint64_t> samples = {};  ///< indices in the Dataset
  std::span<float> inputs = {};             ///< [samples][sampleFloats]
  std::vector<std::int64_t> labels = {};    ///< classification
  std::vector<float> values = {};           ///< regression: [samples][width]
};

/// [trainer-thread] only.
class BatchLoader {
 public:
  virtual ~BatchLoader() = default;
  BatchLoader(const BatchLoader&) = delete;
  BatchLoader& operator=(const BatchLoader&) = delete;

  /// The batch of the next step, valid until next() or seek() is called. After an error the same
  /// error again.
  [[nodiscard]] virtual Result<const LoadedBatch*> next() = 0;
  /// next() gives the batch of `step`, counted from 0.
  virtual void seek(std::uint64_t step) = 0;
  [[nodiscard]] virtual bool resident() const = 0;

 protected:
  BatchLoader() = default;
};

/// Whether so many samples of `dataset` stay within the budget for resident ones.
[[nodiscard]] bool fitsInMemory(const Dataset& dataset, std::size_t samples,
                                std::uint64_t resident_budget);

/// Resident if the samples of `order` fit, which are read here and now; else streaming. Refuses
/// augmentation that does not fit the samples and rings that do not fit the budget.
/// `dataset` outlives the loader.
[[nodiscard]] Result<std::unique_ptr<BatchLoader>> makeBatchLoader(const Dataset& dataset,
                                                                   EpochOrder order,
                                                                   Preparation preparation,
                                                                   const LoaderOptions& options);

/// Samples as the model gets them when it is evaluated: scaled, not augmented. Read by `threads`.
/// @pre out.size() == samples.size() * dataset.sampleFloats()
[[nodiscard]] Status readPrepared(const Dataset& dataset, std::span<const std::uint64_t> samples,
                                  const Preparation& preparation, std::uint32_t threads,
                                  std::span<float> out);

}  // namespace emascope
