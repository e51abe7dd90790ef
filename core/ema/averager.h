// SPDX-License-Identifier: Apache-2.0
//
// K averages of one set of weights, side by side. Weights and float buffers form one flat array,
// [weights | buffers], and so does each track; a model whose tensors are views of a track's arrays
// is that average. The track's rule (core/rules) decides what an update does; this class does the
// arithmetic, in one pass over the weights for all tracks. The online arrays are only read, except
// by feedback. Independent of runs, messages and files.
#pragma once

#include "core/ema/constant_slots.h"
#include "core/ema/device_updater.h"
#include "core/ema/hidden_state.h"
#include "core/ema/online_state.h"
#include "core/ema/tensor_ranges.h"
#include "core/rules/rule_clock.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace emascope {

class DeviceBlender;  // core/ema/device_blender.h
class WorkerPool;     // core/base/worker_pool.h
struct OnlinePiece;   // core/ema/kernels.h

/// A track's rule: an entry returned by findRule(), and its values as orderedValues() returns them.
struct TrackRule {
  const ScheduleEntry* schedule = nullptr;     ///< not null
  std::vector<double> values = {};             ///< in the order of schedule->params
  std::vector<NameSelection> selections = {};  ///< keys: schedule->name_keys
};

/// Whether update() checks the online weights first.
enum class Gate {
  kTrusted,  ///< the caller guarantees online floats that are finite and below kLargestAveraged
  kCheck,    ///< checks all values before changing anything
  /// As kCheck, but the device that was given to useDevice() decides and the host does not wait:
  /// update() returns true, settle() tells later. The clocks of the rules count the step either
  /// way. The same as kCheck without such a device, and while a track has more state than its
  /// average, truncates counters or copies them on the CPU, or a slot is constant.
  kOnDevice,
};

/// [trainer-thread] only. A track's number is its position; 0 is the main track.
class Averager {
 public:
  /// Every track starts as a copy of `online`, or at zero if its rule says so. CPU arrays are
  /// aligned to 256 bytes. `run` is the run length passed to rules in epochs or shares of the run.
  Averager(OnlineState online, std::vector<TrackRule> rules, RunLength run = {});
  ~Averager();
  Averager(Averager&&) noexcept;             ///< the tensors returned by floats() stay valid
  Averager& operator=(Averager&&) noexcept;  ///< the same

  /// Updates every track, `elapsed` steps after the previous call, then applies the rules' feedback
  /// into the online weights in track order. Returns false if the gate finds a value that cannot be
  /// averaged; then nothing changes and only gated() is incremented.
  /// `values`: the start of each slot's floats, where these are not in OnlineState::floats; null
  /// for integers, which are in OnlineState::counters. @pre values is empty, or readsInPlace() and
  /// no rule feeds back in this update
  bool update(double elapsed = 1.0, Gate gate = Gate::kTrusted,
              std::span<const float* const> values = {});
  /// Whether the next update may find the floats elsewhere: on the CPU, unless a track has more
  /// state than its average, some slots are constant, or useDevice() was called.
  [[nodiscard]] bool readsInPlace() const;

  /// From now on `updater` blends, all tracks that have the same ranges in one launch, with the
  /// bits of the CPU; without it, LibTorch's operations do on a device, a track and a range at a
  /// time. Its errors leave update() as exceptions. @pre not null; it reads and writes the memory
  /// of the online floats' device
  void useDevice(std::unique_ptr<DeviceUpdater> updater);
  /// Moves the updates that the device has left out since the last call from calls() to gated().
  /// Waits for the device if any update had Gate::kOnDevice.
  void settle();

  /// Appends a track that starts now and returns its number. Throws c10::OutOfMemoryError if memory
  /// is insufficient (the message says how many snapshots would fit); existing tracks are
  /// unchanged.
  std::size_t add(TrackRule rule);
  /// Appends a copy of a track (rule, call count and arrays) and returns its number. Throws as
  /// add().
  std::size_t fork(std::size_t from);
  /// Removes a track; later tracks move up by one. @pre track < size()
  void remove(std::size_t track);
  /// Moves the track to the front; the others keep their order.
  void promote(std::size_t track);

  /// Makes the track a copy of the current online state. Its rule's clock continues.
  void reseed(std::size_t track);
  /// Takes effect at the next update. Throws as add(). @pre checked by editedValues()
  void setValues(std::size_t track, std::vector<double> values);
  /// The track goes on with another rule from the next update on; its average and the counters of
  /// its clock stay. Throws as add(). @pre both rules have the same TrackTraits::kind
  void setRule(std::size_t track, TrackRule rule);

  /// online <- keep_online * online + (1 - keep_online) * average, for the tensors that the track's
  /// rule averages or copies. 0 is Switch EMA, values above 0 Hare and Tortoise. Saves the previous
  /// online floats for undoFeedBack(). @pre 0 <= keep_online <= 1
  void feedBack(std::size_t track, double keep_online);
  /// Restores the online floats saved by the last feedback, manual or by a rule; false if there is
  /// none to undo. Training steps made since then are undone with it; averages are unchanged.
  bool undoFeedBack();
  /// Feedbacks so far, including undone ones.
  [[nodiscard]] std::int64_t feedBacks() const { return feed_backs_; }

  /// Number of threads for one update; only large models use more than one. Results do not depend
  /// on it. @pre threads >= 1
  void setThreads(int threads);

  /// Number of tracks.
  [[nodiscard]] std::size_t size() const { return tracks_.size(); }
  /// A number unique to this track within this averager, whatever its position.
  [[nodiscard]] std::uint64_t id(std::size_t track) const { return tracks_[track].id; }
  /// A track's rule with its current values. @pre track < size(), here and below
  [[nodiscard]] const TrackRule& rule(std::size_t track) const { return tracks_[track].rule; }
  /// The counters of a track's rule.
  [[nodiscard]] const RuleClock& clock(std::size_t track) const { return tracks_[track].clock; }
  /// The last action other than a skip by update_every.
  [[nodiscard]] const EmaAction& lastAction(std::size_t track) const {
    return tracks_[track].clock.last();
  }

  /// Update calls since construction, without those rejected by the gate; see also settle().
  [[nodiscard]] std::int64_t calls() const { return calls_; }
  /// Update calls rejected by the gate; see also settle().
  [[nodiscard]] std::int64_t gated() const { return gated_; }

  /// The average of the floating-point tensors: float32, laid out as OnlineState::floats. It stays
  /// valid and shows every later update until the track is removed.
  [[nodiscard]] const at::Tensor& floats(std::size_t track) const { return tracks_[track].floats; }
  /// The average of the integer tensors: int64, laid out as OnlineState::counters. Valid as
  /// floats().
  [[nodiscard]] const at::Tensor& counters(std::size_t track) const {
    return tracks_[track].counters;
  }
  /// Slots that are copied instead of averaged because they are constant.
  [[nodiscard]] const ConstantSlots& constants() const { return constants_; }
  /// A track's additional tensors, in a fixed order: snapshots (kLastSnapshots), or the recursive
  /// average and the weights at its last copy (kBema). Empty for other kinds.
  [[nodiscard]] std::vector<at::Tensor> hidden(std::size_t track) const;
  /// Restores what clock(), floats(), counters() and hidden() returned for a track of the same rule
  /// on a model of the same layout. The tensors are copied. @pre shapes agree
  void restore(std::size_t track, RuleClock::State state, const at::Tensor& floats,
               const at::Tensor& counters, const std::vector<at::Tensor>& hidden);

  /// A track, to save it.
  struct TrackState {
    std::uint64_t id = 0;                 ///< see Averager::id()
    TrackRule rule = {};                  ///< see Averager::rule()
    RuleClock::State clock = {};          ///< see Averager::clock()
    EmaAction last = {};                  ///< see Averager::lastAction()
    at::Tensor floats = {};               ///< see Averager::floats()
    at::Tensor counters = {};             ///< see Averager::counters()
    std::vector<at::Tensor> hidden = {};  ///< see Averager::hidden()
  };
  /// Everything but the online weights. The tensors are the averager's own, not copies.
  struct State {
    std::vector<TrackState> tracks = {};       ///< in their order
    std::int64_t calls = 0;                    ///< see Averager::calls()
    std::int64_t gated = 0;                    ///< see Averager::gated()
    std::int64_t feed_backs = 0;               ///< see Averager::feedBacks()
    std::uint64_t last_id = 0;                 ///< of the track added last
    at::Tensor before_feed_back = {};          ///< undefined: there is no feedback to undo
    std::vector<std::int64_t> constants = {};  ///< offsets of the constant slots
  };
  /// What restoreAll() continues with. @pre settle() was called since the last update that had
  /// Gate::kOnDevice
  [[nodiscard]] State state() const;
  /// Continues with copies of what state() returned for a model of the same layout, on any device;
  /// replaces all tracks. Throws as add(), and then has changed nothing. @pre shapes and the number
  /// of hidden arrays agree, the ids are unique and at most last_id
  void restoreAll(const State& state);

 private:
  struct Track {
    std::uint64_t id = 0;
    TrackRule rule;
    RuleClock clock;
    at::Tensor floats = {};
    at::Tensor counters = {};
    TensorRanges copy = {};
    TensorRanges blend = {};
    std::size_t layout = 0;           ///< index of blend.average's layout in layouts_
    std::vector<float*> pieces = {};  ///< start of each blended range in the track
    std::unique_ptr<HiddenState> hidden = {};
  };
  struct Layout;

  [[nodiscard]] bool passes(Gate gate);
  void beginOnDevice(Gate gate);
  [[nodiscard]] bool decidesOnDevice() const;
  [[nodiscard]] bool skippedNow();
  void feedBackByRules();
  void addPieces(const FlatRange& range, std::vector<OnlinePiece>& pieces) const;
  [[nodiscard]] std::span<const TensorSlot> floatSlotsIn(const FlatRange& range) const;
  [[nodiscard]] const float* startOf(const TensorSlot& slot) const;
  void copy(const at::Tensor& to, const at::Tensor& from, const FlatRange& range) const;
  void copyOnline(const at::Tensor& to, const FlatRange& range) const;
  [[nodiscard]] Track newTrack(TrackRule rule);
  void plan(Track& track);
  void act(Track& track, const EmaAction& action);
  void copyRanges(Track& track, const TensorRanges& plan, Copied copied = Copied::kAll);
  void blendLater(Track& track, double beta);
  void blendOnDevice(const Track& track, double rate) const;
  void blendCollected();
  void blendByUpdater();
  void blendInPlace(Layout& layout) const;
  void truncateCounters(Track& track, const EmaAction& action) const;
  void writeBack(const Track& track, double keep_online);
  void rememberOnline();

  OnlineState online_;
  std::vector<TensorSlot> slots_;
  std::size_t float_slots_;  ///< the first ones
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
  std::unique_ptr<DeviceBlender> device_;  ///< null: see useDevice()
  // During an update:
  std::span<const float* const> in_place_ = {};  ///< where the slots' floats are
  bool backwards_ = false;                       ///< the direction of the blend
};

}  // namespace emascope
