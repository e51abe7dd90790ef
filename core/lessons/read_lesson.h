// SPDX-License-Identifier: Apache-2.0
//
// Reads the file of a lesson. It may be wrong in any way: the first thing that is wrong is an error
// with file, line and path, "my.json:37: steps[2].ask.until: is 510; allowed: a multiple of 25".
// Its runs are checked as `train` checks its options, and may neither read nor write files.
#pragma once

#include "core/lessons/lesson.h"
#include "core/protocol/spec/catalog.h"

#include <string>
#include <string_view>

namespace emascope {

/// Parses `json`; `source` names the file in errors. `catalog` is that of the engine that will run
/// the lesson.
[[nodiscard]] Result<Lesson> readLesson(std::string_view json, const std::string& source,
                                        const Catalog& catalog);

/// The same for the file `path`, of at most 1 MiB.
[[nodiscard]] Result<Lesson> readLessonFile(const std::string& path, const Catalog& catalog);

}  // namespace emascope
