// SPDX-License-Identifier: Apache-2.0
//
// What a run keeps for averages after the fact, if it was asked to: snapshots of its tracks and
// their exact history. Turns a step of the run into an update call: steps that were skipped are
// none.
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

/// How `config`'s snapshots of a model of `floats` weights and buffers are kept; refuses what does
/// not fit its memory. @pre config.snapshot_every > 0
[[nodiscard]] Result<SnapshotPrecision> snapshotsOf(const RunConfig& config, std::int64_t floats);

/// [trainer-thread] only.
class RunHistory {
 public:
  /// Keeps nothing if `config` wants no snapshots. `make_model`: one that the results are shown by.
  /// @pre snapshotsOf(config, floats) is ok
  RunHistory(const RunConfig& config, std::int64_t floats,
             std::function<std::unique_ptr<Model>()> make_model);

  /// `step` was taken, and `averager` updated.
  void observe(const Averager& averager, std::int64_t step);
  void forked(const Averager& averager, std::size_t from, std::size_t to);
  void reseeded(const Averager& averager, std::size_t track);

  /// An average that no track kept, and what there is to tell of it but its loss.
  struct Made {
    event::Synthesized report = {};
    std::unique_ptr<Model> model = {};
  };
  [[nodiscard]] Result<Made> make(const SynthesisSpec& spec, const ModelState& state) const;

 private:
  std::optional<SnapshotLog> log_;
  std::function<std::unique_ptr<Model>()> make_model_;
  std::vector<std::int64_t> steps_;  ///< of each update call
};

}  // namespace emascope
