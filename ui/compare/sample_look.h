// SPDX-License-Identifier: GPL-3.0-or-later
//
// How single samples of a group are shown: by their place in the picture of the task, as an image,
// or in words; with what raw and the mix make of them.
#pragma once

#include "core/protocol/events.h"
#include "ui/compare/own_pictures.h"

#include <cstdint>
#include <optional>
#include <vector>

#include <QPointF>
#include <QString>

namespace emascope::ui {

struct SampleLook {
  std::int64_t sample = 0;
  int right_class = 0;
  std::optional<QPointF> place = {};  ///< of a sample with two numbers
  std::optional<SampleImage> image = {};
  QString text = {};      ///< its numbers in one line, if it has neither
  QString judgment = {};  ///< "2 → 99", in percent, or two losses
  QString name = {};      ///< for people who do not see it: number, right class, judgment
};

/// The samples of `shown` that are in `compared`. Empty if `shown` does not fit together.
/// @pre isComplete(compared)
[[nodiscard]] std::vector<SampleLook> sampleLooks(const event::SamplesCompared& compared,
                                                  const event::SamplesShown& shown);

/// At most `count` of them: far from each other if they have places, otherwise evenly spread.
[[nodiscard]] std::vector<SampleLook> farApart(const std::vector<SampleLook>& looks,
                                               std::size_t count);

}  // namespace emascope::ui
