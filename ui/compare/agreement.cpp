// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/agreement.h"

#include "core/protocol/record/mcnemar.h"
#include "ui/compare/compare_words.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace emascope::ui {
namespace {

constexpr double kClear = 0.05;  // p below which a difference is called one
constexpr double kErrors = 1.96;

bool bit(const std::vector<std::uint8_t>& bits, std::size_t i) {
  return ((bits[i / 8] >> (i % 8)) & 1U) != 0;
}

std::vector<std::size_t>& groupOf(Agreement& agreement, Group group) {
  return agreement.groups[static_cast<std::size_t>(group)];
}

Agreement ofClasses(const event::SamplesCompared& compared) {
  Agreement agreement;
  for (std::size_t i = 0; i < compared.samples.size(); ++i) {
    const bool raw = bit(compared.raw_right, i);
    const bool mix = bit(compared.mix_right, i);
    agreement.raw_wrong += raw ? 0 : 1;
    agreement.mix_wrong += mix ? 0 : 1;
    const Group group = raw && mix ? Group::kBothRight
                        : raw      ? Group::kOnlyRaw
                        : mix      ? Group::kOnlyMix
                                   : Group::kBothWrong;
    groupOf(agreement, group).push_back(i);
  }
  agreement.better = static_cast<std::int64_t>(agreement.of(Group::kOnlyMix).size());
  agreement.worse = static_cast<std::int64_t>(agreement.of(Group::kOnlyRaw).size());
  return agreement;
}

Agreement ofNumbers(const event::SamplesCompared& compared) {
  Agreement agreement;
  agreement.numbers = true;
  const auto gain = [&](std::size_t i) {
    return static_cast<double>(compared.raw_loss[i]) - static_cast<double>(compared.mix_loss[i]);
  };
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < compared.samples.size(); ++i) {
    if (!std::isfinite(gain(i))) continue;
    order.push_back(i);
    agreement.better += gain(i) > 0.0 ? 1 : 0;
    agreement.worse += gain(i) < 0.0 ? 1 : 0;
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return gain(a) > gain(b); });
  const std::size_t quarter = (order.size() + 3) / 4;
  for (std::size_t k = 0; k < quarter; ++k) {
    if (gain(order[k]) > 0.0) groupOf(agreement, Group::kGain).push_back(order[k]);
    const std::size_t last = order[order.size() - 1 - k];
    if (gain(last) < 0.0) groupOf(agreement, Group::kLoss).push_back(last);
  }
  return agreement;
}

/// With places for the name, for the samples that the mix improves (`one`: it is one), and for
/// those that it worsens.
QString lossesText(bool one, bool clear) {
  if (clear) {
    return one ? CompareWords::tr("%1 has the lower loss on %2 sample and the higher on %3.")
               : CompareWords::tr("%1 has the lower loss on %2 samples and the higher on %3.");
  }
  return one ? CompareWords::tr(
                   "%1 has the lower loss on %2 sample and the higher on %3: no clear difference.")
             : CompareWords::tr(
                   "%1 has the lower loss on %2 samples and the higher on %3: no clear "
                   "difference.");
}

}  // namespace

bool isComplete(const event::SamplesCompared& compared) {
  const std::size_t n = compared.samples.size();
  if (compared.per_sample < 1) return false;
  if (compared.kind == event::SamplesCompared::Kind::kClasses) {
    const std::size_t bytes = (n + 7) / 8;
    return compared.raw_right.size() == bytes && compared.mix_right.size() == bytes &&
           compared.truth.size() == n && compared.raw_top.size() == n &&
           compared.mix_top.size() == n && compared.raw_given.size() == n &&
           compared.mix_given.size() == n;
  }
  const std::size_t predictions = compared.truth_value.size();
  return compared.raw_loss.size() == n && compared.mix_loss.size() == n &&
         (predictions == 0 || predictions == n) && compared.raw_prediction.size() == predictions &&
         compared.mix_prediction.size() == predictions;
}

Agreement agreementOf(const event::SamplesCompared& compared) {
  return compared.kind == event::SamplesCompared::Kind::kClasses ? ofClasses(compared)
                                                                 : ofNumbers(compared);
}

QString agreementText(const event::SamplesCompared& compared, const Agreement& agreement,
                      const QString& name) {
  const QString better = grouped(agreement.better);
  const QString worse = grouped(agreement.worse);
  if (agreement.better == 0 && agreement.worse == 0) {
    return agreement.numbers
               ? CompareWords::tr("%1 and raw have the same loss on every sample.").arg(name)
               : CompareWords::tr("%1 and raw are right on the same samples.").arg(name);
  }
  // Tokens of one text are not independent, so nothing is called clear.
  const bool tested = compared.per_sample == 1;
  const bool clear = !tested || mcnemarP(agreement.better, agreement.worse) < kClear;
  const bool one = agreement.better == 1;
  if (agreement.numbers) return lossesText(one, clear).arg(name, better, worse);
  if (!clear) {
    return CompareWords::tr("%1 corrects %2 and breaks %3: no clear difference.")
        .arg(name, better, worse);
  }
  const QString form =
      tested ? one ? CompareWords::tr("%1 corrects %2 sample that raw gets wrong and breaks %3.")
                   : CompareWords::tr("%1 corrects %2 samples that raw gets wrong and breaks %3.")
      : one ? CompareWords::tr("%1 corrects %2 token that raw gets wrong and breaks %3.")
             : CompareWords::tr("%1 corrects %2 tokens that raw gets wrong and breaks %3.");
  return form.arg(name, better, worse);
}

QString testText(const event::SamplesCompared& compared, const Agreement& agreement) {
  const QString scope = CompareWords::tr("one step of one run");
  if (compared.per_sample != 1) {
    return CompareWords::tr("No test: tokens of one text depend on each other · %1").arg(scope);
  }
  const double p = mcnemarP(agreement.better, agreement.worse);
  return (agreement.numbers ? CompareWords::tr("Exact sign test, %1 · %2")
                            : CompareWords::tr("Exact McNemar test, %1 · %2"))
      .arg(QString::fromStdString(pText(p)), scope);
}

std::vector<std::size_t> spread(const std::vector<std::size_t>& from, std::size_t count) {
  if (from.size() <= count) return from;
  std::vector<std::size_t> some;
  // The middle of each of `count` equal parts.
  for (std::size_t k = 0; k < count; ++k) {
    some.push_back(from[(2 * k + 1) * from.size() / (2 * count)]);
  }
  return some;
}

std::vector<double> mixLosses(const event::SamplesCompared& compared) {
  const bool classes = compared.kind == event::SamplesCompared::Kind::kClasses;
  std::map<std::int64_t, std::pair<double, std::int64_t>> sums;  // by sample: sum, count
  for (std::size_t i = 0; i < compared.samples.size(); ++i) {
    auto& [sum, count] = sums[compared.samples[i] / compared.per_sample];
    sum += classes ? -std::log(static_cast<double>(compared.mix_given[i]))
                   : static_cast<double>(compared.mix_loss[i]);
    ++count;
  }
  std::vector<double> losses;
  losses.reserve(sums.size());
  for (const auto& [sample, of] : sums) losses.push_back(of.first / static_cast<double>(of.second));
  return losses;
}

std::optional<bool> clearlyLower(const event::SamplesCompared& lower,
                                 const event::SamplesCompared& other) {
  if (lower.step != other.step || lower.of != other.of || lower.samples != other.samples ||
      lower.kind != other.kind || lower.per_sample != other.per_sample) {
    return std::nullopt;
  }
  const std::vector<double> a = mixLosses(lower);
  const std::vector<double> b = mixLosses(other);
  const auto n = static_cast<double>(a.size());
  if (a.size() < 2) return std::nullopt;
  double mean = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) mean += (b[i] - a[i]) / n;
  double squares = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) squares += (b[i] - a[i] - mean) * (b[i] - a[i] - mean);
  if (!std::isfinite(mean) || !std::isfinite(squares)) return std::nullopt;
  return mean > kErrors * std::sqrt(squares / (n - 1.0) / n);
}

}  // namespace emascope::ui
