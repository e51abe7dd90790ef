// SPDX-License-Identifier: Apache-2.0
//
// A ring of batches. Workers claim steps in order and fill one batch each; the trainer takes
// batches in order and returns each when it asks for the next. A failure takes the place of its
// batch, so that the batches before it are still trained on.
#include "core/base/thread_safety.h"
#include "core/data/batches/batch_filling.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <stop_token>
#include <thread>
#include <utility>

namespace emascope {
namespace {

struct Slot {
  LoadedBatch batch = {};
  enum class State { kFree, kFilling, kReady } state = State::kFree;
  std::optional<Error> error = {};
  std::exception_ptr failure = {};
};

class StreamingLoader : public BatchLoader {
 public:
  StreamingLoader(const Dataset& dataset, EpochOrder order, Preparation preparation,
                  const LoaderOptions& options)
      : dataset_(dataset), preparation_(std::move(preparation)), order_(std::move(order)) {
    slots_.resize(std::max(kLeastPrefetch, options.prefetch));
    const std::size_t floats = order_.batchSize() * dataset.sampleFloats();
    for (Slot& slot : slots_) {
      if (options.memory) {
        slot.batch.inputs = options.memory(floats);
      } else {
        slot.batch.inputs = own_.emplace_back(floats);
      }
    }
    for (std::uint32_t i = 0; i < options.workers; ++i) {
      workers_.emplace_back([this](const std::stop_token& stop) { work(stop); });
    }
  }

  [[nodiscard]] Result<const LoadedBatch*> next() override {
    MutexLock lock(mutex_);
    giveBack();
    if (workers_.empty()) fillHere();
    Slot& slot = slotOf(to_take_);
    changed_.wait(lock.native(), [&slot] { return slot.state == Slot::State::kReady; });
    if (slot.failure) std::rethrow_exception(slot.failure);
    if (slot.error) return *slot.error;
    taken_ = true;
    return &slot.batch;
  }

  void seek(std::uint64_t step) override {
    MutexLock lock(mutex_);
    paused_ = true;
    changed_.wait(lock.native(), [this]() EMASCOPE_REQUIRES(mutex_) { return filling_ == 0; });
    for (Slot& slot : slots_) {
      slot.state = Slot::State::kFree;
      slot.error.reset();
      slot.failure = nullptr;
    }
    to_fill_ = step;
    to_take_ = step;
    taken_ = false;
    failed_ = false;
    paused_ = false;
    changed_.notify_all();
  }

  [[nodiscard]] bool resident() const override { return false; }

 private:
  [[nodiscard]] Slot& slotOf(std::uint64_t step) EMASCOPE_REQUIRES(mutex_) {
    return slots_[step % slots_.size()];
  }

  void giveBack() EMASCOPE_REQUIRES(mutex_) {
    if (!std::exchange(taken_, false)) return;
    slotOf(to_take_++).state = Slot::State::kFree;
    changed_.notify_all();
  }

  [[nodiscard]] bool mayClaim() EMASCOPE_REQUIRES(mutex_) {
    return !paused_ && !failed_ && slotOf(to_fill_).state == Slot::State::kFree;
  }

  /// @pre mayClaim()
  Slot& claim() EMASCOPE_REQUIRES(mutex_) {
    Slot& slot = slotOf(to_fill_);
    slot.state = Slot::State::kFilling;
    ++filling_;
    try {
      describeBatch(dataset_, order_, to_fill_, slot.batch);
    } catch (...) {
      slot.failure = std::current_exception();
    }
    ++to_fill_;
    return slot;
  }

  void finish(Slot& slot) EMASCOPE_REQUIRES(mutex_) {
    slot.state = Slot::State::kReady;
    failed_ = failed_ || slot.error || slot.failure;
    --filling_;
    changed_.notify_all();
  }

  void fillHere() EMASCOPE_REQUIRES(mutex_) {
    if (slotOf(to_take_).state != Slot::State::kFree) return;
    Slot& slot = claim();
    std::vector<float> spare;
    {
      const MutexUnlock working(mutex_);
      fill(slot, {}, spare);
    }
    finish(slot);
  }

  void work(const std::stop_token& stop) {
    std::vector<float> spare;
    MutexLock lock(mutex_);
    while (changed_.wait(lock.native(), stop,
                         [this]() EMASCOPE_REQUIRES(mutex_) { return mayClaim(); })) {
      Slot& slot = claim();
      {
        const MutexUnlock working(mutex_);
        fill(slot, stop, spare);
      }
      finish(slot);
    }
  }

  void fill(Slot& slot, const std::stop_token& stop, std::vector<float>& spare) const {
    const std::size_t floats = dataset_.sampleFloats();
    LoadedBatch& batch = slot.batch;
    if (slot.failure) return;
    try {
      for (std::size_t i = 0; i < batch.samples.size() && !stop.stop_requested(); ++i) {
        const auto numbers = batch.inputs.subspan(i * floats, floats);
        if (const Status status = dataset_.read(batch.samples[i], numbers); !status) {
          slot.error = status.error();
          return;
        }
        prepareForTraining(dataset_, preparation_, batch.samples[i], batch.epoch, numbers, spare);
      }
    } catch (...) {
      slot.failure = std::current_exception();
    }
  }

  const Dataset& dataset_;
  const Preparation preparation_;
  std::vector<std::vector<float>> own_ = {};

  Mutex mutex_;
  std::condition_variable_any changed_;
  EpochOrder order_ EMASCOPE_GUARDED_BY(mutex_);
  /// Not guarded: the content of a slot that is being filled.
  std::vector<Slot> slots_ EMASCOPE_GUARDED_BY(mutex_) = {};
  std::uint64_t to_fill_ EMASCOPE_GUARDED_BY(mutex_) = 0;
  std::uint64_t to_take_ EMASCOPE_GUARDED_BY(mutex_) = 0;
  std::size_t filling_ EMASCOPE_GUARDED_BY(mutex_) = 0;
  bool taken_ EMASCOPE_GUARDED_BY(mutex_) = false;   ///< the trainer holds the batch of to_take_
  bool failed_ EMASCOPE_GUARDED_BY(mutex_) = false;  ///< no step is claimed after one that failed
  bool paused_ EMASCOPE_GUARDED_BY(mutex_) = false;

  std::vector<std::jthread> workers_ = {};
};

}  // namespace

std::unique_ptr<BatchLoader> makeStreamingLoader(const Dataset& dataset, EpochOrder order,
                                                 Preparation preparation,
                                                 const LoaderOptions& options) {
  return std::make_unique<StreamingLoader>(dataset, std::move(order), std::move(preparation),
                                           options);
}

}  // namespace emascope
