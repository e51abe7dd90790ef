// SPDX-License-Identifier: Apache-2.0
//
// A small task picture of every kind, for tests of what is drawn of them.
#pragma once

#include "core/protocol/task_picture.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace emascope {

/// Certain of the first class on the left, of the second on the right; one point of each in the
/// middle of the other's half.
[[nodiscard]] inline TaskPicture fakeSurface() {
  return {.kind = "surface",
          .title = "which side",
          .arrays = {{"probability", {2, 2}, {0.0F, 1.0F, 0.0F, 1.0F}},
                     {"reach", {4}, {-2.0F, 2.0F, -1.0F, 1.0F}},
                     {"points", {2, 2}, {-1.0F, 0.5F, 1.0F, -0.5F}},
                     {"classes", {2}, {1.0F, 0.0F}}}};
}

[[nodiscard]] inline TaskPicture fakeCurve(std::vector<float> fitted = {0.0F, 0.0F, 0.0F}) {
  return {.kind = "curve",
          .title = "a line",
          .arrays = {{"x", {3}, {0.0F, 2.0F, 1.0F}},
                     {"fitted", {3}, std::move(fitted)},
                     {"clean", {3}, {-1.0F, 1.0F, 0.5F}}}};
}

[[nodiscard]] inline TaskPicture fakeBars(float first = 2.0F) {
  return {.kind = "bars",
          .title = "two sensors",
          .arrays = {{"shown", {2}, {first, 1.0F}}, {"clean", {2}, {1.0F, 1.0F}}}};
}

/// `far` to the right of the bottom.
[[nodiscard]] inline TaskPicture fakePoint(float far) {
  return {.kind = "point",
          .title = "how near",
          .arrays = {{"position", {2}, {1.0F + far, -0.5F}}, {"bottom", {2}, {1.0F, -0.5F}}}};
}

/// One sample on the center to the right, one far beyond the top.
[[nodiscard]] inline TaskPicture fakeSamples() {
  return {.kind = "samples",
          .title = "two points",
          .arrays = {{"samples", {2, 2}, {2.0F, 0.0F, 0.0F, 100.0F}},
                     {"centers", {2, 2}, {2.0F, 0.0F, -2.0F, 0.0F}}}};
}

/// `count` images of 2 x 2, white at the top left; `all` mistakes.
[[nodiscard]] inline TaskPicture fakeMistakes(std::int64_t count, float all) {
  std::vector<float> images;
  for (std::int64_t k = 0; k < count; ++k) images.insert(images.end(), {1.0F, 0.0F, 0.0F, 0.0F});
  const std::vector<float> classes(static_cast<std::size_t>(count), 3.0F);
  return {.kind = "mistakes",
          .title = "misread",
          .arrays = {{"images", {count, 2, 2}, images},
                     {"said", {count}, classes},
                     {"right", {count}, classes},
                     {"count", {1}, {all}}}};
}

/// `count` images of 2 x 2 in color: red and green above, blue and white below.
[[nodiscard]] inline TaskPicture fakeColorMistakes(std::int64_t count) {
  TaskPicture picture = fakeMistakes(count, static_cast<float>(count));
  picture.arrays[0] = {"images", {count, 3, 2, 2}, {}};
  for (std::int64_t k = 0; k < count; ++k) {
    picture.arrays[0].values.insert(
        picture.arrays[0].values.end(),
        {1.0F, 0.0F, 0.0F, 1.0F, 0.0F, 1.0F, 0.0F, 1.0F, 0.0F, 0.0F, 1.0F, 1.0F});
  }
  return picture;
}

[[nodiscard]] inline TaskPicture fakeText(const std::string& written) {
  return {.kind = "text", .title = "what is written", .texts = {"Once upon ", written}};
}

[[nodiscard]] inline std::vector<TaskPicture> fakePictures() {
  return {fakeSurface(), fakeCurve(),         fakeBars(),           fakePoint(1.0F),
          fakeSamples(), fakeMistakes(5, 61), fakeColorMistakes(2), fakeText("a time.")};
}

}  // namespace emascope
