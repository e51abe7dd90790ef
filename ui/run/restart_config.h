// SPDX-License-Identifier: GPL-3.0-or-later
//
// Configurations for runs started from the window: a restart with the current settings, and a speed
// slow enough to watch.
#pragma once

#include "core/protocol/record/run_record.h"
#include "core/protocol/spec/catalog.h"

#include <cstdint>
#include <string>

namespace emascope::ui {

/// `record.config` with the current tracks and the values in force applied from the first step on.
/// Scheduled edits that have been applied are dropped, because their values are included; edits of
/// later steps are kept. What names a renamed track follows it; an edit, a scan or a saved file of
/// a track that is gone is dropped, because the engine would refuse the whole run. A run that was
/// extended has the number of steps again that it had before.
[[nodiscard]] RunConfig presentConfig(const RunRecord& record);

/// Has `config`, which goes on from the run after `step` steps, take the averages of now, and from
/// its next step on the learning rate and the weight decay of now where they were others then.
void takePresentSettings(RunConfig& config, const RunRecord& record, std::int64_t step);

/// Goes on from a checkpoint, or from the newest in a folder, up to step `steps`; 0: as planned
/// there. What is not said is as in the checkpoint.
[[nodiscard]] RunConfig continuation(const std::string& from, std::int64_t steps);

/// Steps per second at which `config` takes 20 seconds, at least 1; config.speed if it is set.
[[nodiscard]] double watchableSpeed(const RunConfig& config);

/// The speed that a run of this configuration has unless the user moves it: that of its preset, or
/// for own data the one at which it takes 20 seconds.
[[nodiscard]] double usualSpeed(const Catalog& catalog, const RunConfig& config);

/// Whether the losses of the two can be compared step by step: same preset, data and model. Seeds,
/// averages, learning rates and lengths may differ.
[[nodiscard]] bool sameProblem(const RunConfig& a, const RunConfig& b);

}  // namespace emascope::ui
