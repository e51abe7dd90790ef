// SPDX-License-Identifier: Apache-2.0
//
// Training batches of a Dataset as float32 in host memory: gathered from memory if all samples fit
// a budget, otherwise read ahead by worker threads into a bounded ring. A batch depends on the seed
// and the step, not on workers or memory. A sample that cannot be read ends the run with an error
// that names the file; next() rethrows exceptions of workers. Does not depend on LibTorch.
// torch::data was not used: it draws the order from the process's global generator, so a run could
// not resume in the middle; it makes a tensor of each sample before stacking; and it cannot fill
// preallocated pinned memory.
#pragma once

#include "core/base/result.h"
#include "core/data/batches/augmentation.h"
#include "core/data/batches/epoch_order.h"
#include "core/data/batches/scaling.h"
#include "core/data/dataset.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace emascope {

/// Processing of a sample between the file and the model, in this order.
struct Preparation {
  Augmentation augmentation = {};  ///< training batches only
  std::optional<Scaling> scaling = {};
  std::uint64_t seed = 1;  ///< seed of the augmentation
};

inline constexpr std::uint32_t kLeastPrefetch = 2;

struct LoaderOptions {
  std::uint64_t resident_budget = std::uint64_t{1} << 30U;  ///< bytes for all samples
  bool may_be_resident = true;  ///< false: re-reads samples for each batch; for few batches
  std::uint32_t workers = 1;    ///< 0: next() reads the samples
  std::uint32_t prefetch = 4;   ///< batches in the ring when streaming, at least kLeastPrefetch
  /// Allocates memory for a number of floats that outlives the loader, such as pinned memory;
  /// empty: the loader allocates its own.
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

  /// The batch of the next step, valid until next() or seek() is called. After an error, returns
  /// the same error again.
  [[nodiscard]] virtual Result<const LoadedBatch*> next() = 0;
  /// Makes next() return the batch of `step` (0-based).
  virtual void seek(std::uint64_t step) = 0;
  [[nodiscard]] virtual bool resident() const = 0;

 protected:
  BatchLoader() = default;
};

/// Whether `samples` samples of `dataset` fit the budget for resident samples.
[[nodiscard]] bool fitsInMemory(const Dataset& dataset, std::size_t samples,
                                std::uint64_t resident_budget);

/// Makes a resident loader, which reads all samples immediately, if the samples of `order` fit;
/// otherwise a streaming loader. Refuses augmentation that does not fit the samples, and rings that
/// do not fit the budget. `dataset` outlives the loader.
[[nodiscard]] Result<std::unique_ptr<BatchLoader>> makeBatchLoader(const Dataset& dataset,
                                                                   EpochOrder order,
                                                                   Preparation preparation,
                                                                   const LoaderOptions& options);

/// Reads samples for evaluation, scaled and not augmented, with `threads` threads.
/// @pre out.size() == samples.size() * dataset.sampleFloats()
[[nodiscard]] Status readPrepared(const Dataset& dataset, std::span<const std::uint64_t> samples,
                                  const Preparation& preparation, std::uint32_t threads,
                                  std::span<float> out);

}  // namespace emascope
