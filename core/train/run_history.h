// SPDX-License-Identifier: Apache-2.0
//
// Records for post-hoc averages, if requested: snapshots of a run's tracks and their exact history.
// Maps a step of the run to an update call; skipped steps have none.
#pragma once

#include "core/ema/snapshot_log.h"
#include "core/models/model.h"
#include "core/protocol/events.h"
#include "core/train/model_state.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace emascope {

/// Chooses the precision of snapshots for a model with `floats` weights and buffers. Refuses
/// snapshots that do not fit the configured memory. @pre config.snapshot_every > 0
[[nodiscard]] Result<SnapshotPrecision> snapshotsOf(const RunConfig& config, std::int64_t floats);

/// [trainer-thread] only.
class RunHistory {
 public:
  /// Records nothing if `config` has no snapshots. `make_model` makes the model that results are
  /// loaded into.
  /// @pre snapshotsOf(config, floats) is ok
  RunHistory(const RunConfig& config, std::int64_t floats,
             std::function<std::unique_ptr<Model>()> make_model);

  /// Call after `step` was completed and `averager` updated.
  void observe(const Averager& averager, std::int64_t step);
  void forked(const Averager& averager, std::size_t from, std::size_t to);
  void reseeded(const Averager& averager, std::size_t track);

  /// Everything recorded, to save it; empty if nothing is.
  struct State {
    SnapshotLog::State log = {};
    std::vector<std::int64_t> steps = {};  ///< of each update call
  };
  [[nodiscard]] std::optional<State> state() const;
  /// Continues with what state() returned for a run of the same settings and model. Fails for what
  /// it cannot have returned, without a change.
  [[nodiscard]] Status restore(std::optional<State> state);

  /// A synthesized average, with everything to report except its loss.
  struct Made {
    event::Synthesized report = {};
    std::unique_ptr<Model> model = {};
  };
  [[nodiscard]] Result<Made> make(const SynthesisSpec& spec, const ModelState& state);

  /// An average that is being made.
  struct Making {
    SynthesisSpec spec = {};  ///< with its step
    TargetProfile target;
    std::int64_t call = 0;
  };
  /// The same as make(), in pieces: fails where the request can be refused at once.
  [[nodiscard]] Result<Making> begin(const SynthesisSpec& spec) const;
  /// Does another piece, of a few milliseconds; none while more are left to do. Averages of one
  /// step that are made one after the other share most of the work.
  [[nodiscard]] std::optional<Result<Made>> advance(const Making& making, const ModelState& state);

 private:
  std::optional<SnapshotLog> log_;
  std::int64_t floats_;
  std::int64_t budget_;
  std::function<std::unique_ptr<Model>()> make_model_;
  std::vector<std::int64_t> steps_;      ///< step of each update call
  std::optional<SynthesisBasis> basis_;  ///< of the average that was made last
};

}  // namespace emascope
