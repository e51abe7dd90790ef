// SPDX-License-Identifier: Apache-2.0
//
// Post-hoc averages of one run: records the exact history of every track and takes periodic
// snapshots of the tracks, from which any past average can be synthesized. Observes an Averager
// without changing it. Time is counted in update calls. Tracks that are not a single recursion are
// left out; removed tracks stay usable up to their last call.
#pragma once

#include "core/ema/averager.h"
#include "core/ema/snapshots.h"
#include "core/rules/posthoc/projection.h"

#include <cstdint>
#include <limits>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace emascope {

/// An average that no track kept, computed from snapshots.
struct SynthesizedAverage {
  Synthesis synthesis = {};  ///< coefficients, error, amplification
  std::int64_t call = 0;     ///< the update call it belongs to
  at::Tensor floats = {};    ///< flat float32 on the CPU, laid out as OnlineState::floats
  at::Tensor counters = {};  ///< from the newest snapshot used; may be undefined
};

/// What the averages after one update call share, in the making.
class SynthesisBasis {
 public:
  /// Does another piece, of a few milliseconds. Returns true when nothing is left to do.
  [[nodiscard]] bool advance() { return projection_.advance(); }
  /// The update call.
  [[nodiscard]] std::int64_t call() const { return call_; }

 private:
  friend class SnapshotLog;
  SynthesisBasis(Projection projection, std::vector<SnapshotStore::Key> keys, std::int64_t call,
                 std::int64_t drops)
      : projection_(std::move(projection)), keys_(std::move(keys)), call_(call), drops_(drops) {}

  Projection projection_;
  std::vector<SnapshotStore::Key> keys_;  ///< of the projection's snapshots
  std::int64_t call_;
  std::int64_t drops_;
};

/// [trainer-thread]
class SnapshotLog {
 public:
  /// Takes a snapshot of every track at each `every`-th update call. If adding tracks would make
  /// the snapshots exceed `budget` bytes, drops every second one and doubles the interval. @pre
  /// every >= 1
  SnapshotLog(std::int64_t every, SnapshotPrecision precision, std::int64_t floats,
              std::int64_t budget = std::numeric_limits<std::int64_t>::max())
      : every_(every), budget_(budget), store_(precision, floats) {}

  /// Call after each update() of the same averager, starting with its first.
  void observe(const Averager& averager);
  /// Call after Averager::fork() and ::reseed(), before the next update.
  void forked(const Averager& averager, std::size_t from, std::size_t to);
  void reseeded(const Averager& averager, std::size_t track);

  /// The complete log, to save it. The tensors are the log's own, not copies.
  struct State {
    struct Snapshot {
      SnapshotStore::Key key = {};
      double scale = 1.0;
      at::Tensor values = {};  ///< flat; float32 or float16, as `precision` says
      at::Tensor counters = {};
    };
    struct Track {
      std::uint64_t id = 0;    ///< Averager::id()
      std::int64_t began = 0;  ///< update calls before the track's first
      WeightProfile::State profile = {};
    };
    std::int64_t every = 1;
    std::int64_t calls = 0;
    SnapshotPrecision precision = SnapshotPrecision::kFloat32;
    std::vector<Snapshot> snapshots = {};
    std::vector<Track> tracks = {};
  };
  [[nodiscard]] State state() const;
  /// A log that continues with what state() returned. Fails for what it cannot have returned.
  /// `floats` and `budget` as in the constructor.
  [[nodiscard]] static Result<SnapshotLog> restored(State state, std::int64_t floats,
                                                    std::int64_t budget);

  [[nodiscard]] std::size_t snapshots() const { return store_.keys().size(); }
  [[nodiscard]] std::int64_t bytes() const { return store_.bytes(); }
  [[nodiscard]] std::int64_t every() const { return every_; }
  [[nodiscard]] SnapshotPrecision precision() const { return store_.precision(); }

  /// `target` as it would have been after update call `at`. Fails, with the reason, if the
  /// snapshots cannot represent it: see SynthesisOptions. Of very many snapshots some are not used:
  /// see thinnedSnapshots(). `where` names the request in errors.
  [[nodiscard]] Result<SynthesizedAverage> synthesize(const TargetProfile& target, std::int64_t at,
                                                      const SynthesisOptions& options,
                                                      std::string_view where) const;

  /// The same in pieces: begins what all targets at `at` share. The result refers to this log,
  /// which may go on meanwhile.
  [[nodiscard]] Result<SynthesisBasis> basis(std::int64_t at, std::string_view where) const;
  /// False if snapshots were dropped since `basis` was begun, so that it is of no use.
  [[nodiscard]] bool isCurrent(const SynthesisBasis& basis) const { return basis.drops_ == drops_; }
  /// @pre basis.advance() has returned true, isCurrent(basis)
  [[nodiscard]] Result<SynthesizedAverage> synthesize(const TargetProfile& target,
                                                      const SynthesisBasis& basis,
                                                      const SynthesisOptions& options,
                                                      std::string_view where) const;

 private:
  struct History {
    std::int64_t began = 0;  ///< update calls before the track's first
    WeightProfile profile = WeightProfile();
  };

  void makeRoom(std::size_t tracks);

  std::int64_t every_;
  std::int64_t budget_;
  SnapshotStore store_;
  std::map<std::uint64_t, History> histories_;  ///< by Averager::id()
  std::int64_t calls_ = 0;
  std::int64_t drops_ = 0;  ///< times that snapshots were dropped
};

/// Number of snapshots taken by a run of `calls` update calls with `tracks` tracks.
[[nodiscard]] std::int64_t snapshotCount(std::int64_t calls, std::int64_t every,
                                         std::int64_t tracks);

}  // namespace emascope
