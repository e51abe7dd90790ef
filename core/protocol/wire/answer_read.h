// SPDX-License-Identifier: Apache-2.0
//
// Reads the engine's answers to questions about weights: losses of other averages and mixtures,
// pictures, samples, distances. What is missing or wrong becomes the error of `in`. Private to
// core/protocol/wire.
#pragma once

#include "core/json/fields.h"
#include "core/protocol/events.h"

namespace emascope {

[[nodiscard]] event::Synthesized readSynthesized(const Fields& in);
[[nodiscard]] event::Scanned readScanned(const Fields& in);
[[nodiscard]] event::Rendered readRendered(const Fields& in);
[[nodiscard]] event::SamplesCompared readCompared(const Fields& in);
[[nodiscard]] event::DistancesMeasured readMeasured(const Fields& in);
[[nodiscard]] event::SamplesShown readShown(const Fields& in);
[[nodiscard]] event::CheckpointWritten readCheckpointWritten(const Fields& in);
[[nodiscard]] event::Tested readTested(const Fields& in);

}  // namespace emascope
