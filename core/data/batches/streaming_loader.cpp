// SPDX-License-Identifier: Apache-2.0
//
// A ring of batches. Workers claim steps in order and fill one batch each; the trainer takes
// batches in order and returns each when it asks for the next. A failure takes the place of its
// batch, so that the batches before it are still trained on.
#include "core/data/batches/batch_filling.h"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
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
    std::unique_lock lock(mutex_);
    giveBack();
    if (workers_.empty()) fillHere(lock);
    Slot& slot = slotOf(to_take_);
    changed_.wait(lock, [&slot] { return slot.state == Slot::State::kReady; });
    if (slot.failure) std::rethrow_exception(slot.failure);
    if (slot.error) return *slot.error;
    taken_ = true;
    return &slot.batch;
  }

  void seek(std::uint64_t step) override {
    std::unique_lock lock(mutex_);
    paused_ = true;
    changed_.wait(lock, [this] { return filling_ == 0; });
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
  [[nodiscard]] Slot& slotOf(std::uint64_t step) { return slots_[step % slots_.size()]; }

  void giveBack() {
    if (!std::exchange(taken_, false)) return;
    slotOf(to_take_++).state = Slot::State::kFree;
    changed_.notify_all();
  }

  [[nodiscard]] bool mayClaim() {
    return !paused_ && !failed_ && slotOf(to_fill_).state == Slot::State::kFree;
  }

  /// @pre mayClaim(), and the lock is held
  Slot& claim() {
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

  /// @pre the lock is held
  void finish(Slot& slot) {
    slot.state = Slot::State::kReady;
    failed_ = failed_ || slot.error || slot.failure;
    --filling_;
    changed_.notify_all();
  }

  void fillHere(std::unique_lock<std::mutex>& lock) {
    if (slotOf(to_take_).state != Slot::State::kFree) return;
    Slot& slot = claim();
    std::vector<float> spare;
    lock.unlock();
    fill(slot, {}, spare);
    lock.lock();
    finish(slot);
  }

  void work(const std::stop_token& stop) {
    std::vector<float> spare;
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return mayClaim(); })) {
      Slot& slot = claim();
      lock.unlock();
      fill(slot, stop, spare);
      lock.lock();
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

  std::mutex mutex_;
  std::condition_variable_any changed_;
  // Guarded by the mutex, except the content of a slot that a worker is filling.
  EpochOrder order_;
  std::vector<Slot> slots_ = {};
  std::uint64_t to_fill_ = 0;
  std::uint64_t to_take_ = 0;
  std::size_t filling_ = 0;
  bool taken_ = false;   ///< the trainer holds the batch of to_take_
  bool failed_ = false;  ///< no step is claimed after one that failed
  bool paused_ = false;

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
