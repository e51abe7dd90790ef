// SPDX-License-Identifier: Apache-2.0
//
// Communication between the training thread and the threads that watch it. A watcher can interrupt
// the current step, between two gradient passes or two pieces of an evaluation. It can also give up
// on a piece of work that does not finish, such as an endless loop in a model. Does not depend on
// LibTorch.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace emascope {

/// Thrown by an interrupted step or evaluation, which then has no effect.
struct Interrupted {};

class Supervision {
 public:
  /// Kind of a piece of work. During the work, the weights of the last completed step, the averages
  /// and all measurements do not change.
  enum class Work { kNone, kPreparing, kGradient, kEvaluation };

  /// [any-thread] Makes check() throw until forget() is called.
  void interrupt() { interrupted_ = true; }

  /// [any-thread] The current work and its duration.
  [[nodiscard]] Work work() const { return workOf(state_); }
  [[nodiscard]] std::chrono::nanoseconds busyFor() const;

  /// [any-thread] Gives up on the current piece of work: its thread never returns from it, and the
  /// caller takes over everything else the thread owned. Returns false if there is no work, if it
  /// has taken less than `at_least`, or if it was already given up.
  [[nodiscard]] bool giveUp(std::chrono::nanoseconds at_least = {});
  [[nodiscard]] bool givenUp() const { return (state_.load() & kGivenUp) != 0; }

  // [trainer-thread]

  /// Sets whether interrupt() has an effect.
  void heed(bool heeded) { heeded_ = heeded; }
  /// Clears an interrupt() that has been handled.
  void forget() { interrupted_ = false; }
  /// Throws Interrupted if the work is to be interrupted. [also worker threads]
  void check() const {
    if (heeded_ && interrupted_) throw Interrupted();
  }
  void begin(Work work);
  /// Ends the piece of work. Does not return if it was given up.
  void end();

 private:
  static constexpr std::uint64_t kWorkBits = 7;
  static constexpr std::uint64_t kGivenUp = 8;
  static constexpr std::uint64_t kNextPiece = 16;  ///< makes the state of each piece unique

  [[nodiscard]] static Work workOf(std::uint64_t state) {
    return static_cast<Work>(state & kWorkBits);
  }

  std::atomic<std::uint64_t> state_ = 0;
  std::atomic<std::int64_t> since_ = 0;  ///< start time, steady clock, in nanoseconds
  std::atomic<bool> interrupted_ = false;
  bool heeded_ = false;
};

/// Marks a piece of work during its lifetime. `supervision` may be null.
class SupervisedWork {
 public:
  SupervisedWork(Supervision* supervision, Supervision::Work work) : supervision_(supervision) {
    if (supervision_ != nullptr) supervision_->begin(work);
  }
  ~SupervisedWork() {
    if (supervision_ != nullptr) supervision_->end();
  }
  SupervisedWork(const SupervisedWork&) = delete;
  SupervisedWork& operator=(const SupervisedWork&) = delete;

 private:
  Supervision* supervision_;
};

}  // namespace emascope
