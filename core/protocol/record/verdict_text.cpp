// SPDX-License-Identifier: Apache-2.0
//
// A verdict in words.
#include "core/protocol/record/mean_interval.h"
#include "core/protocol/record/verdict.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace emascope {
namespace {

constexpr double kMostPercent = 1000.0;  // beyond: "more than 10 times higher"
constexpr const char* kMinus = "\u2212";

/// As many decimals as the half-width has meaning: "24", "2.4", "0.24".
int decimalsFor(const Verdict& verdict) {
  const double half = verdict.percent_half_width.value_or(0.0);
  const double by = half > 0.0 ? half : std::abs(verdict.percent_lower) / 5.0;
  if (by >= 1.95) return 0;
  return by >= 0.195 ? 1 : 2;
}

std::string fixed(double value, int decimals) {
  std::int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const auto units = static_cast<std::int64_t>(
      std::llround(std::min(std::abs(value), 1e12) * static_cast<double>(scale)));
  std::string text = std::to_string(units / scale);
  if (decimals == 0) return text;
  const std::string rest = std::to_string(units % scale);
  return text + "." + std::string(static_cast<std::size_t>(decimals) - rest.size(), '0') + rest;
}

std::string halfWidth(const Verdict& verdict) {
  return fixed(verdict.percent_half_width.value_or(0.0), decimalsFor(verdict));
}

/// "± 10", "± at least 10".
Phrase marginPhrase(const Verdict& verdict) {
  return phrase(verdict.at_least ? words("± at least %1") : words("± %1")).with(halfWidth(verdict));
}

/// "24 ± 10 %", "24 ± at least 10 %", without the sign of the difference but after `sign`.
Phrase sizePhrase(const Verdict& verdict, const std::string& sign = "") {
  return phrase(verdict.at_least ? words("%1 ± at least %2 %") : words("%1 ± %2 %"))
      .with(sign + fixed(verdict.percent_lower, decimalsFor(verdict)), halfWidth(verdict));
}

/// "+", a minus, or nothing before a number that is shown as zero.
std::string signOf(const Verdict& verdict) {
  const std::string number = fixed(verdict.percent_lower, decimalsFor(verdict));
  if (number.find_first_of("123456789") == std::string::npos) return "";
  return verdict.percent_lower > 0.0 ? "+" : kMinus;
}

bool isFarHigher(const Verdict& verdict) { return verdict.percent_lower < -kMostPercent; }

bool isTooFew(const Verdict& verdict) { return verdict.evaluations < kFewestForInterval; }

/// Why there is no difference to show; none if there is one.
std::optional<Phrase> noDifferencePhrase(const Verdict& verdict) {
  switch (verdict.kind) {
    case VerdictKind::kTooEarly:
      if (!verdict.over) return phrase("too early");
      if (verdict.evaluations == 0) return phrase("no comparison");
      return phrase(isTooFew(verdict) ? words("too few") : words("not clear"));
    case VerdictKind::kSettling:
      return phrase("settling");
    case VerdictKind::kNoComparison:
      return phrase("no comparison");
    case VerdictKind::kEqual:
    case VerdictKind::kTrackLower:
    case VerdictKind::kRawLower:
      break;
  }
  const bool far = verdict.kind == VerdictKind::kRawLower && isFarHigher(verdict);
  if (far) return phrase("more than 10 times higher");
  return std::nullopt;
}

/// "39 of the last 40", "all of the last 40", "8 and equal in 51 of the last 60".
Phrase sharePhrase(const Verdict& verdict, std::size_t won) {
  const std::string all = std::to_string(verdict.evaluations);
  if (won == verdict.evaluations) return phrase("all of the last %1").with(all);
  const std::size_t equal = ties(verdict);
  if (equal == 0) return phrase("%1 of the last %2").with(std::to_string(won), all);
  return phrase("%1 and equal in %2 of the last %3")
      .with(std::to_string(won), std::to_string(equal), all);
}

/// Of a run that has ended with too few evaluations: what they show is said, but no interval.
Phrase tooFewPhrase(const Verdict& verdict, const std::string& name) {
  const std::string all = std::to_string(verdict.evaluations);
  const std::string needed = std::to_string(kFewestForInterval);
  if (verdict.evaluations == 1 || ties(verdict) == verdict.evaluations) {
    return phrase("too few evaluations: %1 of the %2 needed").with(all, needed);
  }
  if (verdict.wins == verdict.evaluations) {
    return phrase("too few evaluations: %1 of the %2 needed; %3 lower in all %1")
        .with(all, needed, name);
  }
  if (verdict.losses == verdict.evaluations) {
    return phrase("too few evaluations: %1 of the %2 needed; raw lower in all %1")
        .with(all, needed);
  }
  if (verdict.wins >= verdict.losses) {
    return phrase("too few evaluations: %1 of the %2 needed; %3 lower in %4")
        .with(all, needed, name, std::to_string(verdict.wins));
  }
  return phrase("too few evaluations: %1 of the %2 needed; raw lower in %3")
      .with(all, needed, std::to_string(verdict.losses));
}

/// Of a verdict that is too early.
Phrase tooEarlyPhrase(const Verdict& verdict, const std::string& name) {
  const std::string all = std::to_string(verdict.evaluations);
  if (verdict.over && verdict.evaluations == 0) return phrase("no comparison");
  if (verdict.over && isTooFew(verdict)) return tooFewPhrase(verdict, name);
  if (verdict.over) return phrase("no clear difference in %1 evaluations").with(all);
  if (isTooFew(verdict)) {
    return phrase("too early to tell: %1 of %2 evaluations")
        .with(all, std::to_string(kFewestForInterval));
  }
  return phrase("too early to tell: no clear difference in %1 evaluations").with(all);
}

Phrase equalPhrase(const Verdict& verdict, const std::string& name) {
  if (ties(verdict) == verdict.evaluations) {
    return phrase("equal in all of the last %1").with(std::to_string(verdict.evaluations));
  }
  return phrase(verdict.percent_lower < 0.0 ? words("equal within noise (%1 %2 higher)")
                                            : words("equal within noise (%1 %2 lower)"))
      .with(name, sizePhrase(verdict));
}

Phrase rawLowerPhrase(const Verdict& verdict, const std::string& name) {
  if (isFarHigher(verdict)) {
    return phrase("raw lower in %1, %2 more than 10 times higher")
        .with(sharePhrase(verdict, verdict.losses), name);
  }
  return phrase("raw lower in %1, %2 higher by %3")
      .with(sharePhrase(verdict, verdict.losses), name, sizePhrase(verdict));
}

Phrase lowerPhrase(const Verdict& verdict, const std::string& name) {
  if (verdict.kind == VerdictKind::kEqual) return equalPhrase(verdict, name);
  if (verdict.kind == VerdictKind::kRawLower) return rawLowerPhrase(verdict, name);
  return phrase("%1 lower in %2, by %3")
      .with(name, sharePhrase(verdict, verdict.wins), sizePhrase(verdict));
}

/// Of a verdict that knows a difference.
Phrase shortestPhrase(const Verdict& verdict, const std::string& name) {
  if (ties(verdict) == verdict.evaluations) return equalPhrase(verdict, name);
  if (verdict.kind == VerdictKind::kEqual) return phrase("equal within noise");
  if (verdict.kind == VerdictKind::kTrackLower) {
    return phrase("%1 %2 lower").with(name, sizePhrase(verdict));
  }
  if (isFarHigher(verdict)) return phrase("%1 more than 10 times higher").with(name);
  return phrase("%1 %2 higher").with(name, sizePhrase(verdict));
}

}  // namespace

Phrase verdictPhrase(const Verdict& verdict, const std::string& name) {
  switch (verdict.kind) {
    case VerdictKind::kTooEarly:
      return tooEarlyPhrase(verdict, name);
    case VerdictKind::kSettling:
      return phrase("settling: %1 of %2 steps")
          .with(std::to_string(verdict.settling_done), std::to_string(verdict.settling));
    case VerdictKind::kNoComparison:
      return phrase("no comparison");
    case VerdictKind::kEqual:
    case VerdictKind::kTrackLower:
    case VerdictKind::kRawLower:
      break;
  }
  if (!verdict.remembers) return lowerPhrase(verdict, name);
  return phrase("%1, still remembers step %2")
      .with(lowerPhrase(verdict, name), std::to_string(*verdict.remembers));
}

std::vector<Phrase> verdictPhrases(const Verdict& verdict, const std::string& name) {
  std::vector<Phrase> phrases = {verdictPhrase(verdict, name)};
  const bool not_clear = verdict.kind == VerdictKind::kTooEarly && verdict.evaluations > 0 &&
                         (verdict.over || isTooWide(verdict));
  if (not_clear) {
    phrases.push_back(
        phrase(isTooFew(verdict) ? words("too few evaluations") : words("no clear difference")));
  }
  const bool difference = verdict.kind == VerdictKind::kEqual ||
                          verdict.kind == VerdictKind::kTrackLower ||
                          verdict.kind == VerdictKind::kRawLower;
  if (!difference) return phrases;  // short as it is
  if (verdict.remembers) phrases.push_back(lowerPhrase(verdict, name));
  phrases.push_back(shortestPhrase(verdict, name));
  return phrases;
}

std::string verdictText(const Verdict& verdict, const std::string& name) {
  return english(verdictPhrase(verdict, name));
}

std::string differenceText(const Verdict& verdict) {
  return english(noDifferencePhrase(verdict).value_or(sizePhrase(verdict, signOf(verdict))));
}

Phrase percentPhrase(const Verdict& verdict) {
  return noDifferencePhrase(verdict).value_or(
      verbatim(signOf(verdict) + fixed(verdict.percent_lower, decimalsFor(verdict)) + " %"));
}

std::string percentText(const Verdict& verdict) { return english(percentPhrase(verdict)); }

Phrase halfWidthPhrase(const Verdict& verdict) {
  return noDifferencePhrase(verdict) ? verbatim("") : marginPhrase(verdict);
}

Phrase wonPhrase(const Verdict& verdict) {
  if (verdict.evaluations == 0) return verbatim("");
  const std::string won = std::to_string(verdict.wins);
  const std::string all = std::to_string(verdict.evaluations);
  const std::size_t equal = ties(verdict);
  return equal == 0 ? phrase("%1 of %2").with(won, all)
                    : phrase("%1 of %2, %3 equal").with(won, all, std::to_string(equal));
}

std::string wonText(const Verdict& verdict) { return english(wonPhrase(verdict)); }

std::string_view verdictKindText(VerdictKind kind) {
  switch (kind) {
    case VerdictKind::kTooEarly:
      return "too-early";
    case VerdictKind::kSettling:
      return "settling";
    case VerdictKind::kNoComparison:
      return "no-comparison";
    case VerdictKind::kEqual:
      return "equal";
    case VerdictKind::kTrackLower:
      return "track-lower";
    case VerdictKind::kRawLower:
      return "raw-lower";
  }
  return "";
}

}  // namespace emascope
