// SPDX-License-Identifier: Apache-2.0
#include "core/rules/suggest.h"

#include "core/base/numbers.h"
#include "core/rules/units.h"

#include <cmath>

namespace emascope {
namespace {

constexpr double kShortestRun = 10.0;
constexpr double kCopyWorthTelling = 0.01;

// 1 - beta to two digits: a decimal that is easy to type.
double typeable(double rest) {
  const double digits = std::pow(10.0, 1.0 - std::floor(std::log10(rest)));
  return std::round((1.0 - rest) * digits) / digits;
}

std::string percent(double share) { return formatPlain(100.0 * share, 2) + " %"; }

}  // namespace

Result<std::vector<DecaySuggestion>> suggestedDecays(const DecayContext& context,
                                                     std::string_view where) {
  if (!context.run_steps || !(*context.run_steps >= kShortestRun)) {
    return Error{std::string(where),
                 context.run_steps
                     ? formatNumber(*context.run_steps) + " steps are too few to average"
                     : "the run's length is unknown",
                 "a run of at least 10 steps"};
  }
  const struct {
    double share;
    const char* label;
    const char* reason;
  } rows[] = {
      {kFirstMeanAge, "start with", "long enough to reduce noise, short enough to keep up"},
      {kShortMeanAge, "shorter", "for weights that still move fast, or a falling learning rate"},
      {kLongestMeanAge, "longer", "the least noisy one that does not lag for much of the run"}};
  std::vector<DecaySuggestion> suggestions;
  for (const auto& row : rows) {
    const double age = row.share * *context.run_steps;
    const auto exact = decayMeaning(DecayUnit::kMeanAge, age, context, where);
    if (!exact) return exact.error();
    const auto rounded = decayMeaning(DecayUnit::kBeta, typeable(exact->rest), context, where);
    if (!rounded) return rounded.error();
    suggestions.push_back(
        {row.label, percent(row.share) + " of the run as mean age: " + row.reason, *rounded});
  }
  return suggestions;
}

AgeNotice ageNotice(const TrackAge& track) {
  if (!(track.planned_steps > 0.0) || !(track.mean_age > kLongestMeanAge * track.planned_steps)) {
    return {};
  }
  AgeNotice notice{.too_old = true};
  const auto say = [&notice](Phrase sentence) {
    notice.text += (notice.text.empty() ? "" : " ") + english(sentence);
    notice.sentences.push_back(std::move(sentence));
  };
  say(phrase("The mean age of this average is %1 steps, %2 of the run: it will lag behind the "
             "weights. More than %3 is usually too long.")
          .with(formatPlain(track.mean_age, 3), percent(track.mean_age / track.planned_steps),
                percent(kLongestMeanAge)));
  if (track.copy_share >= kCopyWorthTelling) {
    say(phrase("%1 of it is still the initial copy.").with(percent(track.copy_share)));
  }
  if (track.update_every > 1.0) {
    say(phrase("It is updated only every %1 steps, so the same settings average over a longer time "
               "than with an update at every step.")
            .with(formatPlain(track.update_every, 3)));
  }
  const auto instead =
      suggestedDecays({.run_steps = track.planned_steps, .update_every = track.update_every}, "");
  if (instead) {
    const DecayMeaning& decay = instead->front().decay;
    say(phrase("Start with: beta %1, half-life %2 steps.")
            .with(formatPlain(decay.beta, 6), formatPlain(decay.half_life_steps, 3)));
  }
  return notice;
}

}  // namespace emascope
