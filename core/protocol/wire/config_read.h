// SPDX-License-Identifier: Apache-2.0
//
// Reads a run's configuration from the fields of a message, or of a checkpoint.
#pragma once

#include "core/json/fields.h"
#include "core/protocol/events.h"

namespace emascope {

/// Numbers by id, null for kNoneValue.
[[nodiscard]] ParamValues readValues(const Fields& in, const char* key);
[[nodiscard]] TrackSpec readTrack(const Fields& in);
[[nodiscard]] TrackAction readAction(const Fields& in);
[[nodiscard]] ScanSpec readScanSpec(const Fields& in);
[[nodiscard]] SaveSpec readSaveSpec(const Fields& in);
[[nodiscard]] double readShare(const Fields& in);  ///< 1 if there is none
[[nodiscard]] SynthesisSpec readSynthesisSpec(const Fields& in);
[[nodiscard]] ScheduledEdit readEdit(const Fields& in);
[[nodiscard]] ChartNote readNote(const Fields& in);
[[nodiscard]] ModelInfo readModel(const Fields& in);
[[nodiscard]] RunFacts readFacts(const Fields& in);
[[nodiscard]] RunConfig readConfig(const Fields& in);

}  // namespace emascope
