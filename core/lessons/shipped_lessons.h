// SPDX-License-Identifier: Apache-2.0
//
// The files of resources/lessons/, embedded at build time, and the lessons read from them.
#pragma once

#include "core/lessons/lesson.h"
#include "core/protocol/spec/catalog.h"

#include <string_view>
#include <vector>

namespace emascope {

struct LessonFile {
  std::string_view name;  ///< "1-two-means.json"
  std::string_view json;
};

[[nodiscard]] const std::vector<LessonFile>& lessonFiles();

/// The lessons that an engine with this catalog can run, by their place. One that it cannot, for
/// example because it lacks a preset, is left out.
[[nodiscard]] std::vector<Lesson> shippedLessons(const Catalog& catalog);

}  // namespace emascope
