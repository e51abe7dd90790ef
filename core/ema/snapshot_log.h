// SPDX-License-Identifier: Apache-2.0
//
// Post-hoc averages of one run: the exact history of every track, copies of the tracks now and
// then, and from both any average of the past. Watches an Averager and changes nothing of it. Time
// is counted in its update calls. Tracks that are not one recursion are left out, and those that
// have been removed stay useful up to where they ended.
#pragma once

#include "core/ema/averager.h"
#include "core/ema/snapshots.h"
#include "core/rules/posthoc/projection.h"

#include <cstdint>
#include <limits>
#include <map>
#include <string_view>

namespace emascope {

/// An average that no track kept.
struct SynthesizedAverage {
  Synthesis synthesis = {};  ///< coefficients, error, amplification
  std::int64_t call = 0;     ///< the update call that it is of
  at::Tensor floats = {};    ///< flat float32 on the CPU, laid out as OnlineState::floats
  at::Tensor counters = {};  ///< of the newest snapshot used; may be undefined
};

/// [trainer-thread]
class SnapshotLog {
 public:
  /// A snapshot of every track at each `every`-th update call. Where they would take more than
  /// `budget` bytes, because tracks were added, every second one is given up and they are taken
  /// half as often from then on. @pre every >= 1
  SnapshotLog(std::int64_t every, SnapshotPrecision precision, std::int64_t floats,
              std::int64_t budget = std::numeric_limits<std::int64_t>::max())
      : every_(every), budget_(budget), store_(precision, floats) {}

  /// To be called after each update() of the same averager, from its first on.
  void observe(const Averager& averager);
  /// To be called after Averager::fork() and ::reseed(), before the next update.
  void forked(const Averager& averager, std::size_t from, std::size_t to);
  void reseeded(const Averager& averager, std::size_t track);

  [[nodiscard]] std::size_t snapshots() const { return store_.keys().size(); }
  [[nodiscard]] std::int64_t bytes() const { return store_.bytes(); }
  [[nodiscard]] std::int64_t every() const { return every_; }
  [[nodiscard]] SnapshotPrecision precision() const { return store_.precision(); }

  /// `target` as it would have been after update call `at`. Refuses, with the reason, what the
  /// snapshots do not hold: see SynthesisOptions. `where` names the request.
  [[nodiscard]] Result<SynthesizedAverage> synthesize(const TargetProfile& target, std::int64_t at,
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
};

/// Snapshots that a run of `calls` update calls with `tracks` tracks takes.
[[nodiscard]] std::int64_t snapshotCount(std::int64_t calls, std::int64_t every,
                                         std::int64_t tracks);

}  // namespace emascope
