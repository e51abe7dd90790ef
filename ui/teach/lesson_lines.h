// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines that a step of a lesson shows: what is written on them, their color, width and dashes.
#pragma once

#include "core/lessons/lesson.h"
#include "core/protocol/record/run_record.h"
#include "ui/theme/line_style.h"

#include <string>
#include <string_view>
#include <vector>

#include <QColor>
#include <QString>

namespace emascope::ui {

struct LessonLine {
  std::string label = {};  ///< of a track, kRawLine or kSynthesisLine
  QString name = {};
  QColor color = {};
  QColor text = {};  ///< the color in which the name is written
  LineStyle style = {};
};

/// What the lesson calls the line `label`, in one line; the label itself if it has no name for it.
[[nodiscard]] QString lineName(const Lesson& lesson, const std::string& label,
                               std::string_view language);

/// One line; `record` says which color its track has. `changed`: the track was changed, so that its
/// name may no longer be true; the name then says so.
[[nodiscard]] LessonLine lessonLine(const Lesson& lesson, const RunRecord& record,
                                    const std::string& label, std::string_view language,
                                    bool changed = false);

/// The labels of `step.show`, with those that "e*" stands for. Tracks that are gone are left out.
[[nodiscard]] std::vector<std::string> shownLabels(const LessonStep& step, const RunRecord& record);

/// The loss of a line at a point; NaN if it has none there.
[[nodiscard]] double lossAt(const RunRecord& record, const EvalPoint& point,
                            const std::string& label);

}  // namespace emascope::ui
