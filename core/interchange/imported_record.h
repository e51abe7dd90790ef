// SPDX-License-Identifier: Apache-2.0
//
// Turns the main loss of an imported run into a RunRecord, for which exports and statistics are
// written: raw weights and their averages at the same evaluations.
#pragma once

#include "core/base/result.h"
#include "core/interchange/imported_run.h"
#include "core/protocol/record/run_record.h"

#include <limits>

namespace emascope {

/// TrackEvaluation::decay where the log does not say the decay: positive infinity, since NaN means
/// that the track does not exist.
inline constexpr double kUnknownDecay = std::numeric_limits<double>::infinity();

/// The raw curve is the one whose tag fits best: a curve in a pair comes first, then one with the
/// word "loss", then one with a word for validation. Its averages are the tracks, in the order of
/// their tags, at most kMostTracks. A label is the part of the tag that names the average, such as
/// "ema" or "ema-0-999". There is a point at each step of the raw curve. EvalPoint::train_loss is
/// the mean of the training loss since the point before, if one is logged; the metric is an
/// accuracy, or that of a CSV of EMAscope, else NaN with an empty name; seconds are those since the
/// first point of the log, or NaN. Fails if no tag is in a pair or has the word "loss".
[[nodiscard]] Result<RunRecord> importedRecord(const ImportedRun& run);

/// Whether the log has what importedRecord() needs.
[[nodiscard]] bool hasLoss(const ImportedRun& run);

/// Unix time of the first point of the log, from which EvalPoint::seconds are counted; NaN if the
/// log does not say.
[[nodiscard]] double firstSecond(const ImportedRun& run);

}  // namespace emascope
