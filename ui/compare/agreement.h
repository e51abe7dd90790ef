// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the paired results of raw and a mix amount to: how many samples both get right, one of them,
// or neither, or, for numbers, which samples the mix improves and worsens most; and which of two
// mixes has the lower loss beyond chance. In: event::SamplesCompared as an engine sent it, checked
// first. Non-finite results are left out.
#pragma once

#include "core/protocol/events.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <QString>

namespace emascope::ui {

/// The groups of samples to choose from. Numbers have kGain (the quarter that the mix improves
/// most), kLoss (the quarter that it worsens most), and no others.
enum class Group { kBothRight, kOnlyRaw, kOnlyMix, kBothWrong, kGain, kLoss };
inline constexpr std::size_t kGroups = 6;

/// Whether all columns have the lengths that belong together; other events must not be used.
[[nodiscard]] bool isComplete(const event::SamplesCompared& compared);

struct Agreement {
  bool numbers = false;
  /// By Group: positions in SamplesCompared::samples. kGain and kLoss begin with the largest
  /// change, and contain only samples that change at all.
  std::array<std::vector<std::size_t>, kGroups> groups = {};
  std::int64_t better = 0;  ///< classes: only the mix is right; numbers: its loss is lower
  std::int64_t worse = 0;   ///< the opposite
  std::int64_t raw_wrong = 0;
  std::int64_t mix_wrong = 0;

  [[nodiscard]] const std::vector<std::size_t>& of(Group group) const {
    return groups[static_cast<std::size_t>(group)];
  }
};

/// @pre isComplete(compared)
[[nodiscard]] Agreement agreementOf(const event::SamplesCompared& compared);

/// "EMA corrects 34 samples that raw gets wrong and breaks 5.", "EMA corrects 12 and breaks 9: no
/// clear difference." `name`: of the mix, at most a line, as a sentence begins with it.
[[nodiscard]] QString agreementText(const event::SamplesCompared& compared,
                                    const Agreement& agreement, const QString& name);
/// "Exact McNemar test, p < 0.001 · one step of one run", or why there is no test.
[[nodiscard]] QString testText(const event::SamplesCompared& compared, const Agreement& agreement);

/// At most `count` of `from`, evenly spread, in their order.
[[nodiscard]] std::vector<std::size_t> spread(const std::vector<std::size_t>& from,
                                              std::size_t count);

/// The mean loss of each sample with the mix, tokens of a sample together: the loss itself for
/// numbers, -log of the probability of the right class for classes.
[[nodiscard]] std::vector<double> mixLosses(const event::SamplesCompared& compared);

/// Whether the mean loss of `lower` is below that of `other` by more than the choice of samples
/// explains: twice the standard error of the paired differences. None if they are not of the same
/// samples, step and track, for fewer than two samples, and if a loss is not finite.
[[nodiscard]] std::optional<bool> clearlyLower(const event::SamplesCompared& lower,
                                               const event::SamplesCompared& other);

}  // namespace emascope::ui
