// SPDX-License-Identifier: Apache-2.0
//
// Whether an average or the raw weights have the lower loss at present, in numbers and in words.
// The window, the end of a command-line run and the JSON of a run all use this, so they agree. By
// default it compares the last tenth of the evaluations that were first planned (a run that was
// extended compares as many as before), at least 20, all after the last edit that altered the decay
// in use has settled, and none at which the average is still a copy of the raw weights. It states
// which one is lower only if the 95 % interval of the difference (mean_interval.h) excludes zero.
// Losses that are not finite and raw losses that are not above zero give no comparison.
#pragma once

#include "core/base/phrase.h"
#include "core/protocol/record/run_record.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

class EditEffects;

enum class VerdictKind {
  kTooEarly,      ///< fewer than kFewestForInterval evaluations to compare, or isTooWide()
  kSettling,      ///< an edit altered the decay in use less than three half-lives ago
  kNoComparison,  ///< a loss is not finite, or the mean of the raw losses is not above zero
  kEqual,         ///< the interval includes zero
  kTrackLower,
  kRawLower,
};

/// The color of a verdict: that of "better" and "worse" for the average, or none.
enum class VerdictColor { kNone, kBetter, kWorse };

/// Which of the evaluations that describe a track's present settings are compared.
enum class VerdictSpan {
  kTenth,  ///< the last tenth of the planned evaluations, at least kFewestForInterval
  kFifth,  ///< the last fifth of them, at least kFewestForInterval
  kAll,    ///< all since the last change has settled
};

struct Verdict {
  VerdictKind kind = VerdictKind::kTooEarly;
  std::size_t evaluations = 0;  ///< number compared
  std::size_t wins = 0;         ///< at which the track's loss was lower
  std::size_t losses = 0;       ///< at which it was higher; the rest are ties
  double raw_mean = 0.0;
  double track_mean = 0.0;
  /// Mean of raw - track in percent of raw_mean: above 0 the track is better.
  double percent_lower = 0.0;
  /// Half-width of the 95 % interval of percent_lower; none if there is no interval.
  std::optional<double> percent_half_width = {};
  bool at_least = false;        ///< the half-width may be larger (MeanInterval::at_least)
  bool over = false;            ///< the run has ended, so no further evaluation is waited for
  std::int64_t first_step = 0;  ///< of the evaluations compared
  std::int64_t last_step = 0;
  std::int64_t settling_done = 0;  ///< kSettling: steps since the decay in use changed
  std::int64_t settling = 0;       ///< of so many
  /// The average has half of its weight from before this step, which is before first_step. None if
  /// the decay is not known, as of the log of another tool.
  std::optional<std::int64_t> remembers = {};
};

/// Number of evaluations that a verdict compares at most; for kAll more than a run can have.
[[nodiscard]] std::size_t verdictWindow(const RunConfig& config,
                                        VerdictSpan span = VerdictSpan::kTenth);

/// The evaluations of a track that describe its present settings.
struct UsableEvaluations {
  std::size_t begin = 0;           ///< index in RunRecord::points of the first one
  std::size_t end = 0;             ///< one past the last one; begin == end if there is none
  std::int64_t settling_done = 0;  ///< as in Verdict
  std::int64_t settling = 0;       ///< 0 if settled
};
/// The last `most` of them. `effects` may be kept while `record` grows. @pre no evaluation was
/// taken out by RunRecord::thin()
[[nodiscard]] UsableEvaluations usableEvaluations(const RunRecord& record, std::size_t track,
                                                  EditEffects& effects, std::size_t most);

/// The verdict on the last `window` of losses at the same evaluations, oldest first. Earlier ones
/// help to estimate how correlated they are, as far back as kHistory times `window`.
/// @pre raw.size() == track.size(), all finite
[[nodiscard]] Verdict verdictOf(std::span<const double> raw, std::span<const double> track,
                                std::size_t window);

/// The verdict on track number `track` at present. A window that shows it at every evaluation asks
/// RunVerdicts, which keeps `effects`. @pre `span` is VerdictSpan::kTenth if evaluations were taken
/// out by RunRecord::thin()
[[nodiscard]] Verdict verdictOf(const RunRecord& record, std::size_t track,
                                VerdictSpan span = VerdictSpan::kTenth);
[[nodiscard]] Verdict verdictOf(const RunRecord& record, std::size_t track, VerdictSpan span,
                                EditEffects& effects);

[[nodiscard]] inline std::size_t ties(const Verdict& verdict) {
  return verdict.evaluations - verdict.wins - verdict.losses;
}

[[nodiscard]] VerdictColor verdictColor(const Verdict& verdict);

/// Whether an interval that includes zero is too wide to call the two equal: it may be wider still
/// (at_least), or it reaches kMostEqualPercent of the raw loss.
inline constexpr double kMostEqualPercent = 100.0;
[[nodiscard]] bool isTooWide(const Verdict& verdict);

/// "EMA lower in 39 of the last 40, by 24 ± 10 %", "equal within noise (EMA 1 ± 3 % lower)", "too
/// early to tell: 12 of 20 evaluations", "too few evaluations: 10 of the 20 needed; EMA lower in
/// all 10" of a run that has ended, …. `name` is the displayed name of the track.
[[nodiscard]] std::string verdictText(const Verdict& verdict, const std::string& name);

/// The difference for a table: "+24 ± 10 %"; "too early", and once the run has ended "too few" or
/// "not clear", "settling", "no comparison" if unknown.
[[nodiscard]] std::string differenceText(const Verdict& verdict);

/// The same without its interval: "+24 %".
[[nodiscard]] std::string percentText(const Verdict& verdict);

/// "39 of 40", with ties "8 of 60, 51 equal": evaluations that the track won. Empty if none counts.
[[nodiscard]] std::string wonText(const Verdict& verdict);

/// The same texts, for the window's language.
[[nodiscard]] Phrase verdictPhrase(const Verdict& verdict, const std::string& name);
/// That text and shorter ones for places where it has no room, the longest first: without what the
/// average still remembers, then without the evaluations ("EMA 24 ± 10 % lower").
[[nodiscard]] std::vector<Phrase> verdictPhrases(const Verdict& verdict, const std::string& name);
[[nodiscard]] Phrase percentPhrase(const Verdict& verdict);
[[nodiscard]] Phrase halfWidthPhrase(const Verdict& verdict);
[[nodiscard]] Phrase wonPhrase(const Verdict& verdict);

/// For files: "too-early", "settling", "no-comparison", "equal", "track-lower", "raw-lower".
[[nodiscard]] std::string_view verdictKindText(VerdictKind kind);

}  // namespace emascope
