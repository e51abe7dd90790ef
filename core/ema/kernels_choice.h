// SPDX-License-Identifier: Apache-2.0
//
// Which variant of the inner loops a pass uses. The fastest one depends on the processor's caches
// and prefetchers, so it is measured in the program's own first large passes: their portions are
// processed by the candidates in turn, and the candidate with the smallest median time per byte is
// used from then on. Nothing is computed for the measurement alone. Results do not depend on it,
// because all variants give identical bits. No LibTorch.
#pragma once

#include "core/base/thread_safety.h"
#include "core/ema/kernels.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace emascope::blending {

/// What distinguishes passes that are measured separately.
struct PassKind {
  std::size_t tracks = 0;  ///< 0: the pass only checks values
  bool short_pieces = false;
  bool several_threads = false;
};

/// How long a candidate took for a part of a pass.
struct LoopTime {
  std::size_t candidate = 0;
  double seconds = 0.0;
  double bytes = 0.0;  ///< read, or read and written; 0: not measured
};

/// The variants worth trying for a pass with so many tracks, the preferred ones first.
[[nodiscard]] std::vector<LoopVariant> loopCandidates(std::size_t tracks,
                                                      std::span<const InstructionSet> sets);

/// [any-thread] One choice between candidates, made once.
class LoopChoice {
 public:
  static constexpr std::size_t kTimesEach = 30;     ///< for a median within about 2 %
  static constexpr double kSecondsAtMost = 0.05;    ///< spent on measured portions
  static constexpr double kWorthPreferring = 0.98;  ///< of a preferred candidate's time

  /// @pre candidates is not empty
  explicit LoopChoice(std::vector<LoopVariant> candidates);

  [[nodiscard]] const std::vector<LoopVariant>& candidates() const { return candidates_; }
  /// The choice, or nothing while too few times are known.
  [[nodiscard]] std::optional<LoopVariant> chosen() const;
  /// Adds times, and chooses when each candidate has kTimesEach, or six of them after
  /// kSecondsAtMost. Ignored after that.
  void add(std::span<const LoopTime> times) noexcept;
  /// Number of times added so far.
  [[nodiscard]] std::size_t added() const;

 private:
  [[nodiscard]] std::size_t fastest() EMASCOPE_REQUIRES(mutex_);  ///< reorders the times

  const std::vector<LoopVariant> candidates_;
  std::atomic<std::size_t> chosen_;  ///< candidates_.size(): none yet
  mutable Mutex mutex_;
  std::vector<std::vector<double>> seconds_per_byte_ EMASCOPE_GUARDED_BY(mutex_);
  std::size_t added_ EMASCOPE_GUARDED_BY(mutex_) = 0;
  double seconds_ EMASCOPE_GUARDED_BY(mutex_) = 0.0;
};

/// [any-thread] This process's choice for passes of this kind.
[[nodiscard]] LoopChoice& loopChoiceFor(const PassKind& kind);

/// Used for passes that are too small to measure: what fits the caches needs no prefetch.
[[nodiscard]] LoopVariant usualLoops(std::size_t tracks);

/// The variants of one pass, portion by portion.
class PassLoops {
 public:
  /// `bytes` are read and written by the whole pass. `given`: used for all portions. Without
  /// `may_measure` the pass uses what has been chosen, and adds nothing.
  PassLoops(const PassKind& kind, std::size_t bytes, std::size_t portions,
            const std::optional<LoopVariant>& given, bool may_measure);
  PassLoops(const PassLoops&) = delete;
  PassLoops& operator=(const PassLoops&) = delete;
  /// Adds the times of this pass to the choice.
  ~PassLoops();

  /// Variant of the portions that are not measured.
  [[nodiscard]] const LoopVariant& usual() const { return usual_; }

  /// Calls work(variant), which processes `bytes`. May be called for several portions at a time.
  template <class Work>
  void run(std::size_t portion, std::size_t bytes, const Work& work) {
    if (choice_ == nullptr || portion % stride_ != 0 || bytes < kWorthTiming) return work(usual_);
    LoopTime& time = times_[portion / stride_];
    const auto begin = std::chrono::steady_clock::now();
    work(choice_->candidates()[time.candidate]);
    time.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    time.bytes = static_cast<double>(bytes);
  }

  /// "avx2, no prefetch, 4 side by side (measured)".
  [[nodiscard]] std::string text() const;

 private:
  static constexpr std::size_t kWorthTiming = 32768;  ///< bytes: about 1 us

  LoopVariant usual_;
  const char* reason_;
  std::size_t tracks_;
  LoopChoice* choice_ = nullptr;  ///< set if this pass measures
  std::size_t stride_ = 1;        ///< every so many portions one is measured
  std::vector<LoopTime> times_;
};

}  // namespace emascope::blending
