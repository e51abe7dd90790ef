// SPDX-License-Identifier: Apache-2.0
//
// K averages of one set of weights, kept side by side. Weights and float buffers are one flat
// array, [weights | buffers]; so is each track, and a model whose tensors are views of a track's
// arrays is that average. What each update does is decided by the track's rule (core/rules); how
// the numbers move is decided here, in one pass over the weights for all tracks. The online arrays
// are read, and written only by feedback. Knows nothing of runs, messages or files.
#pragma once

#include "core/ema/constant_slots.h"
#include "core/ema/form_state.h"
#include "core/ema/online_state.h"
#include "core/ema/tensor_ranges.h"
#include "core/rules/rule_clock.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace emascope {

class WorkerPool;  // core/base/worker_pool.h

/// What a track averages by: an entry that findRule() knows, values as orderedValues() gives them.
struct TrackRule {
  const ScheduleEntry* schedule = nullptr;
  std::vector<double> values = {};
  std::vector<NameSelection> selections = {};  ///< by schedule->name_keys
};

enum class Gate {
  kTrusted,  ///< the caller knows that the online floats are finite and below kLargestAveraged
  kCheck,    ///< looked at before anything is changed
};

/// [trainer-thread] only. Track numbers are positions: 0 is the main track.
class Averager {
 public:
  /// Every track begins as a copy of `online`, or at zero where its rule says so. Arrays of the CPU
  /// are aligned to 256 bytes. `run`: what rules in epochs or shares of the run are told.
  Averager(OnlineState online, std::vector<TrackRule> rules, RunLength run = {});
  ~Averager();
  Averager(Averager&&) noexcept;
  Averager& operator=(Averager&&) noexcept;

  /// One update call for every track, `elapsed` steps after the last; then what the rules write
  /// back into the online weights, in the order of the tracks. False, and nothing is changed or
  /// counted but gated(), if the gate finds a value that cannot be averaged.
  bool update(double elapsed = 1.0, Gate gate = Gate::kTrusted);

  /// A new track at the end, which begins now; its number. Throws c10::OutOfMemoryError, saying how
  /// many snapshots would fit, where there is no room; all tracks are then as before.
  std::size_t add(TrackRule rule);
  /// A copy of a track at the end: rule, count of calls and arrays; its number. Throws as add().
  std::size_t fork(std::size_t from);
  void remove(std::size_t track);
  /// To the front; the others keep their order.
  void promote(std::size_t track);

  /// The online state becomes the track's, now. The rule's clock goes on.
  void reseed(std::size_t track);
  /// In force from the next update on. Throws as add(). @pre checked by editedValues()
  void setValues(std::size_t track, std::vector<double> values);

  /// online <- keep_online * online + (1 - keep_online) * average, for the tensors that the track's
  /// rule averages or copies: 0 is Switch EMA, above it Hare and Tortoise. Remembers the online
  /// floats as they were. @pre 0 <= keep_online <= 1
  void feedBack(std::size_t track, double keep_online);
  /// The online floats as they were before the last feedback, by hand or by a rule; false if there
  /// is none to undo. Steps made since then are undone with it; averages are not.
  bool undoFeedBack();
  [[nodiscard]] std::int64_t feedBacks() const { return feed_backs_; }  ///< so far, undone ones too

  /// Threads that may work on one update, from now on; large models alone use them. The numbers do
  /// not depend on it. @pre threads >= 1
  void setThreads(int threads);

  [[nodiscard]] std::size_t size() const { return tracks_.size(); }
  /// A number that no other track of this averager has or had, wherever it stands.
  [[nodiscard]] std::uint64_t id(std::size_t track) const { return tracks_[track].id; }
  [[nodiscard]] const TrackRule& rule(std::size_t track) const { return tracks_[track].rule; }
  [[nodiscard]] const RuleClock& clock(std::size_t track) const { return tracks_[track].clock; }
  /// What the last call did that was not left out by update_every.
  [[nodiscard]] const EmaAction& lastAction(std::size_t track) const {
    return tracks_[track].clock.last();
  }

  /// Update calls since construction, and those that the gate turned away, which are none of them.
  [[nodiscard]] std::int64_t calls() const { return calls_; }
  [[nodiscard]] std::int64_t gated() const { return gated_; }

  /// The average itself, laid out as OnlineState::floats and ::counters. The handles stay good, and
  /// show every later update, until the track is removed.
  [[nodiscard]] const at::Tensor& floats(std::size_t track) const { return tracks_[track].floats; }
  [[nodiscard]] const at::Tensor& counters(std::size_t track) const {
    return tracks_[track].counters;
  }
  /// What is copied and not averaged, because it stays as it is.
  [[nodiscard]] const ConstantSlots& constants() const { return constants_; }
  /// What a track keeps besides, in a fixed order: snapshots (kLastSnapshots), or the recursive
  /// average and the weights at its last copy (kBema). Empty for most.
  [[nodiscard]] std::vector<at::Tensor> hidden(std::size_t track) const;
  /// Puts back what was read from clock(), floats(), counters() and hidden() of a track of the same
  /// rule on a model of the same layout; the tensors are copied. @pre shapes agree
  void restore(std::size_t track, RuleClock::State state, const at::Tensor& floats,
               const at::Tensor& counters, const std::vector<at::Tensor>& hidden);

  /// Sum of (online - average)^2 over the weights, in double, one for each track.
  [[nodiscard]] std::vector<double> squaredDistances() const;

 private:
  struct Track {
    std::uint64_t id = 0;
    TrackRule rule;
    RuleClock clock;
    at::Tensor floats = {};
    at::Tensor counters = {};
    TensorRanges copy = {};
    TensorRanges blend = {};
    std::size_t layout = 0;           ///< of blend.average, in layouts_
    std::vector<float*> pieces = {};  ///< its ranges of `target`
    std::unique_ptr<FormState> form = {};
  };
  struct Layout;

  [[nodiscard]] bool passes(Gate gate);
  [[nodiscard]] Track newTrack(TrackRule rule);
  void plan(Track& track);
  void act(Track& track, const EmaAction& action);
  void copyRanges(Track& track, const TensorRanges& plan, Copied copied = Copied::kAll);
  void blendLater(Track& track, double beta);
  void blendOnDevice(const Track& track, double rate) const;
  void blendCollected();
  void truncateCounters(Track& track, const EmaAction& action) const;
  void writeBack(const Track& track, double keep_online);
  void rememberOnline();

  OnlineState online_;
  std::vector<TensorSlot> slots_;
  ConstantSlots constants_;
  RunLength run_;
  bool on_cpu_ = true;
  std::int64_t calls_ = 0;
  std::int64_t gated_ = 0;
  std::int64_t feed_backs_ = 0;
  std::uint64_t last_id_ = 0;
  at::Tensor before_feed_back_;
  bool can_undo_ = false;
  std::vector<Track> tracks_;
  std::vector<Layout> layouts_;
  std::unique_ptr<WorkerPool> pool_;
};

}  // namespace emascope
