// SPDX-License-Identifier: GPL-3.0-or-later
//
// Task pictures that the window makes itself from paired results: a confusion matrix or prediction
// against target for data without a picture of their own, and the same misread images for raw and a
// mix, where the pictures of the task would show the mistakes of each.
#pragma once

#include "core/protocol/events.h"

#include <optional>
#include <vector>

namespace emascope::ui {

/// More classes than this do not fit a matrix.
inline constexpr std::int64_t kMostMatrixClasses = 100;

enum class Side { kRaw, kMix };

/// Classes: the confusion matrix; numbers: prediction against target. None for more than
/// kMostMatrixClasses, and for numbers without predictions. @pre isComplete(compared)
[[nodiscard]] std::optional<TaskPicture> resultPicture(const event::SamplesCompared& compared,
                                                       Side side);

/// Numbers of at most `count` samples that raw or the mix gets wrong, those first on which they
/// differ. Empty for numbers. @pre isComplete(compared)
[[nodiscard]] std::vector<std::int64_t> misread(const event::SamplesCompared& compared,
                                                std::size_t count);

/// The images of `shown`, each with its right class and the one that `side` predicts. None if they
/// are not images, or not among `compared`. @pre isComplete(compared)
[[nodiscard]] std::optional<TaskPicture> misreadPicture(const event::SamplesCompared& compared,
                                                        const event::SamplesShown& shown,
                                                        Side side);

/// The number of values of one shown sample; 0 if the event does not fit together.
[[nodiscard]] std::size_t valuesPerSample(const event::SamplesShown& shown);
/// One sample as an image, scaled from its least to its greatest value.
struct SampleImage {
  std::int64_t rows = 0;
  std::int64_t columns = 0;
  std::int64_t channels = 1;       ///< 3: red, green and blue; other numbers become their mean
  std::vector<float> values = {};  ///< 0 to 1, channel by channel
};
/// None if the sample is not an image.
[[nodiscard]] std::optional<SampleImage> sampleImage(const event::SamplesShown& shown,
                                                     std::size_t index);

}  // namespace emascope::ui
