// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/own_pictures.h"

#include "ui/compare/agreement.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <QCoreApplication>

namespace emascope::ui {
namespace {

using Kind = event::SamplesCompared::Kind;

std::optional<TaskPicture> confusion(const event::SamplesCompared& compared, Side side) {
  const auto& said = side == Side::kRaw ? compared.raw_top : compared.mix_top;
  std::int64_t classes = static_cast<std::int64_t>(compared.classes.size());
  for (std::size_t i = 0; i < said.size(); ++i) {
    classes = std::max({classes, std::int64_t{compared.truth[i]} + 1, std::int64_t{said[i]} + 1});
  }
  if (classes < 1 || classes > kMostMatrixClasses) return std::nullopt;
  TaskPicture::Array counts{"counts",
                            {classes, classes},
                            std::vector<float>(static_cast<std::size_t>(classes * classes))};
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (compared.truth[i] < 0 || said[i] < 0) continue;
    counts.values[static_cast<std::size_t>(compared.truth[i] * classes + said[i])] += 1.0F;
  }
  return TaskPicture{.kind = "confusion",
                     .title = QT_TRANSLATE_NOOP("emascope", "right and predicted classes"),
                     .arrays = {std::move(counts)},
                     .texts = compared.classes};
}

std::optional<TaskPicture> scatter(const event::SamplesCompared& compared, Side side) {
  if (compared.truth_value.empty()) return std::nullopt;
  const auto count = static_cast<std::int64_t>(compared.truth_value.size());
  const auto& said = side == Side::kRaw ? compared.raw_prediction : compared.mix_prediction;
  return TaskPicture{
      .kind = "scatter",
      .title = QT_TRANSLATE_NOOP("emascope", "prediction against target"),
      .arrays = {{"target", {count}, compared.truth_value}, {"prediction", {count}, said}}};
}

}  // namespace

std::optional<TaskPicture> resultPicture(const event::SamplesCompared& compared, Side side) {
  return compared.kind == Kind::kClasses ? confusion(compared, side) : scatter(compared, side);
}

std::vector<std::int64_t> misread(const event::SamplesCompared& compared, std::size_t count) {
  if (compared.kind != Kind::kClasses || compared.per_sample != 1) return {};
  const Agreement agreement = agreementOf(compared);
  std::vector<std::int64_t> samples;
  for (const Group group : {Group::kOnlyMix, Group::kOnlyRaw, Group::kBothWrong}) {
    for (const std::size_t i : spread(agreement.of(group), count - samples.size())) {
      samples.push_back(compared.samples[i]);
    }
  }
  return samples;
}

std::size_t valuesPerSample(const event::SamplesShown& shown) {
  std::size_t count = 1;
  for (const std::int64_t size : shown.shape) {
    if (size < 1 || size > static_cast<std::int64_t>(shown.values.size())) return 0;
    count *= static_cast<std::size_t>(size);
    if (count > shown.values.size()) return 0;
  }
  const bool fits = shown.values.size() == count * shown.samples.size() &&
                    (shown.labels.empty() || shown.labels.size() == shown.samples.size());
  return fits ? count : 0;
}

std::optional<SampleImage> sampleImage(const event::SamplesShown& shown, std::size_t index) {
  constexpr std::size_t kColors = 3;
  const std::size_t size = valuesPerSample(shown);
  const std::size_t axes = shown.shape.size();
  if (shown.kind != "image" || size == 0 || axes < 2 || axes > 3 || index >= shown.samples.size()) {
    return std::nullopt;
  }
  SampleImage image{.rows = shown.shape[axes - 2], .columns = shown.shape[axes - 1]};
  const auto pixels = static_cast<std::size_t>(image.rows * image.columns);
  const std::size_t channels = size / pixels;
  const std::size_t kept = channels == kColors ? kColors : 1;
  const std::size_t together = channels / kept;  // of these the mean is shown
  image.channels = static_cast<std::int64_t>(kept);
  image.values.assign(kept * pixels, 0.0F);
  for (std::size_t k = 0; k < size; ++k) {
    const float value = shown.values[index * size + k];
    image.values[k % (kept * pixels)] +=
        std::isfinite(value) ? value / static_cast<float>(together) : 0.0F;
  }
  const auto [least, most] = std::minmax_element(image.values.begin(), image.values.end());
  const float low = *least;
  const float span = *most - low;
  for (float& value : image.values) value = span > 0.0F ? (value - low) / span : 0.0F;
  return image;
}

std::optional<TaskPicture> misreadPicture(const event::SamplesCompared& compared,
                                          const event::SamplesShown& shown, Side side) {
  if (compared.kind != Kind::kClasses || shown.samples.empty()) return std::nullopt;
  std::map<std::int64_t, std::size_t> places;
  for (std::size_t i = 0; i < compared.samples.size(); ++i) places[compared.samples[i]] = i;
  const auto& top = side == Side::kRaw ? compared.raw_top : compared.mix_top;
  TaskPicture::Array images{"images", {}, {}};
  TaskPicture::Array said{"said", {}, {}};
  TaskPicture::Array right{"right", {}, {}};
  for (std::size_t k = 0; k < shown.samples.size(); ++k) {
    const auto place = places.find(shown.samples[k]);
    const auto image = sampleImage(shown, k);
    if (place == places.end() || !image) return std::nullopt;
    images.shape = {0, image->rows, image->columns};
    if (image->channels > 1) images.shape.insert(images.shape.begin() + 1, image->channels);
    images.values.insert(images.values.end(), image->values.begin(), image->values.end());
    said.values.push_back(static_cast<float>(top[place->second]));
    right.values.push_back(static_cast<float>(compared.truth[place->second]));
  }
  const auto count = static_cast<std::int64_t>(shown.samples.size());
  images.shape[0] = count;
  said.shape = right.shape = {count};
  const Agreement agreement = agreementOf(compared);
  const auto wrong =
      static_cast<float>(side == Side::kRaw ? agreement.raw_wrong : agreement.mix_wrong);
  return TaskPicture{
      .kind = "mistakes",
      .title = QT_TRANSLATE_NOOP("emascope", "the same images, as each set of weights reads them"),
      .arrays = {std::move(images), std::move(said), std::move(right), {"count", {1}, {wrong}}},
      .texts = {}};
}

}  // namespace emascope::ui
