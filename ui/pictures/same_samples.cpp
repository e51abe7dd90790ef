// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/same_samples.h"

#include "ui/pictures/picture_arrays.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include <QCoreApplication>

namespace emascope::ui {
namespace {

constexpr std::size_t kMostSame = 24;          // as many as the picture of a demo has
constexpr float kSampleBound = 16'777'216.0F;  // beyond it, a float is not each whole number

struct Misread {
  std::map<std::int64_t, std::size_t> places = {};  // in the arrays, by sample
  /// Samples up to this one that are not in `places` are read right.
  std::int64_t last = std::numeric_limits<std::int64_t>::max();
};

std::optional<Misread> misreadIn(const TaskPicture& picture) {
  if (picture.kind != "mistakes" || !checkPicture(picture)) return std::nullopt;
  const auto samples = numbers(picture, "sample");
  const std::size_t count = numbers(picture, "said").size();
  if (samples.size() != count) return std::nullopt;
  Misread misread;
  for (std::size_t i = 0; i < count; ++i) {
    if (!(samples[i] >= 0.0F && samples[i] < kSampleBound)) return std::nullopt;
    misread.places.emplace(static_cast<std::int64_t>(samples[i]), i);
  }
  if (misread.places.size() != count) return std::nullopt;
  if (numbers(picture, "count")[0] > static_cast<float>(count)) {
    misread.last = count == 0 ? -1 : misread.places.rbegin()->first;
  }
  return misread;
}

bool haveSameSizes(const TaskPicture& one, const TaskPicture& other) {
  const std::size_t axes = axesOf(one, "images");
  if (axes != axesOf(other, "images")) return false;
  for (std::size_t axis = 1; axis < axes; ++axis) {
    if (sizeOf(one, "images", axis) != sizeOf(other, "images", axis)) return false;
  }
  return true;
}

/// A sample, and how both read it.
struct SameSample {
  std::int64_t number = 0;
  const TaskPicture* shown_in = nullptr;
  std::size_t place = 0;  // there
  float right = 0.0F;
  float said_by_one = 0.0F, said_by_other = 0.0F;
};

std::vector<SameSample> samplesOf(const TaskPicture& one, const Misread& by_one,
                                  const TaskPicture& other, const Misread& by_other) {
  std::set<std::int64_t> misread;
  for (const auto& [sample, place] : by_one.places) misread.insert(sample);
  for (const auto& [sample, place] : by_other.places) misread.insert(sample);
  std::vector<SameSample> samples;
  for (const std::int64_t sample : misread) {
    if (sample > std::min(by_one.last, by_other.last)) break;
    const auto in_one = by_one.places.find(sample);
    const auto in_other = by_other.places.find(sample);
    const bool first = in_one != by_one.places.end();
    const TaskPicture& shown_in = first ? one : other;
    const std::size_t place = first ? in_one->second : in_other->second;
    const float right = numbers(shown_in, "right")[place];
    samples.push_back(
        {sample, &shown_in, place, right, first ? numbers(one, "said")[place] : right,
         in_other != by_other.places.end() ? numbers(other, "said")[in_other->second] : right});
  }
  std::stable_partition(samples.begin(), samples.end(), [](const SameSample& each) {
    return each.said_by_one != each.said_by_other;
  });
  if (samples.size() > kMostSame) samples.resize(kMostSame);
  return samples;
}

/// `picture` with these samples in the place of its own.
TaskPicture showing(const std::vector<SameSample>& samples, const TaskPicture& picture,
                    float SameSample::*said_here) {
  const auto count = static_cast<std::int64_t>(samples.size());
  TaskPicture::Array images{"images", {count}, {}};
  for (std::size_t axis = 1; axis < axesOf(picture, "images"); ++axis) {
    images.shape.push_back(sizeOf(picture, "images", axis));
  }
  TaskPicture::Array said{"said", {count}, {}};
  TaskPicture::Array right{"right", {count}, {}};
  TaskPicture::Array sample{"sample", {count}, {}};
  for (const SameSample& each : samples) {
    const auto shown = numbers(*each.shown_in, "images");
    const std::size_t size = shown.size() / numbers(*each.shown_in, "said").size();
    const auto image = shown.subspan(each.place * size, size);
    images.values.insert(images.values.end(), image.begin(), image.end());
    said.values.push_back(each.*said_here);
    right.values.push_back(each.right);
    sample.values.push_back(static_cast<float>(each.number));
  }
  return {
      .kind = picture.kind,
      .title = QT_TRANSLATE_NOOP("emascope", "the same images, as each set of weights reads them"),
      .arrays = {std::move(images),
                 std::move(said),
                 std::move(right),
                 {"count", {1}, {numbers(picture, "count")[0]}},
                 std::move(sample)}};
}

}  // namespace

std::pair<TaskPicture, TaskPicture> withSameSamples(const TaskPicture& one,
                                                    const TaskPicture& other) {
  const auto by_one = misreadIn(one);
  const auto by_other = misreadIn(other);
  if (!by_one || !by_other || !haveSameSizes(one, other)) return {one, other};
  const std::vector<SameSample> samples = samplesOf(one, *by_one, other, *by_other);
  return {showing(samples, one, &SameSample::said_by_one),
          showing(samples, other, &SameSample::said_by_other)};
}

}  // namespace emascope::ui
