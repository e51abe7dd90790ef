// SPDX-License-Identifier: GPL-3.0-or-later
//
// The run in words and numbers for people: the plot, the tables and the cards say the same thing
// the same way.
#pragma once

#include "core/protocol/catalog.h"
#include "core/protocol/run_record.h"

#include <QString>

namespace emascope::ui {

/// 3400 -> "3 400", with a narrow space that does not break.
[[nodiscard]] QString grouped(qint64 number);

/// "1 sample", "1 297 samples": `one` for 1, else `many` with the number for %1.
[[nodiscard]] QString counted(qint64 number, const QString& one, const QString& many);

/// At most `digits` significant digits, whole from 1000 on: 0.109, 12.3, 913 153, 2.92e6. Never
/// "1e-05" for what fits plainly.
[[nodiscard]] QString shortNumber(double value, int digits = 3);

/// The same without zeros at its end: 0.01.
[[nodiscard]] QString plainNumber(double value, int digits = 3);

/// Decimals that give the least of the finite `values` (not 0) its `digits` significant digits, at
/// most six: for numbers that stand under each other.
[[nodiscard]] int commonDecimals(const std::vector<double>& values, int digits = 3);
/// With that many decimals where it is below 1000, else as shortNumber(); "0.1110" under "0.0918".
[[nodiscard]] QString alignedNumber(double value, int decimals);

/// A decay, with as many digits as tell it from 1: 0.995, 0.9999, 0.99998.
[[nodiscard]] QString decayText(double beta);

/// Main is "EMA", the others go by their label.
[[nodiscard]] QString trackName(const RunRecord& record, std::size_t index);

/// "inverse power, cap 0.995", "constant 0.9"; the values are those in force.
[[nodiscard]] QString scheduleText(const RunRecord& record, std::size_t track);

/// "β cap" for ("inverse-power", "beta"); the id itself for a rule that is not known here.
[[nodiscard]] QString paramLabel(const Catalog& catalog, const std::vector<TrackSpec>& tracks,
                                 const std::string& track, const std::string& id);

/// "β cap 0.98 → 0.995", "buffers average → copy", or "re-seeded from the raw weights". Names the
/// track if it is not the first of `tracks`, main.
[[nodiscard]] QString changeText(const Catalog& catalog, const std::vector<TrackSpec>& tracks,
                                 const event::Applied& change);

/// `error` of an edit of `track`, with the parameters as they are called in the window: "β cap: 2
/// is not allowed", not "track main: beta: …".
[[nodiscard]] Error inLabels(Error error, const Catalog& catalog,
                             const std::vector<TrackSpec>& tracks, const std::string& track,
                             const ParamValues& values);

/// "track slow added", "slow is main", "raw weights replaced by slow".
[[nodiscard]] QString actionText(const TrackAction& action);

/// "8 s", "3 min 20 s", "2 h 5 min".
[[nodiscard]] QString durationText(double seconds);

/// The track's decay in force as far as is known: of its last evaluation; none before one.
[[nodiscard]] std::optional<double> decayInForce(const RunRecord& record, std::size_t track);

/// Steps between the track's updates when that evaluation was made, whatever was changed since.
[[nodiscard]] double strideInForce(const RunRecord& record, std::size_t track);

}  // namespace emascope::ui
