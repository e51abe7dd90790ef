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

  /// A synthesized average, with everything to report except its loss.
  struct Made {
    event::Synthesized report = {};
    std::unique_ptr<Model> model = {};
  };
  [[nodiscard]] Result<Made> make(const SynthesisSpec& spec, const ModelState& state) const;

 private:
  std::optional<SnapshotLog> log_;
  std::function<std::unique_ptr<Model>()> make_model_;
  std::vector<std::int64_t> steps_;  ///< step of each update call
};

}  // namespace emascope
