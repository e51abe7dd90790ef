// SPDX-License-Identifier: Apache-2.0
//
// A run as a TensorBoard event file. Tags: loss/val/raw, loss/val/LABEL, METRIC/val/…, loss/train,
// decay/LABEL; the settings as a table, the changes and the notes of a person as texts, on
// TensorBoard's page Text.
#pragma once

#include "core/protocol/record/run_writer.h"

#include <string>

namespace emascope {

/// The name of the file in its folder.
inline constexpr const char* kEventFileName = "events.out.tfevents.0.emascope";

/// @param started Unix time at which the run began; the points' times are counted from it
[[nodiscard]] Status writeRunEvents(const RunRecord& record, double started, const TextSink& sink);

/// Refuses a folder that has event files of other programs, which TensorBoard would mix with these,
/// and a path that is no folder. A folder that does not exist is fine.
[[nodiscard]] Status checkEventFolder(const std::string& folder);

/// Writes kEventFileName in `folder`, which is created if it does not exist; an earlier file of
/// this name is replaced. Fails like checkEventFolder(), and if it cannot be written.
[[nodiscard]] Status saveRunEvents(const RunRecord& record, double started,
                                   const std::string& folder);

}  // namespace emascope
