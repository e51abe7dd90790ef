// SPDX-License-Identifier: Apache-2.0
//
// Between the thread that trains and those that watch it. A watcher can ask that the step under way
// be left, which happens between two gradient passes or two pieces of an evaluation; and it can
// give up a piece of work that does not come to an end, such as a model's own endless loop. Knows
// no LibTorch.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace emascope {

/// Thrown out of a step or an evaluation that is left at somebody's wish. Nothing of it has
/// happened.
struct Interrupted {};

class Supervision {
 public:
  /// What one piece of work is. While it goes on, the weights at the last whole step, the averages
  /// and everything that has been measured stay as they are.
  enum class Work { kNone, kPreparing, kGradient, kEvaluation };

  /// [any-thread] Work that check()s is left, until forget().
  void interrupt() { interrupted_ = true; }

  /// [any-thread] What is going on, and for how long.
  [[nodiscard]] Work work() const { return workOf(state_); }
  [[nodiscard]] std::chrono::nanoseconds busyFor() const;

  /// [any-thread] The piece of work under way is given up: its thread never comes out of it, and
  /// what else it owned is the caller's. False if there is none, if it has not gone on for so long,
  /// or if it is given up already.
  [[nodiscard]] bool giveUp(std::chrono::nanoseconds at_least = {});
  [[nodiscard]] bool givenUp() const { return (state_.load() & kGivenUp) != 0; }

  // [trainer-thread]

  /// Whether interrupt() is obeyed.
  void heed(bool heeded) { heeded_ = heeded; }
  /// What interrupt() was called for has been done.
  void forget() { interrupted_ = false; }
  /// Throws Interrupted if somebody wants the work to be left. [also threads that help]
  void check() const {
    if (heeded_ && interrupted_) throw Interrupted();
  }
  void begin(Work work);
  /// Does not return if the work has been given up.
  void end();

 private:
  static constexpr std::uint64_t kWorkBits = 7;
  static constexpr std::uint64_t kGivenUp = 8;
  static constexpr std::uint64_t kNextPiece = 16;  ///< so that no two pieces have one state

  [[nodiscard]] static Work workOf(std::uint64_t state) {
    return static_cast<Work>(state & kWorkBits);
  }

  std::atomic<std::uint64_t> state_ = 0;
  std::atomic<std::int64_t> since_ = 0;  ///< of a steady clock, in nanoseconds
  std::atomic<bool> interrupted_ = false;
  bool heeded_ = false;
};

/// A piece of work, as long as this lives. `supervision` may be null: nobody watches.
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
