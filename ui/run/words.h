// SPDX-License-Identifier: GPL-3.0-or-later
//
// Formats values and events of a run for display, so that the plot, the tables and the cards use
// the same wording.
#pragma once

#include "core/protocol/record/run_record.h"
#include "core/protocol/spec/catalog.h"

#include <QString>

namespace emascope::ui {

/// 3400 -> "3 400", grouped by narrow no-break spaces.
[[nodiscard]] QString grouped(qint64 number);

/// "1 sample", "1 297 samples": `one` if `number` is 1, otherwise `many` with `number` for %1.
[[nodiscard]] QString counted(qint64 number, const QString& one, const QString& many);

/// At most `digits` significant digits; a whole number from 1000 on: 0.109, 12.3, 913 153, 2.92e6.
/// No exponent where plain digits fit. Non-finite values are words.
[[nodiscard]] QString shortNumber(double value, int digits = 3);

/// shortNumber() without trailing zeros: 0.01.
[[nodiscard]] QString plainNumber(double value, int digits = 3);

/// Number of decimals, at most six, that shows the smallest finite nonzero value with `digits`
/// significant digits; for numbers in a column.
[[nodiscard]] int commonDecimals(const std::vector<double>& values, int digits = 3);
/// `value` with `decimals` decimals if below 1000, otherwise as shortNumber(): "0.1110" below
/// "0.0918".
[[nodiscard]] QString alignedNumber(double value, int decimals);

/// A decay with enough digits to distinguish it from 1: 0.995, 0.9999, 0.99998.
[[nodiscard]] QString decayText(double beta);

/// A label in one line of at most 40 characters. What is longer, or has line breaks, comes from an
/// engine that allows other labels.
[[nodiscard]] QString shownLabel(const std::string& label);

/// "EMA" for a main track that is called "main", the label for others.
[[nodiscard]] QString trackName(const RunRecord& record, std::size_t index);

/// "inverse power 2/3, cap 0.995", "constant 0.9, debiased"; with the values in force.
[[nodiscard]] QString scheduleText(const RunRecord& record, std::size_t track);

/// "β cap" for ("inverse-power", "beta"); the id itself if the rule is not in the catalog.
[[nodiscard]] QString paramLabel(const Catalog& catalog, const std::vector<TrackSpec>& tracks,
                                 const std::string& track, const std::string& id);

/// "β cap 0.98 → 0.995", "buffers average → copy", or "reset to the raw weights". Names the
/// track if it is not the first of `tracks`, main.
[[nodiscard]] QString changeText(const Catalog& catalog, const std::vector<TrackSpec>& tracks,
                                 const event::Applied& change);

/// `error` of an edit of `track` with the window's parameter names: "β cap: 2 is not allowed", not
/// "track main: beta: …".
[[nodiscard]] Error inLabels(Error error, const Catalog& catalog,
                             const std::vector<TrackSpec>& tracks, const std::string& track,
                             const ParamValues& values);

/// `error` of adding `track`, in the same words: "β cap: 2 is not allowed".
[[nodiscard]] Error inLabels(Error error, const Catalog& catalog, const TrackSpec& track);

/// "track slow added", "track slow is now main", "raw weights replaced by slow".
[[nodiscard]] QString actionText(const TrackAction& action);

/// "8 s", "3 min 20 s", "2 h 5 min".
[[nodiscard]] QString durationText(double seconds);

/// Why the run is on its device: "no NVIDIA driver found". Empty where a checkpoint chose it, which
/// the engine reports as a request.
[[nodiscard]] QString deviceReason(const RunRecord& record);
/// The device was asked for, which needs no explanation where there is little room.
[[nodiscard]] bool deviceWasRequested(const RunRecord& record);

/// The track's decay at its last evaluation; none before the first one.
[[nodiscard]] std::optional<double> decayInForce(const RunRecord& record, std::size_t track);

}  // namespace emascope::ui
